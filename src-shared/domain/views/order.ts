import { z } from 'zod';
import { assertNever } from '#shared/base/assert-never.ts';
import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Priority } from '#shared/domain/tickets/ticket.ts';
import type { ListedTicket } from '#shared/domain/tickets/views.ts';

export const ORDERS = ['due', 'waiting', 'created', 'updated', 'priority'] as const;

/**
 * What stands first: what is due first; who waits longest; the newest; what has changed last; what is most urgent, and
 * of that what is due first. `reversed` turns the whole list round.
 */
export const orderSchema = z.strictObject({ by: z.enum(ORDERS), reversed: z.boolean() });
export type Order = z.output<typeof orderSchema>;

/** The order of the fixed views. */
export const DUE_FIRST: Order = { by: 'due', reversed: false };

/** The fields that orders look at. */
export type OrderedTicket = ListedTicket & { readonly createdAt: number };

/** Later than every time, in milliseconds. */
const NEVER = 2 ** 48;
const RANKS: Readonly<Record<Priority, number>> = { urgent: 0, high: 1, normal: 2, low: 3 };

/** A ticket's place in an order as a number: the smaller stands first. Ties break by id. */
export function orderKey(by: Order['by'], ticket: OrderedTicket): number {
  switch (by) {
    case 'due':
      return dueAt(ticket) ?? 2 * NEVER - ticket.updatedAt;
    case 'waiting':
      return (ticket.status === 'open' ? ticket.waitingSince : null) ?? 2 * NEVER - ticket.updatedAt;
    case 'created':
      return 0 - ticket.createdAt;
    case 'updated':
      return 0 - ticket.updatedAt;
    case 'priority':
      return RANKS[ticket.priority] * 4 * NEVER + orderKey('due', ticket);
    default:
      return assertNever(by);
  }
}

/** Compares tickets: a total order, so that nothing jumps. */
export function compareBy({ by, reversed }: Order): (a: OrderedTicket, b: OrderedTicket) => number {
  const sign = reversed ? -1 : 1;
  return (a, b) => {
    const difference = orderKey(by, a) - orderKey(by, b);
    if (difference !== 0) return sign * difference;
    return a.id < b.id ? -sign : a.id > b.id ? sign : 0;
  };
}
