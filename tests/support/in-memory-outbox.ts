import type { CommandId, TicketId } from '#shared/base/brand.ts';
import { createCell, type Cell } from '#renderer/data/cell.ts';
import type { Connection, OutboxItem, OutboxState } from '#renderer/data/read/desk-reader.ts';

/** The outbox of a desk in memory. @param refresh what shows a ticket anew */
export function createInMemoryOutbox(connection: Cell<Connection>, refresh: (id: TicketId) => void) {
  const outbox = createCell<readonly OutboxItem[]>([]);
  const changeEach = (change: (item: OutboxItem) => OutboxItem) => outbox.set(outbox.get().map(change));
  /** Why what waits does. */
  const because = (): Extract<OutboxState, { kind: 'waiting' }>['because'] => {
    const { kind } = connection.get();
    return kind === 'signed-out' ? 'signed-out' : kind === 'online' ? 'sending' : 'offline';
  };
  return {
    outbox,
    changeEach,
    because,
    pendingOn: (ticketId: TicketId) =>
      outbox.get().filter((item) => item.command.ticketId === ticketId && item.state.kind === 'waiting'),
    /** It may have left. */
    setSent(id: CommandId, change: Partial<OutboxItem>) {
      const sent = { canDiscard: false, canTakeBack: false, canKeepSending: false };
      const state = { kind: 'waiting', because: because() } as const;
      changeEach((item) => (item.command.id === id ? { ...item, state, ...sent, ...change } : item));
    },
    /** The helpdesk has answered. */
    judge(id: CommandId, state: OutboxState) {
      changeEach((item) => (item.command.id === id ? { ...item, state } : item));
      const item = outbox.get().find((candidate) => candidate.command.id === id);
      if (item !== undefined) refresh(item.command.ticketId);
    },
  };
}
