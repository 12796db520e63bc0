import type { Customer } from '../customers/customer.ts';
import type { SpokenMessage } from '../messages/message.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** What of a ticket's head is searched. */
export function textOfTicket({ subject, number, tags }: Pick<Ticket, 'subject' | 'number' | 'tags'>): string {
  return [subject, String(number), ...tags].join('\n');
}

/** What of a customer is searched: it is found with each of his tickets. So are those who go on in him. */
export function textOfCustomer({ name, email, phone, company, merged = [] }: Customer): string {
  const others = merged.flatMap((other) => [other.name, other.email, other.phone]);
  return [name, email, company, phone, ...others].filter((part) => part !== null).join('\n');
}

/** What of a message is searched: its words and the names of its files. */
export function textOfMessage({ text, attachments }: Pick<SpokenMessage, 'text' | 'attachments'>): string {
  return attachments.length === 0 ? text : [text, ...attachments.map((file) => file.name)].join('\n');
}
