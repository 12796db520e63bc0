import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import { TICKET_DEFAULTS, type Ticket } from '#shared/domain/tickets/ticket.ts';

/** What a customer wrote. */
export type CustomerMessage = Extract<Message, { kind: 'customer' }>;

/** What a ticket begins with besides its first message. */
export type TicketStart = Pick<
  Ticket,
  'id' | 'number' | 'subject' | 'queueId' | 'language' | 'environment' | 'priority' | 'assigneeId' | 'tags'
> & { readonly customer: Pick<Customer, 'id' | 'name'> };

/** The ticket that a customer's first message makes: open, and waiting for us since that message. */
export function openTicket({ customer, ...start }: TicketStart, first: CustomerMessage): Ticket {
  return applyCustomerMessage(
    {
      ...TICKET_DEFAULTS,
      ...start,
      customerId: customer.id,
      customerName: customer.name,
      status: 'open',
      channel: first.channel,
      createdAt: first.at,
      updatedAt: first.at,
      waitingSince: null,
      lastCustomerMessageId: null,
      lastLine: null,
    },
    first,
  );
}

/**
 * A ticket after a further message of its customer: open again whatever it was, and waiting since that message, unless
 * the customer has been waiting already: then since before. It is snoozed no more.
 */
export function applyCustomerMessage(ticket: Ticket, message: CustomerMessage): Ticket {
  const wasWaiting = ticket.status === 'open' && ticket.waitingSince !== null;
  return {
    ...ticket,
    status: 'open',
    waitingSince: wasWaiting ? ticket.waitingSince : message.at,
    snooze: null,
    lastCustomerMessageId: message.id,
    lastLine: { from: 'customer', text: previewOf(lineOf(message)) },
    updatedAt: message.at,
  };
}

/** A message of files alone is shown by their names. */
function lineOf(message: CustomerMessage): string {
  return message.text.trim() === '' ? message.attachments.map(({ name }) => name).join(', ') : message.text;
}
