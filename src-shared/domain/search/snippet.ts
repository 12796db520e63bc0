import { holdsTerm, termMatches, type WordMatch } from './match-word.ts';
import type { SearchTerm } from './search-query.ts';
import { eachWord, foldWord } from './words.ts';

/** A part of a text, and what of it was looked for: from and to in UTF-16 units of `text`. */
export interface Snippet {
  readonly text: string;
  readonly marks: readonly (readonly [from: number, to: number])[];
}

/** Units before the first mark that a snippet begins with. */
const BEFORE = 40;
/** Longest snippet, in units. */
const LONGEST = 220;

/** Marks in a text what a query looks for. */
export function markText(text: string, terms: readonly SearchTerm[], tolerant: boolean): Snippet {
  const words: string[] = [];
  const places: (readonly [number, number])[] = [];
  eachWord(text, (word, from, to, isFolded) => {
    words.push(isFolded ? word : foldWord(word));
    places.push([from, to]);
  });
  const marked = new Set<number>();
  for (const term of terms) if (!term.isExcluded) markTerm(words, termMatches(term, tolerant), marked);
  return {
    text,
    marks: [...marked].sort((a, b) => a - b).map((place) => places[place] ?? [0, 0]),
  };
}

function markTerm(words: readonly string[], matches: readonly WordMatch[], marked: Set<number>): void {
  words.forEach((_, from) => {
    const stretch = words.slice(from, from + matches.length);
    if (holdsTerm(stretch, matches)) for (let i = 0; i < matches.length; i++) marked.add(from + i);
  });
}

/** The part of a text around what was found first, on one line. */
export function snippetOf(text: string, terms: readonly SearchTerm[], tolerant: boolean): Snippet {
  // White space is folded first, unit by unit kept where it is not doubled, so that marks are right.
  const line = text.replace(/\s+/g, ' ').trim();
  const whole = markText(line, terms, tolerant);
  const first = whole.marks[0]?.[0] ?? 0;
  const from = first <= BEFORE ? 0 : line.indexOf(' ', first - BEFORE) + 1;
  const begin = from > 0 && from <= first ? from : Math.max(0, first <= BEFORE ? 0 : first - BEFORE);
  const end = Math.min(line.length, begin + LONGEST);
  const [head, tail] = [begin > 0 ? '… ' : '', end < line.length ? '…' : ''];
  // The last unit kept may be the first half of a surrogate pair.
  const kept = line
    .slice(begin, end)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/^[\udc00-\udfff]/, ' ');
  const by = head.length - begin;
  return {
    text: head + kept + tail,
    marks: whole.marks
      .filter(([at, to]) => at >= begin && to <= begin + kept.length)
      .map(([at, to]) => [at + by, to + by]),
  };
}
