import type { MessageId } from '#shared/base/brand.ts';
import type { Snippet } from '#shared/domain/search/snippet.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Live } from '../live.ts';

/** The words of everything on this machine. */
export interface DeskSearch {
  /**
   * What a text finds, best first: begins to look when somebody listens, stops when nobody does, and follows what changes
   * meanwhile. Asking costs nothing; the work is done elsewhere.
   * @param text as typed, see `parseQuery`
   * @param limit most tickets
   */
  find(text: string, limit: number): Live<SearchResult>;
  /** What was looked for and led somewhere, newest first. On this machine only. */
  readonly recent: Live<readonly string[]>;
  /** Notes that a text has led somewhere. */
  remember(text: string): void;
}

export interface SearchResult {
  /** `failed`: the index cannot be made or asked, the disk does not let it. */
  readonly state: 'searching' | 'done' | 'failed';
  readonly hits: readonly SearchHit[];
  /** Tickets that were found; a lower bound where phrases had to be looked up and there are more than the limit. */
  readonly total: number;
  readonly isLowerBound: boolean;
  /** What was searched instead, because what was typed is nowhere. */
  readonly insteadOf: Instead | null;
  /** How far the index is, in rows; null: everything on this machine is in it. */
  readonly indexing: { readonly done: number; readonly total: number } | null;
}

export type Instead =
  /** The same keys in the other layout. */
  | { readonly kind: 'layout'; readonly text: string }
  /** Words that are near to what was typed. */
  | { readonly kind: 'near'; readonly words: readonly string[] };

export interface SearchHit {
  /** As the window shows it. */
  readonly ticket: Ticket;
  /** Where in its timeline; null: in its subject, its customer, or in what is not sent. */
  readonly messageId: MessageId | null;
  /** What was found there; null while it is being read. */
  readonly snippet: Snippet | null;
  /** It stands in words that have not been sent yet. */
  readonly isUnsent: boolean;
  /** Larger comes first; of the same weight the one that has changed last. */
  readonly weight: SearchWeight;
}

/** 2: by its number; 1: everything is in the head of the ticket (subject, tags, customer); 0: elsewhere. */
export type SearchWeight = 0 | 1 | 2;

/** Best first. */
export function compareHits(
  a: { readonly ticket: Pick<Ticket, 'id' | 'updatedAt'>; readonly weight: SearchWeight },
  b: { readonly ticket: Pick<Ticket, 'id' | 'updatedAt'>; readonly weight: SearchWeight },
): number {
  return (
    b.weight - a.weight ||
    b.ticket.updatedAt - a.ticket.updatedAt ||
    (a.ticket.id < b.ticket.id ? -1 : a.ticket.id > b.ticket.id ? 1 : 0)
  );
}
