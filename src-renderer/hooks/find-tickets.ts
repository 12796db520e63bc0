import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';

/**
 * The tickets that fit what was typed, by number (`12`, `#12`) or by words of the subject or the customer's name; the number
 * itself first.
 * @param most so many at most
 */
export function findTickets(
  rows: readonly TicketRow[],
  text: string,
  { most, fits }: { readonly most: number; readonly fits: (ticket: Ticket) => boolean },
): readonly Ticket[] {
  const words = text
    .trim()
    .replace(/^[#№]\s*/, '')
    .toLocaleLowerCase();
  const found: Ticket[] = [];
  for (const { ticket } of rows) {
    if (!fits(ticket)) continue;
    if (String(ticket.number) === words) found.unshift(ticket);
    else if (found.length < most && isAbout(ticket, words)) found.push(ticket);
  }
  return found.slice(0, most);
}

function isAbout({ number, subject, customerName }: Ticket, words: string): boolean {
  return (
    String(number).startsWith(words) ||
    subject.toLocaleLowerCase().includes(words) ||
    customerName.toLocaleLowerCase().includes(words)
  );
}
