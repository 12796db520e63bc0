import uFuzzy from '@leeoniya/ufuzzy';

/** Latin and Cyrillic letters; the library's own speed needs the alphabet to be named. */
const ALPHA = 'a-zа-яё';
/** Most words of a query that may come in any order: each more multiplies the work. */
const MOST_MOVED = 4;
/** Most hits that are put into order. */
const MOST_RANKED = 1000;

/** Longest word in which an error is looked for, in letters: the work grows with the square of it. */
const MOST_LENIENT = 24;

const lenient = new uFuzzy({ alpha: ALPHA, intraMode: 1 });
const strict = new uFuzzy({ alpha: ALPHA });

/**
 * Texts that match a query, best first: beginnings of words before their insides, whole words before parts.
 *
 * @param texts folded
 * @param query folded
 * @param tolerance `typo`: one wrong letter a word is let pass
 * @returns places in `texts`
 */
export function rank(texts: readonly string[], query: string, tolerance: 'typo' | 'none'): readonly number[] {
  const search = tolerance === 'typo' ? lenient : strict;
  const terms = search.split(query);
  if (tolerance === 'typo' && terms.some((term) => term.length > MOST_LENIENT)) return [];
  const words = terms.length;
  const [found, info, order] = search.search(
    texts as string[],
    query,
    words > 1 && words <= MOST_MOVED ? MOST_MOVED : 0,
    MOST_RANKED,
  );
  if (found === null) return [];
  if (info === null || order === null) return found;
  return order.flatMap((place) => info.idx[place] ?? []);
}

/**
 * Places of texts that hold every word of a query, in any order and inside other words too; not ranked.
 *
 * @param texts folded
 * @param query folded
 */
export function filter(texts: readonly string[], query: string): readonly number[] {
  let found: number[] | undefined;
  for (const word of strict.split(query)) {
    found = strict.filter(texts as string[], word, ...(found === undefined ? [] : [found])) ?? [];
    if (found.length === 0) return found;
  }
  return found ?? [];
}
