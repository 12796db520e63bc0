import fs from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '#shared/base/ports.ts';
import { DurableNodeFs, durableStart } from './durable-node-fs.ts';
import { listenOnServer } from './listen-on-server.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** Where the database is. */
export type DatabasePlace =
  /** PGlite in a folder, made when it is not there. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** PGlite in memory, for tests; `template` is what `dumpDatabase` gave. */
  | { readonly kind: 'memory'; readonly template?: Blob }
  /** A PostgreSQL server, version 15 or newer. */
  | { readonly kind: 'server'; readonly url: string };

/** An open, migrated database. */
export interface Database {
  readonly db: Kysely<Tables>;
  /**
   * Listens to what `pg_notify` announces on a channel, from every instance, this one included. Notifications sent
   * while a connection is being made anew are missed: `onReconnected` says that there may be such.
   */
  listen(channel: string, onNotification: () => void, onReconnected: () => void): Promise<void>;
  /** The whole database as a template for `memory`; PGlite only. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

/**
 * Opens the database and brings it to the present shape.
 * @throws NewerDatabaseError, or what the system says when the place cannot be reached or written
 */
export async function openDatabase(place: DatabasePlace, log: Logger): Promise<Database> {
  const database = place.kind === 'server' ? openServer(place.url, log) : await openPglite(place);
  try {
    await migrate(database.db);
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
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    db,
    async listen(channel, onNotification) {
      await pglite.listen(channel, onNotification);
    },
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

/** PostgreSQL's number of the type `bigint`, which `pg` gives as text unless told otherwise. */
const INT8 = 20;

function openServer(url: string, log: Logger): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: {
      // Every bigint here is a time or a counter, far below 2^53.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn('A database connection was lost.', { reason: error.message }));
  const listeners: { stop(): Promise<void> }[] = [];
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    async listen(channel, onNotification, onReconnected) {
      listeners.push(await listenOnServer({ url, channel, log, onNotification, onReconnected }));
    },
    dump: () => Promise.reject(new Error('A database server is not dumped by the helpdesk.')),
    async close() {
      await Promise.all(listeners.map((listener) => listener.stop()));
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}
