import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Happening } from './oracle-helpdesk.ts';

interface Replayed {
  readonly ticket: Ticket;
  /** Ids of the timeline's entries. */
  readonly entries: readonly string[];
}

/**
 * What the tickets must be after what happened, told a second time and as simply as can be, without `applyCommand`: a
 * mistake in the shared rule shows as a difference.
 */
export function naiveReplay(
  tickets: readonly Ticket[],
  happenings: readonly Happening[],
): readonly Replayed[] {
  return tickets.map((start) => {
    let ticket = start;
    const entries: string[] = [];
    for (const happening of happenings) {
      if (happening.kind === 'customer') {
        const { message } = happening;
        if (message.ticketId !== ticket.id) continue;
        entries.push(message.id);
        ticket = {
          ...ticket,
          status: 'open',
          waitingSince: ticket.waitingSince ?? message.at,
          lastCustomerMessageId: message.id,
          lastLine: { from: 'customer', text: previewOf(message.text) },
        };
      } else if (happening.kind === 'command' && happening.command.ticketId === ticket.id) {
        const after = afterCommand(ticket, happening);
        if (JSON.stringify(after) !== JSON.stringify(ticket) || addsWords(happening))
          entries.push(happening.command.id);
        ticket = after;
      }
    }
    return { ticket, entries };
  });
}

type Applied = Extract<Happening, { kind: 'command' }>;

function addsWords({ command }: Applied): boolean {
  return command.kind === 'reply' || command.kind === 'note';
}

function afterCommand(ticket: Ticket, { command, at }: Applied): Ticket {
  switch (command.kind) {
    case 'note':
      return ticket;
    case 'reply':
      return {
        ...ticket,
        status: 'waiting',
        waitingSince: null,
        lastLine: { from: 'team', text: previewOf(command.payload.text) },
      };
    case 'assign':
      return { ...ticket, assigneeId: command.payload.to };
    case 'priority':
      return { ...ticket, priority: command.payload.to };
    case 'status': {
      const { to } = command.payload;
      if (to === ticket.status) return ticket;
      return { ...ticket, status: to, waitingSince: to === 'open' ? (at as Ticket['waitingSince']) : null };
    }
    case 'tag': {
      const { add, remove } = command.payload;
      const kept = ticket.tags.filter((tag) => !remove.includes(tag));
      const come = add.filter((tag) => !remove.includes(tag) && !kept.includes(tag));
      return { ...ticket, tags: [...kept, ...come] };
    }
  }
}
