import type { TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { NOBODY, type Doing, type Presence } from '#shared/domain/presence/presence.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Attendance } from '#renderer/data/attendance.ts';
import { createCell } from '#renderer/data/cell.ts';
import type { Arrival, Arrivals } from '#renderer/data/read/arrivals.ts';

/** What passes and is not kept, of a desk in memory: who is where, and what comes in. */
export function createInMemoryNews(findTicket: (id: TicketId) => Ticket | null) {
  const listeners = new Set<(arrived: readonly Arrival[]) => void>();
  /** What this window has said of itself. */
  const attended: { readonly ticketId: TicketId | null; readonly doing: Doing }[] = [];
  const arrivals: Arrivals = {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const attendance: Attendance = {
    look: (ticketId) => void attended.push({ ticketId, doing: 'looking' }),
    typed: (kind) => void attended.push({ ticketId: attended.at(-1)?.ticketId ?? null, doing: kind }),
  };
  return {
    presence: createCell<Presence>(NOBODY),
    arrivals,
    attendance,
    attended,
    arrive(message: Message): void {
      const ticket = findTicket(message.ticketId);
      if (ticket !== null) for (const listener of listeners) listener([{ message, ticket }]);
    },
  };
}
