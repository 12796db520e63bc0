import type { Kysely } from 'kysely';
import type { QueueId, TicketId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { can } from '#shared/domain/roles/can.ts';
import { findTicket } from '../storage/rows/ticket-rows.ts';
import type { Tables } from '../storage/tables.ts';

/** The queue a ticket is in; null when there is no such ticket in the person's sight (I8). */
export async function findQueueInSight(
  db: Kysely<Tables>,
  person: Person,
  ticketId: TicketId,
): Promise<QueueId | null> {
  const ticket = await findTicket(db, ticketId);
  return ticket !== null && can(person, 'ticket.read', ticket) ? ticket.queueId : null;
}
