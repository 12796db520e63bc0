import type { MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { SearchedTicket } from '#shared/domain/search/meets-fields.ts';
import type { SearchQuery } from '#shared/domain/search/search-query.ts';
import type { Snippet } from '#shared/domain/search/snippet.ts';
import type { Instead, SearchResult, SearchWeight } from '../read/search-results.ts';

/** What a window asks of the place where the index is. All of it can be sent between threads. */
export interface SearchRequest {
  /** By which the answer is known. */
  readonly id: number;
  readonly query: SearchQuery;
  /** The same keys in the other layout. */
  readonly other: { readonly text: string; readonly query: SearchQuery } | null;
  readonly limit: number;
  readonly me: PersonId;
  readonly people: readonly (readonly [PersonId, string])[];
  readonly queues: readonly (readonly [QueueId, string])[];
  /** By the clock of the window. */
  readonly now: number;
  /** Tickets as the window shows them, where that is not how they are confirmed. */
  readonly shown: readonly (readonly [TicketId, SearchedTicket])[];
  /** Words that are not sent. */
  readonly unsent: readonly (readonly [TicketId, string])[];
}

/** What was found, as ids: the window knows the tickets. */
export interface FoundTicket {
  readonly ticketId: TicketId;
  readonly messageId: MessageId | null;
  readonly isUnsent: boolean;
  readonly weight: SearchWeight;
}

export type SearchAnswer =
  | {
      readonly kind: 'found';
      readonly id: number;
      readonly found: readonly FoundTicket[];
      readonly total: number;
      readonly isLowerBound: boolean;
      readonly insteadOf: Instead | null;
      readonly indexing: SearchResult['indexing'];
    }
  | {
      readonly kind: 'snippets';
      readonly id: number;
      readonly snippets: readonly (readonly [TicketId, Snippet])[];
    }
  /** Rows have come or gone: what was found may be another now. */
  | { readonly kind: 'changed' }
  /** The disk does not let it; it is tried again. */
  | { readonly kind: 'failed' }
  /** It answers no more: begin another one. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'recent'; readonly texts: readonly string[] };

export type SearchOrder =
  | { readonly kind: 'search'; readonly request: SearchRequest }
  /** Nobody waits for the answer any more. */
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'remember'; readonly text: string };

/** The place where the index is, as a window sees it. */
export interface SearchEngine {
  order(order: SearchOrder): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}
