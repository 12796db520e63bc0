import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';

/** The stem (Snowball) that the forms of a folded word share: Russian of Cyrillic words, English of Latin ones. */
export function stemOf(word: string): string {
  const first = word.charCodeAt(0);
  // Figures, codes and other scripts have no forms.
  if (/\d/.test(word)) return word;
  if (first >= 0x430 && first <= 0x44f) return russian(word);
  return first >= 0x61 && first <= 0x7a ? english(word) : word;
}
