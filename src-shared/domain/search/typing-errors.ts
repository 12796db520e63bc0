/** How many typing errors a word may have: none in short ones, nor in what has figures (a number, a code). */
export function errorsAllowed(word: string): 0 | 1 | 2 {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

const ROW = 80;
const rows = [new Uint8Array(ROW), new Uint8Array(ROW), new Uint8Array(ROW)] as const;

/**
 * Whether a word is another one but for typing errors: a letter left out, put in, changed, or two side by side swapped
 * (Damerau and Levenshtein, each stretch touched once).
 * @param asPrefix the word may go on after what is compared
 * @param most errors that still count as the same word
 */
export function isNear(wanted: string, word: string, most: number, asPrefix: boolean): boolean {
  const n = wanted.length;
  const longest = asPrefix ? Math.min(word.length, n + most) : word.length;
  if (longest < n - most || longest > n + most || n >= ROW - 2) return false;
  let [before, last, now] = rows as readonly [Uint8Array, Uint8Array, Uint8Array];
  for (let i = 0; i <= n; i++) last[i] = i;
  if (asPrefix && n <= most) return true;
  for (let j = 1; j <= longest; j++) {
    const letter = word.charCodeAt(j - 1);
    now[0] = j;
    let least = j;
    for (let i = 1; i <= n; i++) {
      const same = wanted.charCodeAt(i - 1) === letter;
      let cost = Math.min(at(last, i) + 1, at(now, i - 1) + 1, at(last, i - 1) + (same ? 0 : 1));
      if (
        i > 1 &&
        j > 1 &&
        wanted.charCodeAt(i - 1) === word.charCodeAt(j - 2) &&
        wanted.charCodeAt(i - 2) === letter
      )
        cost = Math.min(cost, at(before, i - 2) + 1);
      now[i] = cost;
      if (cost < least) least = cost;
    }
    if (asPrefix && at(now, n) <= most) return true;
    // A swap may still take one of the row before the last.
    if (least > most && Math.min(...last.subarray(0, n + 1)) > most) return false;
    [before, last, now] = [last, now, before];
  }
  return at(last, n) <= most;
}

function at(row: Uint8Array, index: number): number {
  return row[index] ?? 0;
}

/** Letters of a word as 32 bits: two words with so few errors differ in few of them. */
export function signatureOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** How many letters of the first are not in the second, as far as signatures tell: never more than there are. */
export function lettersMissing(wanted: number, word: number): number {
  let bits = wanted & ~word;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
