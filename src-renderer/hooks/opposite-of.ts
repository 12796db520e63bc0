import { assertNever } from '#shared/base/assert-never.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';

/**
 * What changes a ticket back after an intent has taken effect on it, in this order. Nothing for words: what has been said
 * is said.
 * @param ticket as it was before
 */
export function oppositeOf(ticket: Ticket, intent: Intent): readonly Intent[] {
  const { ticketId } = intent;
  switch (intent.kind) {
    case 'reply':
    case 'note':
    // What a note on a customer was before is known beside him, not from the ticket.
    case 'customer-note':
      return [];
    case 'assign': {
      const { from, to } = intent.payload;
      return [{ kind: 'assign', ticketId, payload: { from: to, to: from } }];
    }
    case 'status':
      return [{ kind: 'status', ticketId, payload: { to: ticket.status } }, ...snoozedAgain(ticket)];
    case 'priority':
      return [{ kind: 'priority', ticketId, payload: { to: ticket.priority } }];
    case 'tag': {
      // Only what the change has added or removed: what was so before stays.
      const add = intent.payload.remove.filter((tag) => ticket.tags.includes(tag));
      const remove = intent.payload.add.filter((tag) => !ticket.tags.includes(tag));
      return add.length === 0 && remove.length === 0
        ? []
        : [{ kind: 'tag', ticketId, payload: { add, remove } }];
    }
    case 'category':
      return [{ kind: 'category', ticketId, payload: { to: ticket.category } }];
    case 'snooze':
      return ticket.snooze === null ? [{ kind: 'snooze', ticketId, payload: {} }] : snoozedAgain(ticket);
    case 'follow':
      return [{ kind: 'follow', ticketId, payload: { on: !intent.payload.on } }];
    case 'link':
      return [{ kind: 'link', ticketId, payload: { ...intent.payload, on: !intent.payload.on } }];
    case 'delegate':
      return delegatedBack(ticket, intent.payload.to);
    case 'merge': {
      const { into } = intent.payload;
      return [{ kind: 'merge', ticketId, payload: { into: into === null ? ticket.mergedInto : null } }];
    }
    case 'split': {
      // The new ticket goes on where its message came from.
      const { newTicketId } = intent.payload;
      return [{ kind: 'merge', ticketId: newTicketId, payload: { into: ticketId } }];
    }
    case 'hand-to-partner':
      return [
        { kind: 'back-from-partner', ticketId, payload: { how: 'taken-back', text: '' } },
        ...snoozedAgain(ticket),
      ];
    // To hand it over again is a new letter.
    case 'back-from-partner':
      return [];
    default:
      return assertNever(intent);
  }
}

function snoozedAgain({ id: ticketId, snooze }: Ticket): readonly Intent[] {
  return snooze === null ? [] : [{ kind: 'snooze', ticketId, payload: { until: snooze.until } }];
}

/** Back to where it was, and to whoever had it. */
function delegatedBack(ticket: Ticket, to: Delegate): readonly Intent[] {
  const { id: ticketId, assigneeId, queueId, tier } = ticket;
  if (to.kind === 'person') return [{ kind: 'assign', ticketId, payload: { from: to.id, to: assigneeId } }];
  const back: Delegate = to.kind === 'queue' ? { kind: 'queue', id: queueId } : { kind: 'tier', tier };
  const assign: Intent = { kind: 'assign', ticketId, payload: { from: null, to: assigneeId } };
  return [
    { kind: 'delegate', ticketId, payload: { from: null, to: back, note: '' } },
    ...(assigneeId === null ? [] : [assign]),
  ];
}
