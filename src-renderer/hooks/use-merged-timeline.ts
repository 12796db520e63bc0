import { useMemo } from 'react';
import type { TicketId } from '#shared/base/brand.ts';
import type { DeskReader, TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import type { Live } from '#renderer/data/live.ts';
import { useDesk } from './use-desk.ts';
import { useLive } from './use-live.ts';

/** The timelines of tickets that go on in one, each entry with the number of the ticket it stands in. */
function timelineOf(read: DeskReader, ids: readonly TicketId[]): Live<readonly TimelineEntry[]> {
  const lives = ids.map((id) => read.conversation(id));
  const marked = new WeakMap<TimelineEntry, TimelineEntry>();
  let parts: readonly unknown[] = [];
  let entries: readonly TimelineEntry[] = [];
  return {
    get() {
      const now = lives.map((live) => live.get());
      if (now.length === parts.length && now.every((part, at) => part === parts[at])) return entries;
      parts = now;
      entries = now.flatMap((conversation) => {
        if (conversation.kind !== 'open') return [];
        return conversation.timeline.map((entry) => {
          const known = marked.get(entry) ?? { ...entry, from: conversation.ticket.number };
          marked.set(entry, known);
          return known;
        });
      });
      return entries;
    },
    subscribe(listener) {
      const stops = lives.map((live) => live.subscribe(listener));
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** A timeline with the entries of the tickets that are merged into its ticket, in the order of their times. */
export function useMergedTimeline(
  ticketId: TicketId,
  timeline: readonly TimelineEntry[] | null,
): readonly TimelineEntry[] | null {
  const { read } = useDesk();
  const { merged } = useLive(read.related(ticketId));
  const ids = merged.map((ticket) => ticket.id).join(' ');
  const live = useMemo(() => timelineOf(read, ids === '' ? [] : (ids.split(' ') as TicketId[])), [read, ids]);
  const others = useLive(live);
  return useMemo(() => {
    if (timeline === null || others.length === 0) return timeline;
    const isSent = ({ delivery }: TimelineEntry) => delivery === 'confirmed';
    const all = [...timeline, ...others];
    return [
      ...all.filter(isSent).toSorted((a, b) => a.message.at - b.message.at),
      ...all.filter((entry) => !isSent(entry)),
    ];
  }, [timeline, others]);
}
