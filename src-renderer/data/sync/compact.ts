import { transact, type Database, type Tables } from '../store/database.ts';
import { joinSegments, pruneSegment } from '../store/join-segments.ts';
import { isDeltaKey, packSegment, unpackSegment } from '../store/segment.ts';
import { isGone, stampOf } from '../store/stamp.ts';
import type { SegmentKey, StoredSync } from '../store/stored.ts';
import type { Message } from './channel.ts';
import { SEGMENT_CHANGES } from './pack-changes.ts';
import type { RowIndex } from './row-index.ts';

/** Small segments that are joined once there are so many: each is one more record to read at a start. */
const DELTAS = 64;
/** Larger segments of about one size that are joined once there are so many. */
const ALIKE = 4;
/** Segments of more rows and messages are large enough. */
const LARGE = 0.8 * SEGMENT_CHANGES;
/** No segment grows to so many rows and messages; see `isOversized`. */
const OVERSIZED = 8 * SEGMENT_CHANGES;

interface House {
  readonly db: Database;
  readonly index: RowIndex;
  /** About how many rows and messages each segment holds. */
  readonly sizes: Map<SegmentKey, number>;
  readonly sync: StoredSync;
  readonly tell: (message: Message) => void;
}

/**
 * One step of housekeeping in one transaction: removes what has left sight from the disk (I8), or joins small segments
 * to a larger one. A crash before its end changes nothing.
 * @returns the state afterwards; null when there was nothing to do
 */
export async function compact(house: House): Promise<StoredSync | null> {
  const [ticketId] = house.index.remains();
  if (ticketId !== undefined) {
    for (const key of house.index.places(ticketId)) await prune(house, key);
    house.index.forgetPlaces(ticketId);
    return house.sync;
  }
  const keys = chooseSegments(house.sizes);
  return keys.length === 0 ? null : join(house, keys);
}

/** Whether one is larger than any may become: 0.1 joined whatever there was, and each conversation was read with all others. */
export function isOversized(sizes: ReadonlyMap<SegmentKey, number>): boolean {
  return [...sizes.values()].some((size) => size > OVERSIZED);
}

/** The segments to join next, oldest first. */
function chooseSegments(sizes: ReadonlyMap<SegmentKey, number>): readonly SegmentKey[] {
  const inOrder = [...sizes].toSorted(([a], [b]) => a - b);
  const deltas = inOrder.filter(([key]) => isDeltaKey(key));
  if (deltas.length >= DELTAS) return together(deltas);
  const tiers = new Map<number, (readonly [SegmentKey, number])[]>();
  for (const [key, size] of inOrder) {
    if (isDeltaKey(key) || size > LARGE) continue;
    const tier = Math.floor(Math.log(Math.max(size, 16)) / Math.log(ALIKE));
    tiers.set(tier, [...(tiers.get(tier) ?? []), [key, size]]);
  }
  return together([...tiers.values()].find((tier) => tier.length >= ALIKE) ?? []);
}

/** As many of them as make one large segment, but two at least: to open a conversation its segment is read as a whole. */
function together(candidates: readonly (readonly [SegmentKey, number])[]): readonly SegmentKey[] {
  const keys: SegmentKey[] = [];
  let sum = 0;
  for (const [key, size] of candidates) {
    sum += size;
    if (sum > SEGMENT_CHANGES && keys.length >= 2) break;
    keys.push(key);
  }
  return keys;
}

async function read(db: Tables, key: SegmentKey) {
  if (isDeltaKey(key)) {
    const delta = await db.deltas.get(key);
    return delta === undefined ? null : { gen: delta.gen, segment: unpackSegment(delta, delta) };
  }
  const [list, page] = await Promise.all([db.lists.get(key), db.pages.get(key)]);
  return list === undefined || page === undefined
    ? null
    : { gen: list.gen, segment: unpackSegment(list, page) };
}

async function prune({ db, index, sizes }: House, key: SegmentKey): Promise<void> {
  await transact(db, 'rw', ['deltas', 'lists', 'pages'], async (tables) => {
    const found = await read(tables, key);
    if (found === null) return;
    const { gen, segment } = found;
    const left = pruneSegment(
      segment,
      (id, version) => {
        const known = index.stamp(id);
        return (
          known === undefined || known === stampOf(gen, version) || known === stampOf(gen, version, true)
        );
      },
      (ticketId) => {
        const known = index.stamp(ticketId);
        return known !== undefined && isGone(known);
      },
    );
    const { list, page } = packSegment(key, gen, left);
    if (isDeltaKey(key)) await tables.deltas.put({ ...list, ...page });
    else await Promise.all([tables.lists.put(list), tables.pages.put(page)]);
    sizes.set(key, list.size);
  });
}

async function join(
  { db, index, sizes, sync, tell }: House,
  keys: readonly SegmentKey[],
): Promise<StoredSync> {
  const key = sync.nextKey;
  const next: StoredSync = { ...sync, nextKey: key + 2, segments: sizes.size - keys.length + 1 };
  const joined = await transact(db, 'rw', ['deltas', 'lists', 'pages', 'meta'], async (tables) => {
    const found = (await Promise.all(keys.map((each) => read(tables, each)))).filter((each) => each !== null);
    const segment = joinSegments(found.map((each) => each.segment));
    const packed = packSegment(key, sync.gen, segment);
    await Promise.all([
      tables.lists.add(packed.list),
      tables.pages.add(packed.page),
      tables.deltas.bulkDelete(keys.filter(isDeltaKey)),
      tables.lists.bulkDelete(keys.filter((each) => !isDeltaKey(each))),
      tables.pages.bulkDelete(keys.filter((each) => !isDeltaKey(each))),
      tables.meta.put(next),
    ]);
    return packed.list;
  });
  index.noteJoined(keys, key);
  for (const each of keys) sizes.delete(each);
  sizes.set(key, joined.size);
  tell({ kind: 'segment', segment: joined, replaces: keys, outbox: [] });
  return next;
}
