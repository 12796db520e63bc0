import type { EpochMs, MessageId, QueueId, ReferenceId, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Partner } from '#shared/domain/references/partner.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import { letGo, takenIn, withTarget } from '#shared/domain/tickets/merge.ts';
import { splitOff } from '#shared/domain/tickets/split.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { messageIdOf, type Effect } from '#shared/sync/apply-command.ts';
import type { Command } from '#shared/sync/command.ts';
import type { RefusalReason } from '#shared/sync/outcome.ts';
import { momentAfter } from '../moment-after.ts';

/** What is known of other tickets than the command's own, as earlier lines have left them. */
export interface Others {
  readonly tickets: ReadonlyMap<TicketId, Ticket>;
  /** Which tickets are merged into which, of all that are merged into one of these. */
  readonly merged: ReadonlyMap<TicketId, TicketId>;
  /** When the customers' last messages of tickets that are to be merged were written. */
  readonly spokenAt: ReadonlyMap<MessageId, EpochMs>;
  /** Messages that are to be split off. */
  readonly split: ReadonlyMap<MessageId, Message>;
  /** Of the queues that tickets are to be handed over to those that there are. */
  readonly queues: ReadonlySet<QueueId>;
  /** The partners that tickets are to be handed over to, as they are on the list. */
  readonly partners: ReadonlyMap<ReferenceId, Partner>;
  /** Ids that a timeline entry has already, of those that new ones are to have. */
  readonly messages: ReadonlySet<MessageId>;
}

/** Tickets that a command names besides its own: they are locked with it. */
export function otherTickets(command: Command): readonly TicketId[] {
  switch (command.kind) {
    case 'link':
      return [command.payload.to];
    case 'merge':
      return command.payload.into === null ? [] : [command.payload.into];
    case 'split':
      return [command.payload.newTicketId];
    default:
      return [];
  }
}

/** Why a command cannot be because of what else there is; null: nothing stands against it. */
export function refusalByOthers(
  person: Person,
  ticket: Ticket,
  command: Command,
  others: Others,
): RefusalReason | null {
  const isInSight = (id: TicketId) => {
    const other = others.tickets.get(id);
    return other !== undefined && seesQueue(person, other.queueId);
  };
  switch (command.kind) {
    case 'link':
      return !command.payload.on || isInSight(command.payload.to) ? null : 'no-such-ticket';
    case 'delegate': {
      const { to } = command.payload;
      return to.kind === 'queue' && !others.queues.has(to.id) ? 'no-such-queue' : null;
    }
    case 'hand-to-partner': {
      const partner = others.partners.get(command.payload.partner.id);
      if (partner?.active !== true) return 'no-such-partner';
      const isAllowed = command.payload.passed.every((field) => partner.fields.includes(field));
      return isAllowed ? null : 'not-for-partner';
    }
    case 'merge': {
      const { into } = command.payload;
      if (into === null || ticket.mergedInto === into) return null;
      if (!isInSight(into)) return 'no-such-ticket';
      // No chains, and so no circles: whoever reads a merged ticket goes one step and is there.
      const isChain = others.tickets.get(into)?.mergedInto !== null;
      return isChain || [...others.merged.values()].includes(ticket.id) ? 'merged' : null;
    }
    case 'split': {
      const { messageId, newTicketId, newMessageId } = command.payload;
      const message = others.split.get(messageId);
      if (message?.kind !== 'customer' || message.ticketId !== ticket.id) return 'invalid';
      const isTaken =
        others.tickets.has(newTicketId) ||
        others.messages.has(newMessageId) ||
        newMessageId === messageIdOf(command);
      return isTaken ? 'invalid' : null;
    }
    default:
      return null;
  }
}

/** The command with its partner's name and address as they are on the list: what the client says may be older. */
export function withPartnerAsListed(command: Command, { partners }: Pick<Others, 'partners'>): Command {
  if (command.kind !== 'hand-to-partner') return command;
  const { id } = command.payload.partner;
  const { name, email } = partners.get(id) ?? command.payload.partner;
  return { ...command, payload: { ...command.payload, partner: { id, name, email } } };
}

/** What becomes of tickets when a command takes effect: its own as it then is, and others. */
export interface Consequences {
  readonly tickets: readonly Ticket[];
  readonly created: { readonly ticket: Omit<Ticket, 'number'>; readonly message: Message } | null;
}

/**
 * The tickets after a command, its own first.
 * @param before its ticket before the command
 */
export function consequencesOf(
  command: Command,
  before: Ticket,
  { ticket }: Effect,
  others: Others,
): Consequences {
  const changed = (target: Ticket): Ticket => ({
    ...target,
    updatedAt: momentAfter(target, ticket.updatedAt),
  });
  if (command.kind === 'merge' && ticket.mergedInto !== before.mergedInto) {
    const target = others.tickets.get((ticket.mergedInto ?? before.mergedInto) as TicketId);
    if (target === undefined) return { tickets: [ticket], created: null };
    if (ticket.mergedInto === null) {
      const free = letGo(before, target);
      return { tickets: free === null ? [ticket] : [ticket, changed(free)], created: null };
    }
    const at = (id: MessageId | null) => (id === null ? -1 : (others.spokenAt.get(id) ?? -1));
    const isNewer = at(before.lastCustomerMessageId) > at(target.lastCustomerMessageId);
    const taken = takenIn(before, target, isNewer);
    if (taken === null) return { tickets: [ticket], created: null };
    return { tickets: [withTarget(ticket, target), changed(taken)], created: null };
  }
  if (command.kind === 'split') {
    const { messageId, newTicketId: id, newMessageId, subject } = command.payload;
    const message = others.split.get(messageId);
    if (message?.kind === 'customer')
      return {
        tickets: [ticket],
        created: splitOff(before, message, { id, messageId: newMessageId, subject, at: ticket.updatedAt }),
      };
  }
  return { tickets: [ticket], created: null };
}
