import type { PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Message } from '#shared/domain/messages/message.ts';

/** A row of the model: a ticket or a message, as it is now or gone. */
export type Row =
  | { readonly type: 'ticket'; readonly id: TicketId; readonly version: number; readonly row: Ticket | null }
  | {
      readonly type: 'message';
      readonly id: Message['id'];
      readonly version: number;
      readonly row: Message | null;
    };

/** A place in the feed, as the helpdesk of the model reads it. */
export interface OracleCursor {
  readonly era: number;
  readonly sight: string;
  readonly seq: number;
  /** Tickets after this one are still to come; null when they have all come. */
  readonly from: string | null;
}

export interface OraclePage {
  readonly rows: readonly Row[];
  readonly cursor: OracleCursor;
  readonly more: boolean;
  /** The feed begins anew: what does not come until `complete` is out of sight. */
  readonly start: boolean;
  readonly complete: boolean;
}

/** What the feed of the model is made of. */
export interface FeedContent {
  /** In the order of their last change. */
  readonly rows: readonly Row[];
  readonly seq: number;
  readonly era: number;
  readonly seqOf: (row: Row) => number;
  readonly ticketOf: (row: Row) => Ticket | null;
  readonly queuesOf: (person: PersonId) => readonly QueueId[];
  /** Another one after every change of what a person may see, even when he sees again what he saw. */
  readonly sightOf: (person: PersonId) => string;
}

/** A row as a person gets it: itself, or that it is out of sight. */
export function rowFor(content: Pick<FeedContent, 'ticketOf' | 'queuesOf'>, person: PersonId, row: Row): Row {
  const ticket = content.ticketOf(row);
  const sees = ticket !== null && content.queuesOf(person).includes(ticket.queueId);
  return sees ? row : ({ ...row, row: null } as Row);
}

/**
 * The next page after a cursor: all tickets in sight with their messages first, and then what changes. A cursor of another
 * sight or era cannot be followed.
 * @param limit rows in a page of changes; a page of the beginning has one ticket
 */
export function pageAfter(
  content: FeedContent,
  person: PersonId,
  given: OracleCursor | null,
  limit: number,
): OraclePage {
  const sight = content.sightOf(person);
  const follows = given !== null && given.era === content.era && given.sight === sight;
  const cursor = follows ? given : { era: content.era, sight, seq: content.seq, from: '' };
  const start = !follows;

  if (cursor.from === null) {
    const newer = content.rows.filter((row) => content.seqOf(row) > cursor.seq);
    const page = newer.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map((row) => rowFor(content, person, row)),
      cursor: { ...cursor, seq: last === undefined ? cursor.seq : content.seqOf(last) },
      more: newer.length > page.length,
      start,
      complete: true,
    };
  }

  const { from } = cursor;
  const [id, ...later] = content.rows
    .flatMap((row) => (row.type === 'ticket' && row.row !== null && row.id > from ? [row.id] : []))
    .toSorted();
  const rows = content.rows
    .filter((row) => content.ticketOf(row)?.id === id && id !== undefined)
    .map((row) => rowFor(content, person, row))
    .filter((row) => row.row !== null);
  const isLast = later.length === 0;
  return {
    rows,
    cursor: { ...cursor, from: isLast || id === undefined ? null : id },
    more: !isLast || content.seq > cursor.seq,
    start,
    complete: isLast,
  };
}
