import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { IndexedDb } from '#renderer/data/store/database.ts';

/** An empty disk for local databases. */
export function emptyDisk(): IndexedDb {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

/**
 * What is on a disk now, as another disk: what a machine finds after its power has gone. One transaction over all tables
 * reads it, so whatever was being written then is in it whole or not at all; a program that goes on writing to the old
 * disk is dead without knowing it.
 */
export async function imageOf(disk: IndexedDb): Promise<IndexedDb> {
  const copy = emptyDisk();
  for (const { name = '', version = 1 } of await disk.indexedDB.databases()) {
    const from = await asked(disk.indexedDB.open(name));
    const tables = [...from.objectStoreNames];
    const shapes = new Map<string, IDBObjectStoreParameters>();
    const records = new Map<string, unknown[]>();
    if (tables.length > 0) {
      const reading = from.transaction(tables, 'readonly');
      for (const table of tables) {
        const { keyPath, autoIncrement } = reading.objectStore(table);
        shapes.set(table, { keyPath, autoIncrement });
      }
      const all = await Promise.all(tables.map((table) => asked(reading.objectStore(table).getAll())));
      tables.forEach((table, at) => records.set(table, all[at] ?? []));
    }
    from.close();
    const to = copy.indexedDB.open(name, version);
    to.addEventListener('upgradeneeded', () => {
      for (const [table, shape] of shapes) to.result.createObjectStore(table, shape);
    });
    const opened = await asked(to);
    if (tables.length > 0) await fill(opened, records);
    opened.close();
  }
  return copy;
}

function fill(database: IDBDatabase, records: ReadonlyMap<string, readonly unknown[]>): Promise<void> {
  return new Promise((resolve, reject) => {
    const writing = database.transaction([...records.keys()], 'readwrite');
    for (const [table, rows] of records) for (const row of rows) writing.objectStore(table).put(row);
    writing.addEventListener('complete', () => resolve());
    writing.addEventListener('error', () =>
      reject(writing.error ?? new Error('The image could not be written.')),
    );
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The disk did not answer.')));
  });
}
