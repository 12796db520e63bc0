import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { Because } from '../sync/channel.ts';
import type { OutboxItem, OutboxState } from './desk-reader.ts';

interface Surroundings {
  readonly ticket: (id: TicketId) => Ticket | null;
  /** Version of the row as the helpdesk has confirmed it; null when it is not here. */
  readonly version: (id: TicketId) => number | null;
  readonly because: ReadonlyMap<CommandId, Because>;
  /** For a command nothing has been told of yet. */
  readonly otherwise: Because;
  readonly attempted: ReadonlySet<CommandId>;
  /** Files whose bytes are not on this machine any more. */
  readonly missingFiles: ReadonlySet<Sha256>;
}

/** What the outbox shows, oldest first; items in which nothing has changed stay the same objects. */
export function outboxItems(
  stored: Iterable<StoredCommand>,
  around: Surroundings,
  before: readonly OutboxItem[],
): readonly OutboxItem[] {
  const known = new Map(before.map((item) => [item.command.id, item]));
  const items = [...stored]
    .filter((each) => each.state.kind !== 'landed')
    .toSorted((a, b) => a.order - b.order)
    .map((each): OutboxItem => {
      const item: OutboxItem = {
        command: each.command,
        ticket: around.ticket(each.command.ticketId),
        state: stateOf(each, around),
        canDiscard:
          each.state.kind === 'waiting'
            ? !each.confirmed && !around.attempted.has(each.id)
            : each.state.kind !== 'withdrawing',
        canTakeBack: each.state.kind === 'waiting' && !each.confirmed && around.attempted.has(each.id),
        delay: each.state.kind === 'waiting' ? (each.delay ?? null) : null,
        canKeepSending: each.state.kind === 'withdrawing' && !each.state.asked,
        changes: Math.max(0, (around.version(each.command.ticketId) ?? 0) - each.command.seen.ticketVersion),
      };
      const same = known.get(each.id);
      return same !== undefined && isSame(same, item) ? same : item;
    });
  return items.length === before.length && items.every((item, at) => item === before[at]) ? before : items;
}

function stateOf({ id, state, command, delay }: StoredCommand, around: Surroundings): OutboxState {
  switch (state.kind) {
    case 'waiting':
    case 'landed': {
      const files = attachmentsOf(command).filter((file) => around.missingFiles.has(file.sha256));
      if (files.length > 0) return { kind: 'stopped', reason: 'file-missing', files };
      // Nothing is told of one that sleeps, nor yet of a new one.
      const otherwise = delay === undefined ? around.otherwise : 'delayed';
      return { kind: 'waiting', because: around.because.get(id) ?? otherwise };
    }
    case 'withdrawing':
      return { kind: 'waiting', because: 'taking-back' };
    case 'held':
    case 'refused':
      return state;
    default:
      return assertNever(state);
  }
}

function isSame(a: OutboxItem, b: OutboxItem): boolean {
  return (
    a.command === b.command &&
    a.ticket === b.ticket &&
    a.delay === b.delay &&
    a.canDiscard === b.canDiscard &&
    a.canTakeBack === b.canTakeBack &&
    a.canKeepSending === b.canKeepSending &&
    a.changes === b.changes &&
    isSameState(a.state, b.state)
  );
}

function isSameState(a: OutboxState, b: OutboxState): boolean {
  if (a.kind === 'waiting' && b.kind === 'waiting') return a.because === b.because;
  if (a.kind === 'stopped' && b.kind === 'stopped') return a.files.length === b.files.length;
  return a === b;
}
