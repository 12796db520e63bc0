import type { EpochMs } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, messageIdOf, type CommandActor } from './apply-command.ts';
import type { Command } from './command.ts';

/** A ticket as the operator sees it. */
export interface Projection {
  readonly ticket: Ticket;
  /** Timeline entries that only exist here so far, in the order they were given. */
  readonly predicted: readonly Message[];
}

/**
 * What the user sees: the confirmed row with the pending commands on top. Leaving a command out and projecting again
 * is the rollback; a command that would not take effect is passed over.
 * @param pending waiting commands in the order of their `n`; undecided ones are left out: they have no effect
 * @param confirmed ids of timeline entries that have already come from the helpdesk: their commands have taken effect
 */
export function project(
  ticket: Ticket,
  pending: readonly Command[],
  actor: CommandActor,
  confirmed: (id: Message['id']) => boolean = () => false,
): Projection {
  let current = ticket;
  const predicted: Message[] = [];
  for (const command of pending) {
    if (confirmed(messageIdOf(command))) continue;
    const result = applyCommand(current, command, actor, command.recordedAt as EpochMs);
    if (!result.ok) continue;
    current = result.value.ticket;
    if (result.value.message !== null) predicted.push(result.value.message);
  }
  return { ticket: current, predicted };
}
