import type { Database } from '../store/database.ts';
import { readLists } from '../store/read-lists.ts';
import { isDeltaKey, tryUnpackList } from '../store/segment.ts';
import type { SegmentKey } from '../store/stored.ts';
import type { RowIndex } from './row-index.ts';

/** Segments read from the disk at once. */
const LOT = 8;
/** Rows and messages for each row that a list names, where nothing else is known: a ticket has some messages. */
const GUESSED = 4;

/**
 * Reads what stands in the segments on the disk into the index, and about how many rows and messages each holds.
 * @param expected how many there must be, where that is known
 * @returns false when one cannot be read, or when what was written is not all there: a disk can lose records in the middle
 */
export async function loadSegments(
  db: Database,
  into: { readonly index: RowIndex; readonly sizes: Map<SegmentKey, number> },
  expected: number | undefined,
): Promise<boolean> {
  const { index, sizes } = into;
  for await (const some of readLists(db, 0, LOT)) {
    for (const stored of some) {
      const list = tryUnpackList(stored);
      if (list === null) return false;
      index.noteLoaded(stored.gen, stored.key, list);
      const named = list.tickets.length + list.elsewhere.length + list.customers.length;
      sizes.set(stored.key, typeof stored.size === 'number' ? stored.size : named * GUESSED);
    }
  }
  const bodies = [...sizes.keys()].filter((key) => !isDeltaKey(key)).length;
  return (expected ?? sizes.size) === sizes.size && (await db.pages.count()) === bodies;
}
