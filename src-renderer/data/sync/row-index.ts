import type { TicketId } from '#shared/base/brand.ts';
import type { Change } from '#shared/sync/change.ts';
import { isGone, stampOf, takesPlace, generationOf, type Stamp } from '../store/stamp.ts';
import type { SegmentList } from '../store/segment.ts';
import type { SegmentKey } from '../store/stored.ts';

/** Most messages remembered to pass over repetitions: what has come beside an answer comes with the feed again. */
const RECENT_MESSAGES = 20_000;

/** What the place of synchronisation remembers of the rows on the disk: their versions and where they lie, not the rows. */
export interface RowIndex {
  /** Those changes that say something newer than what is known, the newest of each row, in their order. */
  select(gen: number, changes: readonly Change[]): readonly Change[];
  /** Notes changes that are on the disk now. */
  noteCommitted(gen: number, key: SegmentKey, changes: readonly Change[]): void;
  /** Notes a segment read from the disk. */
  noteLoaded(gen: number, key: SegmentKey, list: SegmentList): void;
  /** Notes that segments have been joined to one. */
  noteJoined(from: readonly SegmentKey[], to: SegmentKey): void;
  /** Forgets what is of earlier runs of the feed, which lies before a key. */
  sweep(gen: number, genStart: SegmentKey): void;
  stamp(id: string): Stamp | undefined;
  /** The segments where a ticket's rows and messages lie. */
  places(ticketId: TicketId): readonly SegmentKey[];
  /** Notes that a ticket's rows and messages have been removed from all segments so far. */
  forgetPlaces(ticketId: TicketId): void;
  /** Tickets that have left sight and still have something in a segment. */
  remains(): readonly TicketId[];
  clear(): void;
}

/** Makes an empty index. */
export function createRowIndex(): RowIndex {
  const stamps = new Map<string, Stamp>();
  const messages = new Map<string, Stamp>();
  const places = new Map<TicketId, SegmentKey | SegmentKey[]>();
  const joined = new Map<SegmentKey, SegmentKey>();

  const known = (change: Change) => (change.type === 'message' ? messages : stamps).get(change.id);
  const stampOfChange = (gen: number, change: Change) => stampOf(gen, change.version, 'gone' in change);
  const addPlace = (id: TicketId, key: SegmentKey) => {
    const at = places.get(id);
    if (at === undefined) places.set(id, key);
    else if (typeof at === 'number') {
      if (at !== key) places.set(id, [at, key]);
    } else if (!at.includes(key)) at.push(key);
  };
  const now = (key: SegmentKey): SegmentKey => {
    let at = key;
    for (let next = joined.get(at); next !== undefined; next = joined.get(at)) at = next;
    return at;
  };

  return {
    select(gen, changes) {
      const newest = new Map<string, Change>();
      for (const change of changes) {
        const stamp = stampOfChange(gen, change);
        const rival = newest.get(change.id);
        if (rival !== undefined && !takesPlace(stampOfChange(gen, rival), stamp)) continue;
        if (takesPlace(known(change), stamp)) newest.set(change.id, change);
      }
      return [...newest.values()];
    },
    noteCommitted(gen, key, changes) {
      for (const change of changes) {
        const stamp = stampOfChange(gen, change);
        if (change.type !== 'message') {
          stamps.set(change.id, stamp);
          if (change.type === 'ticket' && !('gone' in change)) addPlace(change.id, key);
          continue;
        }
        // What comes in bulk comes once; remembering it would only push out what does come again.
        if (changes.length <= RECENT_MESSAGES / 100) {
          messages.delete(change.id);
          messages.set(change.id, stamp);
        }
        addPlace('gone' in change ? change.ticketId : change.row.ticketId, key);
      }
      for (const id of messages.keys()) {
        if (messages.size <= RECENT_MESSAGES) break;
        messages.delete(id);
      }
    },
    noteLoaded(gen, key, list) {
      const note = (id: string, version: number, gone: boolean) => {
        const stamp = stampOf(gen, version, gone);
        if (takesPlace(stamps.get(id), stamp)) stamps.set(id, stamp);
      };
      for (const [version, ticket] of list.tickets) {
        note(ticket.id, version, false);
        addPlace(ticket.id, key);
      }
      for (const [version, row] of [...list.people, ...list.queues, ...list.references])
        note(row.id, version, false);
      for (const [version, id] of list.customers) note(id, version, false);
      for (const [version, , id] of list.gone) note(id, version, true);
      for (const id of list.elsewhere) addPlace(id, key);
    },
    noteJoined(from, to) {
      for (const key of from) joined.set(key, to);
    },
    sweep(gen, genStart) {
      for (const [id, stamp] of stamps) if (generationOf(stamp) < gen) stamps.delete(id);
      for (const [id, stamp] of messages) if (generationOf(stamp) < gen) messages.delete(id);
      for (const [id, at] of places) {
        const left = (typeof at === 'number' ? [at] : at).filter((key) => now(key) >= genStart);
        const [only] = left;
        if (only === undefined) places.delete(id);
        else places.set(id, left.length === 1 ? only : left);
      }
    },
    stamp: (id) => stamps.get(id),
    places(ticketId) {
      const at = places.get(ticketId);
      if (at === undefined) return [];
      return [...new Set((typeof at === 'number' ? [at] : at).map(now))];
    },
    forgetPlaces: (ticketId) => void places.delete(ticketId),
    remains: () =>
      [...places.keys()].filter((id) => {
        const stamp = stamps.get(id);
        return stamp !== undefined && isGone(stamp);
      }),
    clear() {
      stamps.clear();
      messages.clear();
      places.clear();
      joined.clear();
    },
  };
}
