import { assertNever } from '#shared/base/assert-never.ts';
import type { EpochMs, MessageId, PersonId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Message, TicketEvent } from '#shared/domain/messages/message.ts';
import { can, type Actor } from '#shared/domain/roles/can.ts';
import { MAX_TAGS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { ACTION_OF, type Command } from './command.ts';
import type { Verdict } from './outcome.ts';

/** Who acts: enough of a person for rights and for the name under an answer. */
export interface CommandActor extends Actor {
  readonly id: PersonId;
  readonly name: string;
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

  switch (command.kind) {
    case 'reply':
    case 'note': {
      const { text, attachments } = command.payload;
      if (text.trim() === '' && attachments.length === 0) return err({ kind: 'refused', reason: 'invalid' });
      const message: Message = {
        kind: command.kind,
        id: messageIdOf(command),
        ticketId: ticket.id,
        at,
        authorId: actor.id,
        authorName: actor.name,
        text,
        attachments: [...attachments],
      };
      if (command.kind === 'note') return ok({ ticket: { ...ticket, updatedAt }, message });
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
      return event({ status: to, waitingSince }, { kind: 'status', from: ticket.status, to });
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
    default:
      return assertNever(command);
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
