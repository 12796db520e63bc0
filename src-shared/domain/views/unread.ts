import type { MessageId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

/**
 * Whether a customer waits with words that were not looked at on this machine.
 * @param seen the customer's newest message when the ticket was last open here
 */
export function isUnread(
  ticket: Pick<Ticket, 'status' | 'lastCustomerMessageId'>,
  seen: MessageId | undefined,
): boolean {
  return (
    ticket.status === 'open' && ticket.lastCustomerMessageId !== null && ticket.lastCustomerMessageId !== seen
  );
}
