import fs from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import type { Logger } from '#shared/base/ports.ts';
import type { Database } from './database.ts';
import { DurableNodeFs, durableStart } from './durable-node-fs.ts';
import { FairPGliteDialect } from './fair-pglite-dialect.ts';
import { migrate } from './migrate.ts';
import { openServer } from './open-server.ts';
import type { Tables } from './tables.ts';

/** Where the database is. */
export type DatabasePlace =
  /** PGlite in a folder, made when it is not there. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** PGlite in memory, for tests; `template` is what `dumpDatabase` gave. */
  | { readonly kind: 'memory'; readonly template?: Blob }
  /** A PostgreSQL server, version 15 or newer. */
  | { readonly kind: 'server'; readonly url: string };

/**
 * Opens the database and brings it to the present shape.
 * @param onReturned runs when a server has gone and come back, before it is used again
 * @throws NewerDatabaseError, or what the system says when the place cannot be reached or written
 */
export async function openDatabase(
  place: DatabasePlace,
  log: Logger,
  onReturned: (db: Kysely<Tables>) => Promise<void> = async () => undefined,
): Promise<Database> {
  const database =
    place.kind === 'server' ? await openServer(place.url, log, onReturned) : await openPglite(place);
  try {
    await database.patiently(migrate);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openPglite(place: Exclude<DatabasePlace, { kind: 'server' }>): Promise<Database> {
  const pglite =
    place.kind === 'folder'
      ? await openFolder(place.folder)
      : await PGlite.create(place.template === undefined ? {} : { loadDataDir: place.template });
  const db = new Kysely<Tables>({ dialect: new FairPGliteDialect({ pglite }) });
  return {
    db,
    async listen(channel, onNotification) {
      await pglite.listen(channel, onNotification);
    },
    patiently: (task) => task(db),
    dump: () => pglite.dumpDataDir('none'),
    async close() {
      await db.destroy();
      // Kysely closes what it has used; without any query it has not.
      if (!pglite.closed) await pglite.close();
    },
  };
}

/**
 * A new database is made beside its place and moved there when it is whole: a kill in between leaves nothing that
 * looks like a database.
 */
async function openFolder(folder: string): Promise<PGlite> {
  if (!(await exists(folder))) {
    const making = `${folder}.making`;
    await fs.rm(making, { recursive: true, force: true });
    await fs.mkdir(path.dirname(folder), { recursive: true });
    await (await createIn(making)).close();
    await fs.rename(making, folder);
  }
  return createIn(folder);
}

function createIn(folder: string): Promise<PGlite> {
  return PGlite.create({
    fs: new DurableNodeFs(folder),
    startParams: durableStart(PGlite.defaultStartParams),
    // Strict durability, PGlite's default, said aloud: a query returns after the file system has been synchronised.
    relaxedDurability: false,
  });
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
