import { ROW_FORMAT, transact, type Database } from '../store/database.ts';
import type { StoredSync } from '../store/stored.ts';

/**
 * Removes all rows from the disk, so that they come again as if the feed had begun anew. Unsent work stays.
 * @returns where synchronisation stands now
 */
export async function forgetRows(
  db: Database,
  sync: StoredSync,
  programVersion: string,
): Promise<StoredSync> {
  const next: StoredSync = {
    ...sync,
    cursor: null,
    complete: false,
    sweeping: false,
    progress: null,
    genStart: sync.nextKey,
    segments: 0,
  };
  await transact(db, 'rw', ['meta', 'deltas', 'lists', 'pages', 'hot'], async (tables) => {
    const { meta, deltas, lists, pages, hot } = tables;
    await Promise.all([deltas.clear(), lists.clear(), pages.clear(), hot.clear()]);
    await meta.bulkPut([
      next,
      { key: 'program', version: programVersion, rowFormat: ROW_FORMAT },
      { key: 'ahead', through: 0 },
    ]);
  });
  return next;
}
