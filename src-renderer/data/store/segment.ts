import type { CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { PERSON_DEFAULTS, type Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import { TICKET_DEFAULTS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Change, ChangeType } from '#shared/sync/change.ts';
import type { SegmentKey, StoredList, StoredPage } from './stored.ts';

export type Versioned<T> = readonly [version: number, row: T];
/** A message, or the id of one that has gone. */
export type VersionedMessage = Versioned<Message> | readonly [version: number, row: null, gone: MessageId];

/** The list part of a segment. */
export interface SegmentList {
  readonly tickets: readonly Versioned<Ticket>[];
  readonly people: readonly Versioned<Person>[];
  readonly queues: readonly Versioned<Queue>[];
  readonly references: readonly Versioned<Reference>[];
  /** Customers whose rows are in the body. */
  readonly customers: readonly Versioned<CustomerId>[];
  /** Tickets that have messages in the body, but no row in this list. */
  readonly elsewhere: readonly TicketId[];
  /** Rows that have left sight: kept, so that a late page cannot bring them back. */
  readonly gone: readonly (readonly [
    version: number,
    type: Exclude<ChangeType, 'message'>,
    id: Change['id'],
  ])[];
}

/** Both parts, as objects. */
export interface Segment {
  readonly list: SegmentList;
  readonly messages: ReadonlyMap<TicketId, readonly VersionedMessage[]>;
  readonly customers: ReadonlyMap<CustomerId, Versioned<Customer>>;
}

/** Sorts changes into a segment. Of several changes of one row the caller keeps the newest only. */
export function segmentOf(changes: readonly Change[]): Segment {
  const tickets: Versioned<Ticket>[] = [];
  const people: Versioned<Person>[] = [];
  const queues: Versioned<Queue>[] = [];
  const references: Versioned<Reference>[] = [];
  const gone: (readonly [number, Exclude<ChangeType, 'message'>, Change['id']])[] = [];
  const messages = new Map<TicketId, VersionedMessage[]>();
  const customers = new Map<CustomerId, Versioned<Customer>>();
  const addMessage = (ticketId: TicketId, message: VersionedMessage) => {
    const list = messages.get(ticketId);
    if (list === undefined) messages.set(ticketId, [message]);
    else list.push(message);
  };
  for (const change of changes) {
    if ('gone' in change) {
      if (change.type === 'message') addMessage(change.ticketId, [change.version, null, change.id]);
      else gone.push([change.version, change.type, change.id]);
    } else if (change.type === 'ticket') tickets.push([change.version, change.row]);
    else if (change.type === 'message') addMessage(change.row.ticketId, [change.version, change.row]);
    else if (change.type === 'customer') customers.set(change.id, [change.version, change.row]);
    else if (change.type === 'person') people.push([change.version, change.row]);
    else if (change.type === 'queue') queues.push([change.version, change.row]);
    else references.push([change.version, change.row]);
  }
  return buildSegment({ tickets, people, queues, references, gone }, messages, customers);
}

/** Joins rows to a segment, noting what of the body the list does not name itself. */
export function buildSegment(
  rows: Pick<SegmentList, 'tickets' | 'people' | 'queues' | 'references' | 'gone'>,
  messages: Segment['messages'],
  customers: Segment['customers'],
): Segment {
  const listed = new Set(rows.tickets.map(([, ticket]) => ticket.id));
  return {
    list: {
      ...rows,
      customers: [...customers].map(([id, [version]]) => [version, id]),
      elsewhere: [...messages.keys()].filter((id) => !listed.has(id)),
    },
    messages,
    customers,
  };
}

/** Whether a key is that of a segment in one record. */
export function isDeltaKey(key: SegmentKey): boolean {
  return key % 2 === 1;
}

/** How many rows and messages a segment holds. */
function sizeOf({ list, messages }: Segment): number {
  const { tickets, people, queues, references, customers, gone } = list;
  const rows = [tickets, people, queues, references, customers, gone];
  return [...rows, ...messages.values()].reduce((sum, each) => sum + each.length, 0);
}

/** The records of a segment: one when it is small, two otherwise. */
export function packSegment(
  key: SegmentKey,
  gen: number,
  segment: Segment,
): { readonly list: StoredList & { readonly size: number }; readonly page: StoredPage } {
  return {
    list: { key, gen, list: JSON.stringify(segment.list), size: sizeOf(segment) },
    page: {
      key,
      gen,
      ticketIds: [...segment.messages.keys()],
      messages: Array.from(segment.messages.values(), (messages) => JSON.stringify(messages)),
      customerIds: [...segment.customers.keys()],
      customers: Array.from(segment.customers.values(), (row) => JSON.stringify(row)),
    },
  };
}

/** The same of a record that may be damaged: null then. */
export function tryUnpackList(stored: Pick<StoredList, 'list'>): SegmentList | null {
  try {
    const list = unpackList(stored);
    const { tickets, people, queues, references, customers, elsewhere, gone } = list;
    const parts = [tickets, people, queues, references, customers, elsewhere, gone];
    return parts.every(Array.isArray) ? list : null;
  } catch {
    return null;
  }
}

/** The list part of a stored segment. */
export function unpackList(stored: Pick<StoredList, 'list'>): SegmentList {
  return parseList(stored.list);
}

/** Whether a row is one of 0.1. What is damaged is no row. */
function isOld([, row]: Versioned<Ticket | Person>): boolean {
  return (row as Ticket | Person | null) !== null && row.tier === undefined;
}

/** The list part from its text. What rows of 0.1 do not say is filled in (I10). */
export function parseList(text: string): SegmentList {
  const list = JSON.parse(text) as SegmentList;
  const references = list.references as SegmentList['references'] | undefined;
  if (references !== undefined && !list.tickets.some(isOld) && !list.people.some(isOld)) return list;
  const filled = <T extends Ticket | Person>(rows: readonly Versioned<T>[], defaults: Partial<T>) =>
    rows.map((row): Versioned<T> => (isOld(row) ? [row[0], { ...defaults, ...row[1] }] : row));
  return {
    ...list,
    tickets: filled(list.tickets, TICKET_DEFAULTS),
    people: filled(list.people, PERSON_DEFAULTS),
    references: references ?? [],
  };
}

/** The messages of one ticket in a stored segment. */
export function unpackMessages(stored: StoredPage, ticketId: TicketId): readonly VersionedMessage[] {
  const text = stored.messages[stored.ticketIds.indexOf(ticketId)];
  return text === undefined ? [] : (JSON.parse(text) as VersionedMessage[]);
}

/** One customer in a stored segment. */
export function unpackCustomer(stored: StoredPage, id: CustomerId): Versioned<Customer> | null {
  const text = stored.customers[stored.customerIds.indexOf(id)];
  return text === undefined ? null : (JSON.parse(text) as Versioned<Customer>);
}

/** A whole stored segment. */
export function unpackSegment(list: StoredList, page: StoredPage): Segment {
  return {
    list: unpackList(list),
    messages: new Map(page.ticketIds.map((id) => [id, unpackMessages(page, id)])),
    customers: new Map(
      page.customerIds.flatMap((id) => {
        const row = unpackCustomer(page, id);
        return row === null ? [] : [[id, row] as const];
      }),
    ),
  };
}
