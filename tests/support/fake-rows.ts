import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ChangeType } from '#shared/sync/change.ts';

export type FakeRow = Ticket | Message | Customer | Person | Queue | Reference;

/** A row with its version and the place of its last change in the feed. */
export interface Published<T extends FakeRow = FakeRow> {
  readonly type: ChangeType;
  readonly row: T;
  readonly version: number;
  readonly seq: number;
}

/** The rows of the fake helpdesk, numbered like the real feed, and who may see which. */
export type FakeRows = ReturnType<typeof createFakeRows>;

export function createFakeRows() {
  let rows = new Map<string, Published>();
  /** Changes that no client of today can read. */
  let foreign: readonly { readonly seq: number; readonly raw: unknown }[] = [];
  let seq = 0;
  let era = 1;

  const all = <T extends FakeRow>(type: ChangeType) =>
    [...rows.values()].filter((each) => each.type === type) as Published<T>[];
  const find = <T extends FakeRow>(rowId: string) => rows.get(rowId) as Published<T> | undefined;

  const removed = new Set<string>();

  function sees(who: Person, each: Published): boolean {
    if (removed.has(each.row.id)) return false;
    if (each.type === 'ticket') return seesQueue(who, (each.row as Ticket).queueId);
    if (each.type === 'message') {
      const ticket = find<Ticket>((each.row as Message).ticketId);
      return ticket !== undefined && seesQueue(who, ticket.row.queueId);
    }
    if (each.type !== 'customer') return true;
    return all<Ticket>('ticket').some((ticket) => ticket.row.customerId === each.row.id && sees(who, ticket));
  }

  function publish(type: ChangeType, row: FakeRow): void {
    seq += 1;
    rows.set(row.id, { type, row, version: (rows.get(row.id)?.version ?? 0) + 1, seq });
  }

  return {
    all,
    /** What everybody gets with the first page. */
    reference: () =>
      [...all('person'), ...all('queue'), ...all('reference')].filter((each) => !removed.has(each.row.id)),
    find,
    sees,
    place: () => ({ seq, era }),
    everything: (): Iterable<[string, Published]> => rows,
    person: (id: PersonId) => find<Person>(id)?.row ?? null,
    messagesOf: (ticketId: TicketId) =>
      all<Message>('message').flatMap((each) => (each.row.ticketId === ticketId ? [each.row] : [])),
    publish,
    /** Messages and customer of a ticket that enters another queue: they go with it. */
    publishCompanions(ticket: Ticket): void {
      for (const each of all<Message>('message'))
        if (each.row.ticketId === ticket.id) publish('message', each.row);
      const customer = find<Customer>(ticket.customerId);
      if (customer !== undefined) publish('customer', customer.row);
    },
    /** Publishes that a row is no more. */
    publishGone(type: ChangeType, row: FakeRow): void {
      removed.add(row.id);
      this.publish(type, row);
    },
    publishForeign(raw: unknown): void {
      seq += 1;
      foreign = [...foreign, { seq, raw }];
    },
    /** The change as a person gets it: the row, or that it is out of sight. */
    changeOf(who: Person, each: Published): unknown {
      const { type, row, version } = each;
      if (sees(who, each)) return { type, id: row.id, version, row };
      const owner = type === 'message' ? { ticketId: (row as Message).ticketId } : {};
      return { type, id: row.id, ...owner, version, gone: true };
    },
    foreign: () => foreign,
    /** @returns what puts everything back to this moment, as a restored backup does */
    backUp(): () => void {
      const saved = { rows: [...rows], seq, foreign };
      return () => {
        rows = new Map(saved.rows);
        ({ seq, foreign } = saved);
        era += 1;
      };
    },
  };
}
