import type { Person } from './person.ts';

const CALL = /(?<![\p{L}\p{N}._%+-])@([\p{L}][\p{L}\p{N}._-]*)/gu;
/** Shorter names would be found in too many words. */
const SHORTEST = 3;
/** How many letters a declined name may end in beyond its stem: Анна, Анне, Анной. */
const ENDING = 3;

/**
 * The colleague that a text calls by `@` and a first or last name, as people write it: declined, in the other alphabet, in
 * small letters. Meant as a question before an answer goes to the customer, so it rather finds one too many.
 */
export function findNamedColleague<P extends Pick<Person, 'name'>>(
  text: string,
  colleagues: readonly P[],
): P | null {
  for (const match of text.matchAll(CALL)) {
    const called = foldName((match[1] ?? '').replace(/[._-]+$/, ''));
    const found = colleagues.find(({ name }) =>
      name.split(/\s+/).some((part) => isSameName(called, foldName(part))),
    );
    if (found !== undefined) return found;
  }
  return null;
}

function isSameName(called: string, name: string): boolean {
  if (name.length < SHORTEST) return false;
  if (called === name) return true;
  const stem = name.replace(/[aeiouy]+$/, '');
  return stem.length >= SHORTEST && called.startsWith(stem) && called.length <= stem.length + ENDING;
}

const LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** A name in small Latin letters without accents. */
function foldName(name: string): string {
  const latin = name.toLowerCase().replace(/[а-яё]/g, (letter) => LATIN[letter] ?? '');
  return latin.normalize('NFD').replace(/\p{M}/gu, '');
}
