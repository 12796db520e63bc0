import type { CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { buildSegment, type Segment, type Versioned, type VersionedMessage } from './segment.ts';

/** Joins segments of one run of the feed: of each row the newest version, however they lay. Tombstones stay. */
export function joinSegments(segments: readonly Segment[]): Segment {
  const tickets = newestOf(segments.flatMap((segment) => segment.list.tickets));
  const people = newestOf(segments.flatMap((segment) => segment.list.people));
  const queues = newestOf(segments.flatMap((segment) => segment.list.queues));
  const references = newestOf(segments.flatMap((segment) => segment.list.references));
  const gone = new Map<string, Segment['list']['gone'][number]>();
  const messages = new Map<TicketId, readonly VersionedMessage[]>();
  const customers = new Map<CustomerId, Versioned<Customer>>();
  for (const segment of segments) {
    for (const entry of segment.list.gone) {
      if (entry[0] > (gone.get(entry[2])?.[0] ?? 0)) gone.set(entry[2], entry);
    }
    for (const [id, some] of segment.messages)
      messages.set(id, newestMessages([...(messages.get(id) ?? []), ...some]));
    for (const [id, row] of segment.customers)
      if (row[0] > (customers.get(id)?.[0] ?? 0)) customers.set(id, row);
  }
  const alive = (row: Versioned<{ id: string }>) => row[0] > (gone.get(row[1].id)?.[0] ?? 0);
  return buildSegment(
    {
      tickets: tickets.filter(alive),
      people: people.filter(alive),
      queues: queues.filter(alive),
      references: references.filter(alive),
      gone: [...gone.values()],
    },
    messages,
    customers,
  );
}

/**
 * Leaves out of a segment what is kept for nothing.
 * @param keep whether this version of a row (ticket, person, queue, reference, customer) is the newest known
 * @param isGone whether a ticket has left sight: its messages go with it (I8)
 */
export function pruneSegment(
  segment: Segment,
  keep: (id: string, version: number) => boolean,
  isGone: (ticketId: TicketId) => boolean,
): Segment {
  const fresh = <T extends { readonly id: string }>(rows: readonly Versioned<T>[]) =>
    rows.filter(([version, row]) => keep(row.id, version));
  return buildSegment(
    {
      tickets: fresh(segment.list.tickets),
      people: fresh(segment.list.people),
      queues: fresh(segment.list.queues),
      references: fresh(segment.list.references),
      gone: segment.list.gone.filter(([version, , id]) => keep(id, version)),
    },
    new Map([...segment.messages].filter(([id]) => !isGone(id))),
    new Map([...segment.customers].filter(([id, [version]]) => keep(id, version))),
  );
}

function newestOf<T extends { readonly id: string }>(rows: readonly Versioned<T>[]): readonly Versioned<T>[] {
  const newest = new Map<string, Versioned<T>>();
  for (const row of rows) {
    const rival = newest.get(row[1].id);
    if (rival === undefined || row[0] > rival[0]) newest.set(row[1].id, row);
  }
  return [...newest.values()];
}

/** Of each message the newest version. */
export function newestMessages(all: readonly VersionedMessage[]): readonly VersionedMessage[] {
  const newest = new Map<MessageId, VersionedMessage>();
  for (const message of all) {
    const id = messageIdIn(message);
    const rival = newest.get(id);
    if (rival === undefined || message[0] > rival[0]) newest.set(id, message);
  }
  return [...newest.values()];
}

/** The id of a message, there or gone. */
export function messageIdIn(message: VersionedMessage): MessageId {
  return message[1] === null ? message[2] : message[1].id;
}
