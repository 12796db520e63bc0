import type { Page } from '@playwright/test';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { openDatabase } from '#renderer/data/store/database.ts';
import type { StoredCommand, StoredDraft } from '#renderer/data/store/stored.ts';
import { rowsOnDisk, type Rows } from './faults/client-rows.ts';

/** What a window's local database holds. */
export interface LocalStores {
  readonly outbox: readonly StoredCommand[];
  readonly drafts: readonly StoredDraft[];
  /** What could not be read. */
  readonly quarantine: readonly unknown[];
  /** Null while a synchronisation is not finished. */
  readonly rows: Rows | null;
}

const TABLES = ['pages', 'lists', 'deltas', 'meta', 'outbox', 'drafts', 'quarantine'] as const;

/** Reads the local database of the only profile of a window beside the program, without touching the window. */
export async function readLocalStores(page: Page): Promise<LocalStores> {
  const { name, tables } = await page.evaluate(
    async (names) => {
      const found = (await indexedDB.databases()).find((each) => each.name?.startsWith('vakhta_'))?.name;
      if (found === undefined) throw new Error('There is no local database.');
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(request.error ?? new Error('cannot be read')));
        });
      const db = await settled(indexedDB.open(found));
      const at = db.transaction(names, 'readonly');
      const all = await Promise.all(names.map((each) => settled(at.objectStore(each).getAll())));
      db.close();
      return { name: found, tables: all };
    },
    [...TABLES],
  );
  const of = (table: (typeof TABLES)[number]) => tables[TABLES.indexOf(table)] ?? [];

  const disk = { indexedDB: new IDBFactory(), IDBKeyRange };
  const profileKey = name.slice('vakhta_'.length);
  const copy = await openDatabase(profileKey, 'relaxed', disk);
  if (!copy.ok) throw new Error(`A copy cannot be made: ${copy.error}`);
  for (const table of TABLES) await copy.value.dexie.table(table).bulkPut(of(table));
  copy.value.close();
  return {
    outbox: of('outbox') as readonly StoredCommand[],
    drafts: of('drafts') as readonly StoredDraft[],
    quarantine: of('quarantine'),
    rows: await rowsOnDisk(disk, profileKey),
  };
}
