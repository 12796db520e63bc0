/** Longest word that is told apart; what is longer (a checksum, a block of data) counts by its beginning. */
export const LONGEST_WORD = 64;

const NOT = 0;
const PLAIN = 1;
/** Must be looked at by `foldWord`: a capital, `ё`, an accent. */
const FOLDS = 2;

/**
 * For each UTF-16 unit whether it belongs to a word. Halves of surrogate pairs do not: no letter of ours is one. Made when
 * it is needed first: it takes some tens of milliseconds, which no start should wait for.
 */
let units: Uint8Array | null = null;

function makeUnits(): Uint8Array {
  const made = new Uint8Array(0x10000);
  const isWord = /[\p{L}\p{N}\p{M}]/u;
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) continue;
    const text = String.fromCharCode(unit);
    if (isWord.test(text)) made[unit] = foldWord(text) === text && !/\p{M}/u.test(text) ? PLAIN : FOLDS;
  }
  return made;
}

/** A word as it is compared: small letters, composed, `ё` as `е`, at most 64 units. */
export function foldWord(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('ё', 'е').slice(0, LONGEST_WORD);
}

/**
 * Calls for each word of a text (letters, digits and their accents side by side).
 * @param visit with the word as written or folded already, and where it stands in UTF-16 units; give it to `foldWord`
 *   where `isFolded` is false
 */
export function eachWord(
  text: string,
  visit: (word: string, from: number, to: number, isFolded: boolean) => void,
): void {
  const kinds = (units ??= makeUnits());
  const { length } = text;
  for (let at = 0; at < length;) {
    let kind = kinds[text.charCodeAt(at)];
    if (kind === NOT) {
      at += 1;
      continue;
    }
    const from = at;
    let isFolded = true;
    while (kind !== NOT && at < length) {
      if (kind === FOLDS) isFolded = false;
      at += 1;
      kind = at < length ? kinds[text.charCodeAt(at)] : NOT;
    }
    visit(text.slice(from, at), from, at, isFolded && at - from <= LONGEST_WORD);
  }
}

/** The folded words of a text in their order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (word, _from, _to, isFolded) => words.push(isFolded ? word : foldWord(word)));
  return words;
}
