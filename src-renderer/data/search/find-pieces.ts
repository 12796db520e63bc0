import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import type { PieceId } from './postings.ts';
import type { SearchIndex } from './search-index.ts';

/** Calls for each piece that has all words of a term, wherever in it they stand; perhaps several times. */
export function findPieces(
  index: SearchIndex,
  term: SearchTerm,
  tolerant: boolean,
  visit: (piece: PieceId) => void,
): void {
  const [first, ...more] = term.words.map((_, place) => index.vocabulary.find(term, place, tolerant));
  if (first === undefined) return;
  if (more.length === 0) return index.postings.each(first, visit);
  /** For each piece how many of the words it has, as far as they have been looked at. */
  const counts = new Uint8Array(index.pieces.count);
  index.postings.each(first, (piece) => void (counts[piece] = 1));
  more.forEach((words, n) => {
    const isLast = n === more.length - 1;
    index.postings.each(words, (piece) => {
      if (counts[piece] !== n + 1) return;
      counts[piece] = n + 2;
      if (isLast) visit(piece);
    });
  });
}

/** Whether a term is anywhere at all. */
export function isAnywhere(index: SearchIndex, term: SearchTerm, tolerant: boolean): boolean {
  let is = false;
  findPieces(index, term, tolerant, (piece) => {
    is ||= index.pieces.isAlive(piece);
  });
  return is;
}
