import uFuzzy from '@leeoniya/ufuzzy';
import { inOtherLayout } from '#shared/domain/search/keyboard-layout.ts';

const ACCENTED = /[\u00C0-\u024F]/;

/** Text as it is compared: ё as е, letters without their accents. Case is left to the search. */
export function fold(text: string): string {
  const plain = text.replaceAll('ё', 'е').replaceAll('Ё', 'Е');
  return ACCENTED.test(plain) ? uFuzzy.latinize(plain) : plain;
}

/** Most letters that are looked for. */
const MOST_LETTERS = 100;

/** Folded, and without what the search library takes for its own signs: a minus before a word, quotes. */
function cleaned(query: string): string {
  return fold(query.replaceAll('"', ' ').replaceAll(/(^|\s)-+/g, '$1')).trim();
}

/** The ways to read what was typed: as it stands, and as it would be in the other layout. */
export function readings(typed: string): readonly string[] {
  const query = typed.slice(0, MOST_LETTERS);
  return [...new Set([cleaned(query), cleaned(inOtherLayout(query) ?? query)])].filter((each) => each !== '');
}
