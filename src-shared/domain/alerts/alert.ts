import type { EpochMs } from '#shared/base/brand.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { AlertSettings } from './alert-settings.ts';
import { isNamed } from './is-named.ts';

/** Something the operator is told outside of the window. */
export interface Alert {
  readonly kind: 'message' | 'followed' | 'resolved' | 'unassigned' | 'assigned' | 'mention' | 'due';
  readonly ticket: Ticket;
  /** Who has caused it; null: nobody. */
  readonly from: string | null;
  /** The words it is about. */
  readonly text: string;
}

type Rules = Pick<AlertSettings, 'messages' | 'assigned' | 'mentions' | 'followed' | 'unassigned'>;

/**
 * What a new entry of a timeline is to this person. Never anything of one's own acts.
 * @param nameOf of the people of the team
 */
export function alertOf(
  message: Message,
  ticket: Ticket,
  me: Pick<Person, 'id' | 'name'>,
  rules: Rules,
  nameOf: (id: Person['id']) => string | null,
): Alert | null {
  const made = (kind: Alert['kind'], from: string | null, text: string): Alert => ({
    kind,
    ticket,
    from,
    text,
  });
  const isFollowed = (rules.followed ?? true) && ticket.followerIds.includes(me.id);
  switch (message.kind) {
    case 'customer': {
      if (ticket.status === 'resolved') return null;
      if (ticket.assigneeId === me.id)
        return rules.messages ? made('message', message.authorName, message.text) : null;
      if (isFollowed) return made('followed', message.authorName, message.text);
      if (ticket.assigneeId !== null) return null;
      const isWanted =
        rules.unassigned === 'all' || (rules.unassigned === 'urgent' && ticket.priority === 'urgent');
      return isWanted ? made('unassigned', message.authorName, message.text) : null;
    }
    case 'note':
      if (message.authorId === me.id || !rules.mentions || !isNamed(message.text, me.name)) return null;
      return made('mention', message.authorName, message.text);
    case 'event': {
      const { authorId, event } = message;
      const from = authorId === null ? null : nameOf(authorId);
      if (event.kind === 'status') {
        const isNews = event.to === 'resolved' && ticket.status === 'resolved' && authorId !== me.id;
        return isNews && isFollowed ? made('resolved', from, '') : null;
      }
      if (event.kind !== 'assigned' || event.to !== me.id || authorId === me.id || !rules.assigned)
        return null;
      // It may have gone on to somebody else by now.
      if (ticket.assigneeId !== me.id) return null;
      return made('assigned', from, '');
    }
    case 'reply':
      return null;
    default:
      return assertNever(message);
  }
}

/** A promise, by which it is told of once: another message of the customer makes another one. */
export function promiseOf(ticket: Ticket): string {
  return `${ticket.id} ${dueAt(ticket) ?? ''}`;
}

/** Tickets of a person whose answer is due within so many minutes and not late yet. */
export function dueSoon(
  tickets: readonly Ticket[],
  me: Pick<Person, 'id'>,
  now: EpochMs,
  minutes: number,
): readonly Alert[] {
  return tickets.flatMap((ticket): Alert[] => {
    const due = dueAt(ticket);
    if (due === null || ticket.assigneeId !== me.id) return [];
    const left = due - now;
    if (left <= 0 || left > minutes * 60_000) return [];
    return [{ kind: 'due', ticket, from: null, text: ticket.lastLine?.text ?? '' }];
  });
}
