import type { PersonId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';

/** Later than every time. */
const NEVER = 2 ** 48;

/** What the views of a ticket are selected and sorted by, so that an index can do it. */
export interface ListKeys {
  readonly done: 0 | 1;
  readonly order: number;
  /** The assignee, or nothing: an index leaves null out. */
  readonly holder: string;
}

/** The keys of a ticket. */
export function listKeysOf(ticket: Ticket): ListKeys {
  return {
    done: ticket.status === 'resolved' ? 1 : 0,
    holder: ticket.assigneeId ?? '',
    // `compareByDue` as a number: what is due first, then what has changed last.
    order: dueAt(ticket) ?? NEVER * 2 - ticket.updatedAt,
  };
}

/** How many tickets each view has, counted one by one: what an index said is compared with it. */
export function countViews(tickets: readonly Ticket[], me: PersonId): Record<ViewId, number> {
  const counts = {} as Record<ViewId, number>;
  for (const view of VIEW_IDS) counts[view] = tickets.filter((ticket) => isInView(view, ticket, me)).length;
  return counts;
}

/** The ids of messages, oldest first. */
export function idsInOrder(messages: readonly Message[]): readonly string[] {
  return messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map((message) => message.id);
}
