import { stemOf } from './stem.ts';
import { errorsAllowed, isNear } from './typing-errors.ts';
import type { SearchTerm } from './search-query.ts';
import { wordsOf } from './words.ts';

/** Whether a folded word is what is looked for. */
export type WordMatch = (word: string) => boolean;

/**
 * The rule by which one word is found: by its forms, where it may be a beginning also by its beginning, and with
 * `tolerant` despite typing errors. Words of a phrase are found in their own form only.
 */
export function wordMatch(wanted: string, { asForms, asPrefix, tolerant }: WordManner): WordMatch {
  const stem = asForms ? stemOf(wanted) : null;
  const errors = tolerant ? errorsAllowed(wanted) : 0;
  return (word) =>
    word === wanted ||
    (asPrefix && word.startsWith(wanted)) ||
    (stem !== null && stemOf(word) === stem) ||
    (errors > 0 && isNear(wanted, word, errors, asPrefix));
}

/** In what manner a word is looked for. */
export interface WordManner {
  readonly asForms: boolean;
  readonly asPrefix: boolean;
  readonly tolerant: boolean;
}

/** The manner of each word of a term. */
export function mannerOf(term: SearchTerm, place: number, tolerant: boolean): WordManner {
  return {
    asForms: term.kind === 'word',
    asPrefix: term.isPrefix && place === term.words.length - 1,
    tolerant: tolerant && term.kind === 'word' && !term.isExcluded,
  };
}

/** The rules of a term's words, in their order. */
export function termMatches(term: SearchTerm, tolerant: boolean): readonly WordMatch[] {
  return term.words.map((word, place) => wordMatch(word, mannerOf(term, place, tolerant)));
}

/** Whether folded words hold a term: one that is it, or all of a phrase side by side. */
export function holdsTerm(words: readonly string[], matches: readonly WordMatch[]): boolean {
  for (let from = 0; from + matches.length <= words.length; from++)
    if (matches.every((match, i) => match(words[from + i] ?? ''))) return true;
  return false;
}

/** Whether a name holds all words of a field's value, each as a beginning: `anna p` is Anna Petrova. */
export function matchesName(value: string, name: string): boolean {
  const words = wordsOf(name);
  return wordsOf(value).every((wanted) => words.some((word) => word.startsWith(wanted)));
}
