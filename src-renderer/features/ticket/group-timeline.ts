import type { EpochMs } from '#shared/base/brand.ts';
import type { Message, SpokenMessage, TicketEvent } from '#shared/domain/messages/message.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';

/** An entry that is a message somebody wrote. */
export type SpokenEntry = TimelineEntry & { readonly message: SpokenMessage };
/** An entry that is a change of the ticket. */
export type EventEntry = TimelineEntry & { readonly message: Extract<Message, { kind: 'event' }> };

/** One line of the conversation. `key` stays the same while entries come and go. */
export type TimelineItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: EpochMs }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly entry: SpokenEntry;
      /** Goes on from the one above: same author, soon after. */
      readonly continues: boolean;
    }
  /** Changes one after the other, of one person or of several. */
  | { readonly kind: 'events'; readonly key: string; readonly entries: readonly EventEntry[] };

/** Messages of one author no further apart belong together, in milliseconds. */
const TOGETHER_MS = 5 * 60_000;
/** So many changes in a row are folded into one line. */
export const FOLD_EVENTS = 3;

/**
 * Lays a timeline out as lines.
 * @param dayOf days are told apart by what this gives
 * @param unreadFrom id of the first entry that has not been seen before; null for none
 */
export function groupTimeline(
  entries: readonly TimelineEntry[],
  dayOf: (at: EpochMs) => number,
  unreadFrom: string | null,
): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  let day: number | null = null;
  let events: EventEntry[] = [];
  const close = () => {
    const [first] = events;
    if (first !== undefined) items.push({ kind: 'events', key: first.message.id, entries: events });
    events = [];
  };
  for (const entry of entries) {
    const { message } = entry;
    const itsDay = dayOf(message.at);
    if (itsDay !== day) {
      close();
      items.push({ kind: 'day', key: `day/${message.id}`, at: message.at });
      day = itsDay;
    }
    if (message.id === unreadFrom) {
      close();
      items.push({ kind: 'unread', key: 'unread' });
    }
    if (isEvent(entry)) {
      // Words of a colleague are not folded away.
      const hasWords = wordsIn(entry.message.event);
      if (hasWords) close();
      events.push(entry);
      if (hasWords) close();
      continue;
    }
    close();
    if (!isSpoken(entry)) continue;
    const above = items.at(-1);
    const continues = above?.kind === 'message' && belongTogether(above.entry.message, entry.message);
    items.push({ kind: 'message', key: entry.message.id, entry, continues });
  }
  close();
  return items;
}

function isEvent(entry: TimelineEntry): entry is EventEntry {
  return entry.message.kind === 'event';
}

function isSpoken(entry: TimelineEntry): entry is SpokenEntry {
  return entry.message.kind !== 'event';
}

function belongTogether(above: SpokenMessage, below: SpokenMessage): boolean {
  return (
    above.kind === below.kind && above.authorName === below.authorName && below.at - above.at <= TOGETHER_MS
  );
}

/** Whether a change brings words along. */
function wordsIn(event: TicketEvent): boolean {
  if (event.kind === 'delegated') return event.note.trim() !== '';
  return (
    event.kind === 'handed-to-partner' || (event.kind === 'back-from-partner' && event.text.trim() !== '')
  );
}
