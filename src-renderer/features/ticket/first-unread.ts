import type { MessageId } from '#shared/base/brand.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';

/**
 * The customer's first message behind the last one that was read; null when there is none, or when what was read is not
 * in this timeline (any more). One's own words and changes are no news.
 */
export function firstUnread(timeline: readonly TimelineEntry[], seen: MessageId): MessageId | null {
  const at = timeline.findIndex(({ message }) => message.id === seen);
  if (at < 0) return null;
  const first = timeline.find(({ message }, place) => place > at && message.kind === 'customer');
  return first?.message.id ?? null;
}
