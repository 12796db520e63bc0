import type { EpochMs } from '#shared/base/brand.ts';
import type { SearchContext } from '#shared/domain/search/meets-fields.ts';
import { isEmptyQuery, type SearchQuery, type SearchTerm } from '#shared/domain/search/search-query.ts';
import { startOfDay } from '#shared/domain/search/start-of-day.ts';
import type { Instead } from '../read/search-results.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { isAnywhere } from './find-pieces.ts';
import type { PieceId } from './postings.ts';
import type { SearchIndex } from './search-index.ts';
import type { SearchRequest } from './search-wire.ts';

/** Words that are named when they were searched in place of what was typed. */
const NAMED = 3;

export interface Answered extends Evaluation {
  readonly insteadOf: Instead | null;
  /** What was searched in the end, for marking it. */
  readonly terms: readonly SearchTerm[];
  readonly isTolerant: boolean;
}

/**
 * Finds what a request asks for: as typed; else what the same keys give in the other layout, when that is somewhere;
 * else with typing errors, first in the words only that are nowhere, then in all.
 * @returns null when it is not wanted any more
 */
export async function answerRequest(
  index: SearchIndex,
  request: SearchRequest,
  textOf: (piece: PieceId) => Promise<string | null>,
  isCurrent: () => boolean,
): Promise<Answered | null> {
  const { query, other, limit } = request;
  const context = contextOf(request);
  const shown = new Map(request.shown);
  const run = (asked: SearchQuery, tolerant: (term: SearchTerm) => boolean) =>
    evaluate(index, {
      query: asked,
      tolerant,
      limit,
      context,
      shown,
      unsent: request.unsent,
      textOf,
      isCurrent,
    });
  const done = (
    found: Evaluation,
    terms: readonly SearchTerm[],
    isTolerant: boolean,
    insteadOf: Instead | null,
  ) => ({
    ...found,
    terms,
    isTolerant,
    insteadOf,
  });
  if (isEmptyQuery(query)) return done({ found: [], total: 0, isLowerBound: false }, [], false, null);

  const exact = await run(query, () => false);
  if (exact === null || exact.total > 0) return exact && done(exact, query.terms, false, null);
  if (other !== null) {
    const swapped = await run(other.query, () => false);
    if (swapped === null) return null;
    if (swapped.total > 0)
      return done(swapped, other.query.terms, false, { kind: 'layout', text: other.text });
  }
  const nowhere = new Set(query.terms.filter((term) => !term.isExcluded && !isAnywhere(index, term, false)));
  const ladder = [...(nowhere.size > 0 ? [(term: SearchTerm) => nowhere.has(term)] : []), () => true];
  for (const tolerant of ladder) {
    const near = await run(query, tolerant);
    if (near === null) return null;
    if (near.total > 0)
      return done(near, query.terms, true, {
        kind: 'near',
        words: nearWords(
          index,
          query.terms.filter((term) => tolerant(term)),
        ),
      });
  }
  return done(exact, query.terms, false, null);
}

/** The words that were found in place of those that are nowhere, the most frequent first. */
function nearWords(index: SearchIndex, terms: readonly SearchTerm[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const term of terms) {
    if (term.kind !== 'word' || term.isExcluded) continue;
    const exact = new Set(index.vocabulary.find(term, 0, false));
    for (const word of index.vocabulary.find(term, 0, true)) {
      if (exact.has(word)) continue;
      let count = 0;
      index.postings.each([word], (piece) => {
        if (index.pieces.isAlive(piece)) count += 1;
      });
      if (count > 0) counts.set(index.vocabulary.word(word), count);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, NAMED)
    .map(([word]) => word);
}

function contextOf({ me, people, queues, now }: SearchRequest): SearchContext {
  return {
    me,
    people: new Map(people.map(([id, name]) => [id, { name }])),
    queues: new Map(queues.map(([id, name]) => [id, { name }])),
    startOf: (day) => startOfDay(day, now as EpochMs),
  };
}
