import { assertNever } from '#shared/base/assert-never.ts';
import type { EpochMs, MessageId, PersonId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Message, TicketEvent } from '#shared/domain/messages/message.ts';
import { publicNameOf } from '#shared/domain/queues/signature.ts';
import { misfit } from '#shared/domain/rich-text/look-into.ts';
import { toPlainText } from '#shared/domain/rich-text/plain-text.ts';
import { can, type Actor } from '#shared/domain/roles/can.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import { waitingForUs } from '#shared/domain/tickets/snooze.ts';
import { MAX_FOLLOWERS, MAX_LINKS, MAX_TAGS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { ACTION_OF, type Command } from './command.ts';
import type { Verdict } from './outcome.ts';

/** Who acts: enough of a person for rights and for the name under an answer. */
export interface CommandActor extends Actor {
  readonly id: PersonId;
  readonly name: string;
  /** What customers read instead of the name. */
  readonly publicName?: string | null | undefined;
}

/** What a command does: the ticket afterwards, and the timeline entry it adds (with the command's own id). */
export interface Effect {
  readonly ticket: Ticket;
  /** Null when the command changes nothing, for example sets the status that already is. */
  readonly message: Message | null;
}

/** Why a command has no effect. */
export type NoEffect = Exclude<Verdict, { kind: 'applied' }>;

/**
 * What a command does to a ticket: the same rule predicts on the client and decides on the helpdesk.
 * @param at the helpdesk's clock when it decides, the client's when it predicts (display only, I12)
 */
export function applyCommand(
  ticket: Ticket,
  command: Command,
  actor: CommandActor,
  at: EpochMs,
): Result<Effect, NoEffect> {
  if (!can(actor, ACTION_OF[command.kind], ticket)) return err({ kind: 'refused', reason: 'not-allowed' });

  // Never backwards, whatever the clocks of several instances or of this client say: lists are ordered by it.
  const updatedAt = at > ticket.updatedAt ? at : ticket.updatedAt;
  const event = (change: Partial<Ticket>, entry: TicketEvent): Result<Effect, NoEffect> =>
    ok({
      ticket: { ...ticket, ...change, updatedAt },
      message: {
        kind: 'event',
        id: messageIdOf(command),
        ticketId: ticket.id,
        at,
        authorId: actor.id,
        event: entry,
      },
    });
  const unchanged = ok({ ticket, message: null });

  if (ticket.mergedInto !== null && !ON_MERGED.has(command.kind))
    return err({ kind: 'refused', reason: KINDS_OF_0_1.has(command.kind) ? 'invalid' : 'merged' });

  switch (command.kind) {
    case 'reply':
    case 'note': {
      const { rich, attachments } = command.payload;
      // The plain part is never another text than the one with form.
      const text = rich === undefined ? command.payload.text : toPlainText(rich);
      if (text.trim() === '' && attachments.length === 0) return err({ kind: 'refused', reason: 'invalid' });
      if (misfit(command.kind, command.payload) !== null) return err({ kind: 'refused', reason: 'invalid' });
      const spoken = {
        id: messageIdOf(command),
        ticketId: ticket.id,
        at,
        authorId: actor.id,
        text,
        attachments: [...attachments],
        ...(rich !== undefined && { rich }),
      };
      if (command.kind === 'note') {
        const message: Message = { kind: 'note', ...spoken, authorName: actor.name };
        return ok({ ticket: { ...ticket, updatedAt }, message });
      }
      const { signature } = command.payload;
      const message: Message = {
        kind: 'reply',
        ...spoken,
        authorName: publicNameOf(actor),
        ...(signature !== undefined && signature.trim() !== '' && { signature }),
      };
      if (hasNewerMessage(ticket, command)) return err({ kind: 'held', reason: 'newer-message' });
      return ok({
        ticket: {
          ...ticket,
          status: 'waiting',
          waitingSince: null,
          lastLine: { from: 'team', text: previewOf(text) },
          updatedAt,
        },
        message,
      });
    }
    case 'assign': {
      const { from, to } = command.payload;
      if (ticket.assigneeId === to) return unchanged;
      if (ticket.assigneeId !== null && ticket.assigneeId !== from)
        return err({ kind: 'refused', reason: 'assigned-to-other' });
      return event({ assigneeId: to }, { kind: 'assigned', from: ticket.assigneeId, to });
    }
    case 'status': {
      const { to } = command.payload;
      if (ticket.status === to) return unchanged;
      if (to === 'resolved' && hasNewerMessage(ticket, command))
        return err({ kind: 'held', reason: 'newer-message' });
      const waitingSince = to === 'open' ? (ticket.waitingSince ?? at) : null;
      // What is done has nothing to come back for.
      const snooze = to === 'resolved' ? null : ticket.snooze;
      return event({ status: to, waitingSince, snooze }, { kind: 'status', from: ticket.status, to });
    }
    case 'priority': {
      const { to } = command.payload;
      if (ticket.priority === to) return unchanged;
      return event({ priority: to }, { kind: 'priority', from: ticket.priority, to });
    }
    case 'tag': {
      // Each tag once; one that is asked to come and to go is not there afterwards.
      const { add, remove } = command.payload;
      const added = [...new Set(add)].filter((tag) => !ticket.tags.includes(tag) && !remove.includes(tag));
      const removed = [...new Set(remove)].filter((tag) => ticket.tags.includes(tag));
      if (added.length === 0 && removed.length === 0) return unchanged;
      const tags = [...ticket.tags.filter((tag) => !removed.includes(tag)), ...added];
      if (tags.length > MAX_TAGS) return err({ kind: 'refused', reason: 'invalid' });
      return event({ tags }, { kind: 'tags', added, removed });
    }
    case 'category': {
      const { to } = command.payload;
      if (ticket.category === to) return unchanged;
      return event({ category: to }, { kind: 'category', from: ticket.category, to });
    }
    case 'snooze': {
      const { until } = command.payload;
      if (until === undefined)
        return ticket.snooze === null ? unchanged : event({ snooze: null }, { kind: 'woke' });
      if (ticket.status === 'resolved') return err({ kind: 'refused', reason: 'invalid' });
      if (ticket.snooze?.until === until) return unchanged;
      return event({ snooze: { until, since: at, by: actor.id } }, { kind: 'snoozed', until });
    }
    case 'follow': {
      const { on } = command.payload;
      const others = ticket.followerIds.filter((id) => id !== actor.id);
      if (on === others.length < ticket.followerIds.length) return unchanged;
      const followerIds = on ? [...others, actor.id] : others;
      if (followerIds.length > MAX_FOLLOWERS) return err({ kind: 'refused', reason: 'invalid' });
      return event({ followerIds }, { kind: 'followed', on });
    }
    case 'link': {
      const { to, on } = command.payload;
      if (to === ticket.id) return err({ kind: 'refused', reason: 'invalid' });
      const others = ticket.links.filter((id) => id !== to);
      if (on === others.length < ticket.links.length) return unchanged;
      const links = on ? [...others, to] : others;
      if (links.length > MAX_LINKS) return err({ kind: 'refused', reason: 'invalid' });
      return event({ links }, { kind: 'linked', to, on });
    }
    case 'delegate': {
      const { from, to, note } = command.payload;
      const change = delegated(ticket, to);
      if (change === null && note.trim() === '') return unchanged;
      if (change !== null && ticket.assigneeId !== null && ticket.assigneeId !== from)
        return err({ kind: 'refused', reason: 'assigned-to-other' });
      const { assigneeId, queueId, tier } = ticket;
      return event(change ?? {}, { kind: 'delegated', from: { assigneeId, queueId, tier }, to, note });
    }
    case 'merge': {
      const { into } = command.payload;
      if (into === ticket.mergedInto) return unchanged;
      if (into === null) {
        const { mergedInto, beforeMerge } = ticket;
        if (mergedInto === null || beforeMerge === null) return unchanged;
        const { status, waitingSince, snooze } = beforeMerge;
        const change = { mergedInto: null, beforeMerge: null, status, waitingSince, snooze };
        return event(change, { kind: 'unmerged', from: mergedInto });
      }
      if (ticket.mergedInto !== null) return err({ kind: 'refused', reason: 'merged' });
      if (into === ticket.id) return err({ kind: 'refused', reason: 'invalid' });
      const { status, waitingSince, snooze } = ticket;
      const beforeMerge = { at, status, waitingSince, snooze, target: null };
      return event(
        { mergedInto: into, beforeMerge, status: 'resolved', waitingSince: null, snooze: null },
        { kind: 'merged', into },
      );
    }
    case 'split': {
      const { messageId, newTicketId } = command.payload;
      return event({}, { kind: 'split', messageId, into: newTicketId });
    }
    case 'customer-note':
      // What it does to the customer is `applyToCustomer`. The ticket only says that it was done.
      return event({}, { kind: 'customer-note', on: command.payload.text !== null });
    case 'hand-to-partner': {
      const { partner, passed, letter, until } = command.payload;
      if (ticket.partner !== null) return err({ kind: 'refused', reason: 'partner-changed' });
      if (ticket.status === 'resolved' || letter.text.trim() === '')
        return err({ kind: 'refused', reason: 'invalid' });
      const since = { since: at, until, by: actor.id };
      return event(
        { partner: { ...partner, ...since }, snooze: since },
        { kind: 'handed-to-partner', partner, passed, letter, until },
      );
    }
    case 'back-from-partner': {
      const { how, text } = command.payload;
      if (ticket.partner === null) return err({ kind: 'refused', reason: 'partner-changed' });
      if (how === 'answered' && text.trim() === '') return err({ kind: 'refused', reason: 'invalid' });
      const { id, name, email } = ticket.partner;
      return event(
        { partner: null, snooze: null, ...(how === 'answered' && waitingForUs(ticket, at)) },
        { kind: 'back-from-partner', partner: { id, name, email }, how, text },
      );
    }
    default:
      return assertNever(command);
  }
}

/** What can still be done to a ticket that goes on in another one. */
const ON_MERGED: ReadonlySet<Command['kind']> = new Set([
  'merge',
  'note',
  'follow',
  'link',
  'tag',
  'category',
  'customer-note',
]);
/** Their clients know the reasons of 0.1 only. */
const KINDS_OF_0_1: ReadonlySet<Command['kind']> = new Set([
  'reply',
  'note',
  'assign',
  'status',
  'priority',
  'tag',
]);

/** What handing over changes; null: it is there already. In a queue or a tier nobody has it at first. */
function delegated(ticket: Ticket, to: Delegate): Partial<Ticket> | null {
  switch (to.kind) {
    case 'person':
      return ticket.assigneeId === to.id ? null : { assigneeId: to.id };
    case 'queue':
      return ticket.queueId === to.id ? null : { queueId: to.id, assigneeId: null };
    case 'tier':
      return ticket.tier === to.tier ? null : { tier: to.tier, assigneeId: null };
    default:
      return assertNever(to);
  }
}

/** Traffic cop (I6): whether the customer has written something the operator had not seen. */
function hasNewerMessage(ticket: Ticket, command: Command): boolean {
  return (
    ticket.lastCustomerMessageId !== null &&
    ticket.lastCustomerMessageId !== command.seen.lastCustomerMessageId
  );
}

/** A command adds at most one timeline entry, under its own id: a second application would be the same entry (I2). */
export function messageIdOf(command: Pick<Command, 'id'>): MessageId {
  return command.id as string as MessageId;
}
