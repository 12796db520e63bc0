import type { MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import { fieldsMatch, type SearchContext, type SearchedTicket } from '#shared/domain/search/meets-fields.ts';
import { holdsTerm, termMatches } from '#shared/domain/search/match-word.ts';
import type { SearchQuery, SearchTerm } from '#shared/domain/search/search-query.ts';
import { textOfTicket } from '#shared/domain/search/searched-text.ts';
import { wordsOf } from '#shared/domain/search/words.ts';
import type { SearchWeight } from '../read/search-results.ts';
import { findPieces } from './find-pieces.ts';
import type { PieceId } from './postings.ts';
import { CUSTOMER, HEAD, isAliveIn, kindIn } from './records.ts';
import type { SearchIndex } from './search-index.ts';
import type { FoundTicket } from './search-wire.ts';

export interface Evaluation {
  readonly found: readonly FoundTicket[];
  readonly total: number;
  readonly isLowerBound: boolean;
}

export interface EvaluationInput {
  readonly query: SearchQuery;
  /** Which terms may have typing errors. */
  readonly tolerant: (term: SearchTerm) => boolean;
  readonly limit: number;
  readonly context: SearchContext;
  readonly shown: ReadonlyMap<TicketId, SearchedTicket>;
  readonly unsent: readonly (readonly [TicketId, string])[];
  /** The text of a message; null when it is not there. For phrases, which the postings cannot tell. */
  readonly textOf: (piece: PieceId) => Promise<string | null>;
  readonly isCurrent: () => boolean;
}

/** A ticket that has all words; phrases in it are still to be looked up. */
interface Candidate {
  readonly number: number;
  readonly weight: SearchWeight;
}

/** Weight and time of the last change in one number: times stay below. */
const WEIGHT = 2 ** 44;

/** Finds the tickets in which all terms and fields of a query hold, best first. @returns null when it is not wanted any more */
export async function evaluate(index: SearchIndex, input: EvaluationInput): Promise<Evaluation | null> {
  const { query, tolerant, limit, context, shown, unsent, isCurrent } = input;
  const { tickets, pieces } = index;
  const { terms } = query;
  const wanted = maskOf(terms, (term) => !term.isExcluded);
  const excluded = maskOf(terms, (term) => term.isExcluded);
  // A phrase that is to be left out is looked up afterwards: its words alone prove nothing.
  const openPhrases = maskOf(terms, (term) => term.words.length > 1);
  /** For each ticket which terms it has, and which in its head; for each piece the same. */
  const held = new Uint16Array(tickets.length);
  const inHead = new Uint16Array(tickets.length);
  const inPiece = new Uint16Array(pieces.count);

  // The bare columns: a question looks at hundreds of thousands of pieces.
  const { owners, info } = pieces.content();
  terms.forEach((term, n) => {
    const bit = 1 << n;
    findPieces(index, term, tolerant(term), (piece) => {
      const has = inPiece[piece] ?? 0;
      const what = info[piece] ?? 0;
      if ((has & bit) !== 0 || !isAliveIn(what)) return;
      inPiece[piece] = has | bit;
      const owner = owners[piece] ?? 0;
      const kind = kindIn(what);
      if (kind !== CUSTOMER) {
        held[owner] = (held[owner] ?? 0) | bit;
        if (kind === HEAD) inHead[owner] = (inHead[owner] ?? 0) | bit;
      } else
        for (const number of index.customers[owner]?.tickets ?? []) {
          held[number] = (held[number] ?? 0) | bit;
          inHead[number] = (inHead[number] ?? 0) | bit;
        }
    });
  });
  const inUnsent = new Map<number, number>();
  for (const [ticketId, text] of unsent) {
    const number = index.ticketNumber(ticketId);
    if (number === null) continue;
    const words = wordsOf(text);
    terms.forEach((term, n) => {
      if (!holdsTerm(words, termMatches(term, tolerant(term)))) return;
      held[number] = (held[number] ?? 0) | (1 << n);
      inUnsent.set(number, (inUnsent.get(number) ?? 0) | (1 << n));
    });
  }

  const meets = query.fields.length === 0 ? null : fieldsMatch(query.fields, context);
  const hasNumber = query.fields.some((field) => field.name === 'number' && !field.isExcluded);
  const asNumber = onlyNumber(terms);
  const firmlyExcluded = excluded & ~openPhrases;
  const all = { numbers: new Uint32Array(tickets.length), ranks: new Float64Array(tickets.length), count: 0 };
  for (let number = 0; number < tickets.length; number++) {
    const mask = held[number] ?? 0;
    if ((mask & wanted) !== wanted || (mask & firmlyExcluded) !== 0) continue;
    const entry = tickets[number];
    if (entry?.facts == null) continue;
    if (meets !== null && !meets(shown.get(entry.id) ?? entry.facts, belongingsOf(number))) continue;
    const isInHead = wanted !== 0 && ((inHead[number] ?? 0) & wanted) === wanted;
    const weight = hasNumber || entry.facts.number === asNumber ? 2 : isInHead ? 1 : 0;
    all.numbers[all.count] = number;
    all.ranks[all.count] = weight * WEIGHT + entry.facts.updatedAt;
    all.count += 1;
  }
  const total = all.count;
  const candidates = bestOf(all, openPhrases === 0 ? limit : total);
  if (openPhrases === 0) return { found: candidates.map(toFound), total, isLowerBound: false };

  // Phrases are looked up in the texts, best candidates first, until there are enough.
  const found: FoundTicket[] = [];
  for (const candidate of candidates) {
    if (!isCurrent()) return null;
    if (found.length >= limit) return { found, total: found.length, isLowerBound: true };
    if (await holdsPhrases(candidate.number)) found.push(toFound(candidate));
  }
  return { found, total: found.length, isLowerBound: false };

  async function holdsPhrases(number: number): Promise<boolean> {
    for (const [n, term] of terms.entries()) {
      const bit = 1 << n;
      if ((openPhrases & bit) === 0) continue;
      const isThere = await holdsPhrase(number, term, bit);
      if (isThere === term.isExcluded) return false;
    }
    return true;
  }

  async function holdsPhrase(number: number, term: SearchTerm, bit: number): Promise<boolean> {
    if (((inUnsent.get(number) ?? 0) & bit) !== 0) return true;
    const matches = termMatches(term, false);
    const entry = tickets[number];
    if (entry?.facts == null) return false;
    const holds = (text: string | null) => text !== null && holdsTerm(wordsOf(text), matches);
    if (holds(textOfTicket(entry.facts)) || holds(index.customer(entry.facts.customerId).text)) return true;
    for (let next = entry.lastMessage; next > 0; next = pieces.before(next - 1)) {
      if (((inPiece[next - 1] ?? 0) & bit) === 0) continue;
      if (holds(await input.textOf(next - 1))) return true;
      // Not here: this message is not the one to show for it.
      inPiece[next - 1] = (inPiece[next - 1] ?? 0) & ~bit;
    }
    return false;
  }

  function belongingsOf(number: number) {
    const entry = tickets[number];
    const messages = function* () {
      for (let next = entry?.lastMessage ?? 0; next > 0; next = pieces.before(next - 1))
        if (pieces.isAlive(next - 1)) yield next - 1;
    };
    return {
      customer: () => (entry?.facts == null ? '' : index.customer(entry.facts.customerId).text),
      authors: () => {
        const ids = new Set<PersonId>();
        for (const piece of messages()) {
          const id = index.authors.id(pieces.author(piece));
          if (id !== null) ids.add(id);
        }
        return [...ids];
      },
      hasAttachment: () => {
        for (const piece of messages()) if (pieces.hasFile(piece)) return true;
        return false;
      },
    };
  }

  /** The message that has most of what is looked for, the newest of those. */
  function toFound({ number, weight }: Candidate): FoundTicket {
    const entry = tickets[number];
    let best: { readonly piece: PieceId; readonly count: number } | null = null;
    for (let next = entry?.lastMessage ?? 0; next > 0; next = pieces.before(next - 1)) {
      const count = bitsOf((inPiece[next - 1] ?? 0) & wanted);
      if (count > (best?.count ?? 0) && pieces.isAlive(next - 1)) best = { piece: next - 1, count };
    }
    const messageId: MessageId | null = best === null ? null : pieces.id(best.piece);
    const unsentCount = bitsOf((inUnsent.get(number) ?? 0) & wanted);
    const isUnsent = unsentCount > (best?.count ?? 0);
    return { ticketId: entry?.id as TicketId, messageId: isUnsent ? null : messageId, isUnsent, weight };
  }
}

function maskOf(terms: readonly SearchTerm[], is: (term: SearchTerm) => boolean): number {
  return terms.reduce((mask, term, n) => (is(term) ? mask | (1 << n) : mask), 0);
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A number alone is most likely that of a ticket. */
function onlyNumber(terms: readonly SearchTerm[]): number | null {
  const [only, ...more] = terms;
  if (only === undefined || more.length > 0 || only.isExcluded) return null;
  return only.words.length === 1 && /^\d{1,9}$/.test(only.words[0] ?? '') ? Number(only.words[0]) : null;
}

/** The best of all, in their order. */
function bestOf(
  all: { readonly numbers: Uint32Array; readonly ranks: Float64Array; readonly count: number },
  limit: number,
): readonly Candidate[] {
  const ranks = all.ranks.subarray(0, all.count);
  // Sorting bare numbers is quick; only those that are told are made into objects.
  const worst = all.count > limit ? (ranks.slice().sort()[all.count - limit] ?? 0) : 0;
  const places: number[] = [];
  for (let place = 0; place < all.count; place++) if ((ranks[place] ?? 0) >= worst) places.push(place);
  return places
    .sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0))
    .slice(0, limit)
    .map((place) => ({
      number: all.numbers[place] ?? 0,
      weight: Math.floor((ranks[place] ?? 0) / WEIGHT) as SearchWeight,
    }));
}
