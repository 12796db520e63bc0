import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { compareByDue, isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';

/** The view whose first rows are looked at: the one the window opens with. */
export const BENCH_VIEW: ViewId = 'mine';
/** Most rows of the first page. */
const FIRST_ROWS = 50;
/** Conversations that are read back and compared. */
const LOOKED_AT = 40;

/** What the helpdesk holds, computed the slow and simple way: what every run has to arrive at. */
export interface Truth {
  readonly tickets: number;
  readonly counts: Readonly<Record<ViewId, number>>;
  /** The first tickets of the view, in its order. */
  readonly firstIds: readonly TicketId[];
  /** Some tickets with the ids of their messages, oldest first. */
  readonly conversations: readonly (readonly [ticketId: TicketId, messageIds: readonly string[]])[];
  /** All tickets by their number. */
  readonly ticketIds: readonly TicketId[];
}

/** Computes it from all rows a person may see. */
export function truthOf(
  tickets: readonly Ticket[],
  messagesOf: (ticketId: TicketId) => readonly Message[],
  me: PersonId,
): Truth {
  const counts = {} as Record<ViewId, number>;
  for (const view of VIEW_IDS) counts[view] = tickets.filter((ticket) => isInView(view, ticket, me)).length;
  const listed = tickets.filter((ticket) => isInView(BENCH_VIEW, ticket, me)).toSorted(compareByDue);
  const byNumber = tickets.toSorted((a, b) => a.number - b.number);
  const every = Math.max(1, Math.floor(byNumber.length / LOOKED_AT));
  return {
    tickets: tickets.length,
    counts,
    firstIds: listed.slice(0, FIRST_ROWS).map((ticket) => ticket.id),
    conversations: byNumber
      .filter((_, index) => index % every === 0)
      .map((ticket) => [
        ticket.id,
        messagesOf(ticket.id)
          .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
          .map((message) => message.id),
      ]),
    ticketIds: byNumber.map((ticket) => ticket.id),
  };
}
