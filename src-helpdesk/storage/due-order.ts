import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

/**
 * One number whose ascending order, ties broken by id, is that of `compareByDue`: the due time; for a ticket that waits
 * for nobody a number beyond every time, the smaller the later its last change.
 */
export function dueOrder(ticket: Pick<Ticket, 'waitingSince' | 'priority' | 'status' | 'updatedAt'>): number {
  return dueAt(ticket) ?? Number.MAX_SAFE_INTEGER - ticket.updatedAt;
}
