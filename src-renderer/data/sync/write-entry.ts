import type { CommandId } from '#shared/base/brand.ts';
import { transact, type Database } from '../store/database.ts';
import type {
  SegmentKey,
  StoredCommand,
  StoredDelta,
  StoredMeta,
  StoredQuarantined,
  StoredSync,
} from '../store/stored.ts';
import { runsOf } from './order-runs.ts';
import type { OutboxChange } from './outbox-changes.ts';
import type { PackedChanges } from './pack-changes.ts';
import { stillMeant } from './still-meant.ts';

/** What one step of the account writes. */
export interface Writing {
  readonly segments: readonly PackedChanges[];
  readonly outbox: readonly OutboxChange[];
  /** Places of the outbox that are taken. */
  readonly places: readonly number[];
  readonly sync: StoredSync;
  /** Commands that may have left, when there are fewer than before. */
  readonly attempted: ReadonlySet<CommandId> | null;
  readonly captured: readonly StoredQuarantined[];
  /** Keys of what need not be kept apart any more. */
  readonly released: readonly string[];
  /** Segments below it go. */
  readonly sweepBelow: SegmentKey | null;
}

/** Writes all of it, or nothing. @returns what has become of the outbox: what changed meanwhile is left out */
export async function writeEntry(db: Database, writing: Writing): Promise<readonly OutboxChange[]> {
  const { sync, attempted, captured, released, sweepBelow } = writing;
  let settled = writing.outbox;
  const names = ['meta', 'deltas', 'lists', 'pages', 'outbox', 'quarantine'] as const;
  await transact(db, 'rw', names, async (tables) => {
    settled = await stillMeant(tables, writing.outbox);
    const writes: PromiseLike<unknown>[] = [];
    for (const { list, page, isDelta } of writing.segments) {
      if (isDelta) writes.push(tables.deltas.add({ ...list, ...page } satisfies StoredDelta));
      else writes.push(tables.lists.add(list), tables.pages.add(page));
    }
    const meta: StoredMeta[] = [sync];
    if (attempted !== null) meta.push({ key: 'attempted', ids: [...attempted] });
    writes.push(tables.meta.bulkPut(meta));
    const kept = settled.flatMap(([, stored]): StoredCommand[] => (stored === null ? [] : [stored]));
    if (kept.length > 0) writes.push(tables.outbox.bulkPut(kept));
    for (const [first, last] of runsOf(settled, writing.places))
      writes.push(
        first === last
          ? tables.outbox.delete(first)
          : tables.outbox.where('order').between(first, last, true, true).delete(),
      );
    if (captured.length > 0) writes.push(tables.quarantine.bulkPut(captured));
    if (released.length > 0) writes.push(tables.quarantine.bulkDelete([...released]));
    if (sweepBelow !== null)
      for (const table of [tables.deltas, tables.lists, tables.pages])
        writes.push(table.where('key').below(sweepBelow).delete());
    await Promise.all(writes);
  });
  return settled;
}
