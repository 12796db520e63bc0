import { breathe } from '../breathe.ts';
import { transact, findMeta, type Database } from '../store/database.ts';
import { messageIdIn } from '../store/join-segments.ts';
import {
  isDeltaKey,
  tryUnpackList,
  unpackCustomer,
  unpackMessages,
  type SegmentList,
} from '../store/segment.ts';
import { stampOf } from '../store/stamp.ts';
import { NOTHING_SYNCED, type SegmentKey, type StoredPage } from '../store/stored.ts';
import type { Message } from '../sync/channel.ts';
import type { SearchIndex } from './search-index.ts';

/** Which state of the local database an index is of. */
export interface IndexState {
  readonly client: string;
  gen: number;
  genStart: SegmentKey;
  /** Segments whose rows are in it. */
  segments: Set<SegmentKey>;
}

/** Where the local database stands, or null while there is none. */
export async function readState(db: Database): Promise<(IndexState & { readonly isWhole: boolean }) | null> {
  const [client, found] = await Promise.all([findMeta(db, 'client'), findMeta(db, 'sync')]);
  if (client === undefined) return null;
  const sync = found ?? NOTHING_SYNCED;
  return {
    client: client.id,
    gen: sync.gen,
    // In the middle of a run what earlier ones have brought is still shown.
    genStart: sync.sweeping ? 0 : sync.genStart,
    segments: new Set(),
    isWhole: sync.complete && !sync.sweeping,
  };
}

/** Puts the rows of one segment into the index. */
export function putSegment(
  index: SearchIndex,
  { key, gen }: { readonly key: SegmentKey; readonly gen: number },
  list: SegmentList,
  page: StoredPage,
): void {
  for (const [version, ticket] of list.tickets) index.putTicket(stampOf(gen, version), ticket);
  for (const id of page.customerIds) {
    const row = unpackCustomer(page, id);
    if (row !== null) index.putCustomer(stampOf(gen, row[0]), row[1]);
  }
  page.ticketIds.forEach((ticketId) => {
    for (const message of unpackMessages(page, ticketId)) {
      const stamp = stampOf(gen, message[0], message[1] === null);
      if (message[1] === null) index.dropMessage(stamp, ticketId, messageIdIn(message));
      else index.putMessage(stamp, message[1], key);
    }
  });
  for (const [version, type, id] of list.gone) {
    const stamp = stampOf(gen, version, true);
    if (type === 'ticket') index.dropTicket(stamp, id as never);
    else if (type === 'customer') index.dropCustomer(stamp, id as never);
  }
}

/**
 * Reads all segments that are not in the index yet, one by one, so that questions are answered in between.
 * @param isStopped ends it
 * @param tell how many have been read, of how many
 */
export async function readSegments(
  db: Database,
  index: SearchIndex,
  state: IndexState,
  isStopped: () => boolean,
  tell: (done: number, total: number) => void,
): Promise<void> {
  const present = (
    await Promise.all([db.lists.toCollection().primaryKeys(), db.deltas.toCollection().primaryKeys()])
  ).flat();
  // The newest rows first come with the first pages: what is looked for most is found first.
  const missing = present
    .filter((key) => key >= state.genStart && !state.segments.has(key))
    .sort((a, b) => a - b);
  for (const [done, key] of missing.entries()) {
    if (isStopped()) return;
    tell(done, missing.length);
    await readSegment(db, index, state, key);
    index.settleIfMuch();
    await breathe();
  }
  tell(missing.length, missing.length);
}

async function readSegment(
  db: Database,
  index: SearchIndex,
  state: IndexState,
  key: SegmentKey,
): Promise<void> {
  if (state.segments.has(key) || key < state.genStart) return;
  if (isDeltaKey(key)) {
    const delta = await db.deltas.get(key);
    const list = delta === undefined ? null : tryUnpackList(delta);
    if (delta !== undefined && list !== null) putSegment(index, delta, list, delta);
  } else {
    const [stored, page] = await transact(db, 'r', ['lists', 'pages'], (tables) =>
      Promise.all([tables.lists.get(key), tables.pages.get(key)]),
    );
    const list = stored === undefined ? null : tryUnpackList(stored);
    // One that has been joined to another meanwhile comes with that one.
    if (stored === undefined || list === null || page === undefined) return;
    putSegment(index, stored, list, page);
  }
  state.segments.add(key);
}

/** Follows what is told of changed rows. @returns whether anything may be found in another way now */
export async function follow(
  db: Database,
  index: SearchIndex,
  state: IndexState,
  message: Message,
): Promise<boolean> {
  if (message.kind === 'complete') {
    index.sweep(message.gen);
    state.gen = message.gen;
    state.genStart = message.genStart;
    state.segments = new Set([...state.segments].filter((key) => key >= message.genStart));
    return true;
  }
  if (message.kind !== 'segment') return false;
  const { segment, replaces } = message;
  if (segment.key < state.genStart || state.segments.has(segment.key)) return false;
  if ('ticketIds' in segment) {
    const list = tryUnpackList(segment);
    if (list !== null) putSegment(index, segment, list, segment);
    state.segments.add(segment.key);
  } else await readSegment(db, index, state, segment.key);
  for (const key of replaces) state.segments.delete(key);
  index.settleIfMuch();
  return true;
}
