const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю';
const LATIN_SHIFT = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';

const SWAPPED: ReadonlyMap<string, string> = new Map(
  Array.from(CYRILLIC, (letter, i): [string, string][] => {
    const [plain, shifted] = [LATIN[i] ?? '', LATIN_SHIFT[i] ?? ''];
    const capital = letter.toUpperCase();
    return [
      [plain, letter],
      [shifted, capital],
      [letter, plain],
      [capital, shifted],
    ];
  }).flat(),
);

/** What the same keys give in the other layout (QWERTY and ЙЦУКЕН): `ghbdtn` is `привет`. Null where nothing changes. */
export function inOtherLayout(text: string): string | null {
  const hasLatin = /[a-z]/i.test(text);
  const hasCyrillic = /[а-яё]/i.test(text);
  // Of a mixed text nobody can tell which part is meant.
  if (hasLatin === hasCyrillic) return null;
  const swap = (letter: string) => (letter === '"' ? letter : (SWAPPED.get(letter) ?? letter));
  const swapped = Array.from(text, swap).join('');
  return swapped === text ? null : swapped;
}
