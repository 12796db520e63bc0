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
          snooze: null,
          waitingSince: ticket.waitingSince ?? message.at,
          lastCustomerMessageId: message.id,
          lastLine: { from: 'customer', text: previewOf(message.text) },
        };
      } else if (happening.kind === 'moved') {
        if (happening.ticketId === ticket.id) ticket = { ...ticket, queueId: happening.queueId };
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
  if (command.kind === 'delegate') return command.payload.note.trim() !== '';
  if (command.kind === 'back-from-partner') return command.payload.text !== '';
  return (
    command.kind === 'hand-to-partner' ||
    command.kind === 'reply' ||
    command.kind === 'note' ||
    command.kind === 'split'
  );
}

function afterCommand(ticket: Ticket, { command, actor, at }: Applied): Ticket {
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
      return {
        ...ticket,
        status: to,
        waitingSince: to === 'open' ? (at as Ticket['waitingSince']) : null,
        snooze: to === 'resolved' ? null : ticket.snooze,
      };
    }
    case 'category':
      return { ...ticket, category: command.payload.to };
    case 'snooze': {
      const { until } = command.payload;
      if (until === undefined) return { ...ticket, snooze: null };
      if (ticket.snooze?.until === until) return ticket;
      return { ...ticket, snooze: { until, since: at as Ticket['createdAt'], by: actor.id } };
    }
    case 'follow': {
      const others = ticket.followerIds.filter((id) => id !== actor.id);
      return { ...ticket, followerIds: command.payload.on ? [...others, actor.id] : others };
    }
    case 'link': {
      const others = ticket.links.filter((id) => id !== command.payload.to);
      if (command.payload.on && others.length < ticket.links.length) return ticket;
      return { ...ticket, links: command.payload.on ? [...others, command.payload.to] : others };
    }
    case 'delegate': {
      const { to } = command.payload;
      if (to.kind === 'person') return { ...ticket, assigneeId: to.id };
      if (to.kind === 'queue')
        return to.id === ticket.queueId ? ticket : { ...ticket, queueId: to.id, assigneeId: null };
      return to.tier === ticket.tier ? ticket : { ...ticket, tier: to.tier, assigneeId: null };
    }
    case 'merge': {
      const { into } = command.payload;
      if (into === ticket.mergedInto) return ticket;
      if (into === null) {
        const { status, waitingSince, snooze } = ticket.beforeMerge ?? ticket;
        return { ...ticket, mergedInto: null, beforeMerge: null, status, waitingSince, snooze };
      }
      const { status, waitingSince, snooze } = ticket;
      const beforeMerge = { at: at as Ticket['createdAt'], status, waitingSince, snooze, target: null };
      return {
        ...ticket,
        mergedInto: into,
        beforeMerge,
        status: 'resolved',
        waitingSince: null,
        snooze: null,
      };
    }
    case 'split':
    case 'customer-note':
      return ticket;
    case 'hand-to-partner': {
      const { partner, until } = command.payload;
      const since = { since: at as Ticket['createdAt'], until, by: actor.id };
      return { ...ticket, partner: { ...partner, ...since }, snooze: since };
    }
    case 'back-from-partner': {
      const isDue = command.payload.how === 'answered' && ticket.status !== 'resolved';
      const due = {
        status: 'open',
        waitingSince: ticket.waitingSince ?? (at as Ticket['createdAt']),
      } as const;
      return { ...ticket, partner: null, snooze: null, ...(isDue && due) };
    }
    case 'tag': {
      const { add, remove } = command.payload;
      const kept = ticket.tags.filter((tag) => !remove.includes(tag));
      const come = add.filter((tag) => !remove.includes(tag) && !kept.includes(tag));
      return { ...ticket, tags: [...kept, ...come] };
    }
  }
}
