import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Mirror } from '../read/mirror.ts';
import { findMeta, transact, type Database } from '../store/database.ts';
import { MOST_SEEN } from '../store/stored.ts';
import type { Timers } from '../timers.ts';

/** Quiet after which marks are written down, in milliseconds: who goes down a list makes many. */
const WRITE_AFTER_MS = 1_000;

/** What the operator has looked at on this machine: not unsent work, so nothing waits for it. */
export interface SeenMarks {
  mark(ticketIds: readonly TicketId[], as: 'read' | 'unread'): void;
  /** Writes down what is not written yet. */
  flush(): Promise<void>;
}

/** Makes the marks of a desk; what was kept is in the mirror already. */
export function createSeenMarks(
  mirror: Mirror,
  open: () => Promise<Pick<Database, 'dexie'>>,
  timers: Timers,
): SeenMarks {
  let unwritten = new Map<TicketId, MessageId | null>();
  let cancel: (() => void) | null = null;

  async function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    if (unwritten.size === 0) return;
    const changes = unwritten;
    unwritten = new Map();
    try {
      // Joined to what is there: another window may have written in between.
      await transact((await open()) as Database, 'rw', ['meta'], async (tables) => {
        const kept = new Map((await findMeta(tables, 'seen'))?.entries);
        for (const [id, message] of changes) {
          kept.delete(id);
          if (message !== null) kept.set(id, message);
        }
        await tables.meta.put({ key: 'seen', entries: [...kept].slice(-MOST_SEEN) });
      });
    } catch {
      // They hold until the window is closed; a mark that is lost costs a second look.
    }
  }

  return {
    mark(ticketIds, as) {
      const changes = ticketIds.flatMap((id): readonly (readonly [TicketId, MessageId | null])[] => {
        const newest = mirror.table.row(id)?.ticket.lastCustomerMessageId ?? null;
        const wanted = as === 'read' ? newest : null;
        return wanted === (mirror.seen.get().get(id) ?? null) ? [] : [[id, wanted]];
      });
      if (changes.length === 0) return;
      mirror.noteSeen(changes);
      for (const [id, message] of changes) unwritten.set(id, message);
      cancel?.();
      cancel = timers.after(WRITE_AFTER_MS, () => void flush());
    },
    flush,
  };
}
