import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId } from '#shared/base/brand.ts';
import { dueAt } from './due.ts';
import type { Ticket } from './ticket.ts';

export const VIEW_IDS = [
  'mine',
  'unassigned',
  'waiting-for-us',
  'waiting-for-customer',
  'snoozed',
  'all',
] as const;
/** The fixed views of the queue. */
export type ViewId = (typeof VIEW_IDS)[number];

/** The fields that views and their order depend on. */
export type ListedTicket = Pick<
  Ticket,
  'id' | 'status' | 'assigneeId' | 'priority' | 'waitingSince' | 'updatedAt' | 'snooze' | 'mergedInto'
>;

/**
 * Whether a ticket belongs to a view of a person. Resolved and merged tickets are only in `all`, snoozed ones also in
 * `snoozed`. No clock is asked: the helpdesk ends a snooze, and a client shows tickets as `awakeAt` has them.
 */
export function isInView(view: ViewId, ticket: ListedTicket, me: PersonId): boolean {
  if (view === 'all') return true;
  if (ticket.mergedInto !== null) return false;
  if (ticket.snooze !== null) return view === 'snoozed';
  switch (view) {
    case 'mine':
      return ticket.assigneeId === me && ticket.status !== 'resolved';
    case 'unassigned':
      return ticket.assigneeId === null && ticket.status !== 'resolved';
    case 'waiting-for-us':
      return ticket.status === 'open';
    case 'waiting-for-customer':
      return ticket.status === 'waiting';
    case 'snoozed':
      return false;
    default:
      return assertNever(view);
  }
}

/**
 * The order of every view: what is due first on top, then what waits for nobody, latest change first.
 * Ties break by id, so that the order is total and nothing jumps.
 */
export function compareByDue(a: ListedTicket, b: ListedTicket): number {
  const dueA = dueAt(a);
  const dueB = dueAt(b);
  if (dueA !== null && dueB !== null && dueA !== dueB) return dueA - dueB;
  if ((dueA === null) !== (dueB === null)) return dueA === null ? 1 : -1;
  if (dueA === null && a.updatedAt !== b.updatedAt) return b.updatedAt - a.updatedAt;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
