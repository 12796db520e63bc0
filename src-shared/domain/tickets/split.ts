import type { EpochMs, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import { TICKET_DEFAULTS, type Ticket } from './ticket.ts';

/** What a customer wrote. */
type CustomerMessage = Extract<Message, { kind: 'customer' }>;

/**
 * The ticket that a message of the customer becomes, with a copy of the message. It waits for us since the message, if that
 * had no answer yet, else from now on.
 * @returns the ticket without its number: the helpdesk has one, and only when it writes
 */
export function splitOff(
  source: Ticket,
  message: CustomerMessage,
  made: {
    readonly id: TicketId;
    readonly messageId: MessageId;
    readonly subject: string;
    readonly at: EpochMs;
  },
): { readonly ticket: Omit<Ticket, 'number'>; readonly message: CustomerMessage } {
  const { id, messageId, subject, at } = made;
  const copy: CustomerMessage = { ...message, id: messageId, ticketId: id };
  const isUnanswered = source.waitingSince !== null && message.at >= source.waitingSince;
  const { queueId, customerId, customerName, priority, language, environment } = source;
  return {
    message: copy,
    ticket: {
      ...TICKET_DEFAULTS,
      id,
      subject,
      queueId,
      customerId,
      customerName,
      status: 'open',
      priority,
      assigneeId: null,
      tags: [],
      channel: message.channel,
      language,
      environment,
      createdAt: at,
      updatedAt: at,
      waitingSince: isUnanswered ? message.at : at,
      lastCustomerMessageId: copy.id,
      lastLine: {
        from: 'customer',
        text: previewOf(message.text.trim() === '' ? namesOf(message) : message.text),
      },
      splitFrom: source.id,
    },
  };
}

function namesOf({ attachments }: CustomerMessage): string {
  return attachments.map(({ name }) => name).join(', ');
}
