import type { EpochMs, PersonId } from '#shared/base/brand.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';

/** What is done to each of many tickets; null where it is so already. */
export type BulkChange = (ticket: Ticket) => Intent | null;

export function toCategory(to: Ticket['category']): BulkChange {
  return ({ id, category }) => (category === to ? null : { kind: 'category', ticketId: id, payload: { to } });
}

/** Until a time, until the customer answers (null), or no longer (undefined). Nothing that is done can be put off. */
export function toSnooze(until: EpochMs | null | undefined): BulkChange {
  return ({ id, snooze, status }) => {
    const isSo = until === undefined ? snooze === null : snooze !== null && snooze.until === until;
    if (isSo || (until !== undefined && status === 'resolved')) return null;
    return { kind: 'snooze', ticketId: id, payload: until === undefined ? {} : { until } };
  };
}

export function toFollow(me: PersonId, on: boolean): BulkChange {
  return ({ id, followerIds }) =>
    followerIds.includes(me) === on ? null : { kind: 'follow', ticketId: id, payload: { on } };
}

/** @param note for whoever takes over; stands in each of the tickets */
export function toDelegate(to: Delegate, note: string): BulkChange {
  return (ticket) => {
    // What goes on in another ticket goes with that one.
    if (ticket.mergedInto !== null || isAt(ticket, to)) return null;
    return { kind: 'delegate', ticketId: ticket.id, payload: { from: ticket.assigneeId, to, note } };
  };
}

function isAt(ticket: Ticket, to: Delegate): boolean {
  if (to.kind === 'person') return ticket.assigneeId === to.id;
  return to.kind === 'queue' ? ticket.queueId === to.id : ticket.tier === to.tier;
}
