import type { EpochMs } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

/**
 * The time of the next entry of a ticket's timeline, which is ordered by it: always later than the last one, also when
 * both come within a millisecond, or when clocks of several instances disagree. Ids cannot break a tie: clients make them (I12).
 * @param now the helpdesk's clock
 */
export function momentAfter(ticket: Pick<Ticket, 'updatedAt'>, now: EpochMs): EpochMs {
  return Math.max(now, ticket.updatedAt + 1) as EpochMs;
}
