import { Dexie } from 'dexie';
import type { IndexedDb } from '#renderer/data/store/database.ts';

/** A local database as data: every record of every table. */
export interface DatabaseDump {
  /** As Dexie counts. */
  readonly version: number;
  readonly tables: Readonly<Record<string, { readonly key: string; readonly rows: readonly unknown[] }>>;
}

/** Reads everything that is on a disk, whatever the program would make of it. */
export async function dumpDatabase(place: IndexedDb, name: string): Promise<DatabaseDump> {
  const raw = await new Dexie(name, { ...place }).open();
  try {
    const tables = await Promise.all(
      raw.tables.map(
        async (table) =>
          [table.name, { key: table.schema.primKey.src, rows: await table.toArray() }] as const,
      ),
    );
    return { version: Math.floor(raw.verno), tables: Object.fromEntries(tables) };
  } finally {
    raw.close();
  }
}

/** Puts a dump on an empty disk. */
export async function loadDatabase(place: IndexedDb, name: string, dump: DatabaseDump): Promise<void> {
  const raw = new Dexie(name, { ...place });
  raw
    .version(dump.version)
    .stores(Object.fromEntries(Object.entries(dump.tables).map(([table, { key }]) => [table, key])));
  await raw.open();
  for (const [table, { rows }] of Object.entries(dump.tables)) await raw.table(table).bulkPut([...rows]);
  raw.close();
}
