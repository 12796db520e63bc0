import type { TicketId } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { inOtherLayout } from '#shared/domain/search/keyboard-layout.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Live } from '../live.ts';
import { compareHits, type DeskSearch, type SearchHit, type SearchResult } from '../read/search-results.ts';
import type { Timers } from '../timers.ts';
import type { SearchAnswer, SearchEngine, SearchRequest } from './search-wire.ts';

/** Shortest time between two answers to the same question while rows change, in milliseconds. */
const AGAIN_AFTER_MS = 250;
/** How long nobody has looked before the index is let go of, in milliseconds: it takes memory, and comes back quickly. */
const REST_AFTER_MS = 10 * 60_000;
/** Wait before a place that has broken down is replaced, in milliseconds. */
const RESTART_MS = 2_000;
/** Questions that keep their object when nobody looks. */
const KEPT = 20;

const NOTHING: SearchResult = {
  state: 'searching',
  hits: [],
  total: 0,
  isLowerBound: false,
  insteadOf: null,
  indexing: null,
};

/** What searching wants to know of the window: who looks, and what is shown in another way than it is confirmed. */
export interface SearchedDesk {
  readonly who: () => Pick<SearchRequest, 'me' | 'people' | 'queues'>;
  /** A ticket as it is shown; null when it is not in sight. */
  readonly ticket: (id: TicketId) => Ticket | null;
  readonly shown: () => readonly Ticket[];
  readonly unsent: () => SearchRequest['unsent'];
  /** Told when one of these may have changed. */
  readonly subscribe: (listener: () => void) => () => void;
}

interface Asked {
  readonly text: string;
  readonly limit: number;
  readonly cell: Cell<SearchResult>;
  /** Number of the question that is out. */
  id: number;
}

/**
 * The window's end of searching. The place where the index is begins its work when somebody first looks, and ends when
 * nobody has looked for a while.
 * @param start begins it; called again after it has ended or failed
 */
export function createSearch(
  desk: SearchedDesk,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
  start: (tell: (answer: SearchAnswer) => void) => SearchEngine,
): DeskSearch & { stop(): Promise<void> } {
  const asked = new Map<string, Asked>();
  const looking = new Map<number, Asked>();
  const recent = createCell<readonly string[]>([], (isObserved) => {
    if (isObserved) engineNow();
  });
  let engine: SearchEngine | null = null;
  let isStopped = false;
  let ids = 0;
  let cancelRest = () => {};
  let cancelAgain: (() => void) | null = null;
  let unfollow: (() => void) | null = null;

  function engineNow(): SearchEngine | null {
    cancelRest();
    if (isStopped) return null;
    return (engine ??= start(hear));
  }

  function hear(answer: SearchAnswer): void {
    switch (answer.kind) {
      case 'recent':
        return recent.set(answer.texts);
      case 'changed':
        return again();
      case 'broken':
        engine = null;
        cancelAgain?.();
        cancelAgain = timers.after(RESTART_MS, askAgain);
        return showFailed();
      case 'failed':
        return showFailed();
      default:
    }
    const each = looking.get(answer.id);
    if (each === undefined) return;
    const before = new Map(each.cell.get().hits.map((hit) => [hit.ticket.id, hit]));
    if (answer.kind === 'snippets') {
      const snippets = new Map(answer.snippets);
      const hits = each.cell.get().hits.map((hit) => {
        const snippet = snippets.get(hit.ticket.id);
        return snippet === undefined ? hit : { ...hit, snippet };
      });
      return each.cell.set({ ...each.cell.get(), hits });
    }
    const { found, total, isLowerBound, insteadOf, indexing } = answer;
    const hits = found.flatMap(({ ticketId, messageId, isUnsent, weight }): readonly SearchHit[] => {
      const ticket = desk.ticket(ticketId);
      // It has left sight a moment ago (I8).
      if (ticket === null) return [];
      const same = before.get(ticketId);
      const snippet = same?.messageId === messageId ? (same?.snippet ?? null) : null;
      return [{ ticket, messageId, isUnsent, weight, snippet }];
    });
    each.cell.set({
      state: 'done',
      hits: hits.sort(compareHits),
      total: total - (found.length - hits.length),
      isLowerBound,
      insteadOf,
      indexing,
    });
  }

  function ask(each: Asked): void {
    if (each.id > 0) drop(each);
    each.id = ++ids;
    looking.set(each.id, each);
    const { text, limit } = each;
    const other = inOtherLayout(text);
    engineNow()?.order({
      kind: 'search',
      request: {
        id: each.id,
        query: parseQuery(text),
        other: other === null ? null : { text: other, query: parseQuery(other) },
        limit,
        ...desk.who(),
        now: clock.now(),
        shown: desk.shown().map((ticket) => [ticket.id, ticket] as const),
        unsent: desk.unsent(),
      },
    });
  }

  function drop(each: Asked): void {
    engine?.order({ kind: 'cancel', id: each.id });
    looking.delete(each.id);
    each.id = 0;
  }

  /** What changes all the time is asked for again now and then. */
  function again(): void {
    if (looking.size === 0) return;
    cancelAgain ??= timers.after(AGAIN_AFTER_MS, askAgain);
  }

  function askAgain(): void {
    cancelAgain = null;
    for (const each of [...looking.values()]) ask(each);
  }

  function showFailed(): void {
    for (const each of looking.values()) each.cell.set({ ...each.cell.get(), state: 'failed' });
  }

  function look(each: Asked, isObserved: boolean): void {
    if (isObserved) {
      unfollow ??= desk.subscribe(again);
      ask(each);
      return;
    }
    drop(each);
    if (looking.size > 0) return;
    unfollow?.();
    unfollow = null;
    cancelRest();
    cancelRest = timers.after(REST_AFTER_MS, () => {
      void engine?.stop();
      engine = null;
    });
  }

  return {
    find(text, limit): Live<SearchResult> {
      const key = `${limit} ${text}`;
      const known = asked.get(key);
      if (known !== undefined) return known.cell;
      const made: Asked = {
        text,
        limit,
        cell: createCell(NOTHING, (isObserved) => look(made, isObserved)),
        id: 0,
      };
      asked.set(key, made);
      for (const [old, each] of asked) {
        if (asked.size <= KEPT) break;
        if (!each.cell.observed && each !== made) asked.delete(old);
      }
      return made.cell;
    },
    recent,
    remember(text) {
      engineNow()?.order({ kind: 'remember', text: text.trim() });
    },
    async stop() {
      isStopped = true;
      cancelRest();
      cancelAgain?.();
      unfollow?.();
      await engine?.stop();
      engine = null;
    },
  };
}
