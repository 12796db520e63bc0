import type { MessageId, TicketId } from '#shared/base/brand.ts';
import { MOST_SEEN } from '../store/stored.ts';

/**
 * Marks of what was read, after changes. Null takes a mark away; of more than `MOST_SEEN` the oldest go.
 * @param seen the last message that was seen, by ticket, the oldest mark first
 */
export function withSeen(
  seen: ReadonlyMap<TicketId, MessageId>,
  changes: readonly (readonly [TicketId, MessageId | null])[],
): ReadonlyMap<TicketId, MessageId> {
  const next = new Map(seen);
  for (const [id, message] of changes) {
    next.delete(id);
    if (message !== null) next.set(id, message);
  }
  // A map gives its keys back in the order in which they were put in.
  for (const id of next.keys()) {
    if (next.size <= MOST_SEEN) break;
    next.delete(id);
  }
  return next;
}
