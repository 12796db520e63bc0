import type { CommandId, TicketId } from '#shared/base/brand.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { Because } from '../sync/channel.ts';
import type { OutboxItem, OutboxState } from './desk-reader.ts';

interface Surroundings {
  readonly ticket: (id: TicketId) => Ticket | null;
  readonly because: ReadonlyMap<CommandId, Because>;
  /** For a command nothing has been told of yet. */
  readonly otherwise: Because;
  readonly attempted: ReadonlySet<CommandId>;
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
        canDiscard: each.state.kind !== 'waiting' || !around.attempted.has(each.id),
      };
      const same = known.get(each.id);
      return same !== undefined && isSame(same, item) ? same : item;
    });
  return items.length === before.length && items.every((item, at) => item === before[at]) ? before : items;
}

function stateOf({ id, state }: StoredCommand, around: Surroundings): OutboxState {
  switch (state.kind) {
    case 'waiting':
    case 'landed':
      return { kind: 'waiting', because: around.because.get(id) ?? around.otherwise };
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
    a.canDiscard === b.canDiscard &&
    (a.state === b.state ||
      (a.state.kind === 'waiting' && b.state.kind === 'waiting' && a.state.because === b.state.because))
  );
}
