import { useState } from 'react';
import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { firstUnread } from './first-unread.ts';

/**
 * The first entry that has come since the ticket was last open on this machine; null when nothing has, or it never was.
 * Decided once, when its pane appears and before what is open counts as read: the line stays where it is while it is read.
 */
export function useUnreadFrom(
  ticketId: TicketId,
  timeline: readonly TimelineEntry[] | null,
): MessageId | null {
  const { read } = useDesk();
  const [seen] = useState(() => read.seen.get().get(ticketId) ?? null);
  return seen === null || timeline === null ? null : firstUnread(timeline, seen);
}
