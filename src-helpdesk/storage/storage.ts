import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { HelpdeskId } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { openAttachmentFiles, type AttachmentFiles } from './attachment-files.ts';
import { beginEra } from './feed.ts';
import { lockFolder } from './folder-lock.ts';
import { openDatabase, type Database, type DatabasePlace } from './open-database.ts';
import type { Tables } from './tables.ts';

/** Everything a helpdesk keeps. */
export interface Storage {
  readonly db: Kysely<Tables>;
  readonly files: AttachmentFiles;
  readonly clock: Clock;
  readonly log: Logger;
  readonly listen: Database['listen'];
  readonly dump: Database['dump'];
  close(): Promise<void>;
}

export interface StorageOptions {
  /** Folder for the attachments and, without `databaseUrl`, the database. Made when it is not there. */
  readonly folder: string;
  /** A PostgreSQL server instead of the embedded database. */
  readonly databaseUrl?: string;
  /** For tests: a database in memory, from this template. */
  readonly memory?: { readonly template?: Blob };
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Opens storage for this process alone (a database server may have several).
 * @throws FolderInUseError, NewerDatabaseError, or the system's error when something cannot be reached or written
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  await fs.mkdir(options.folder, { recursive: true });
  const unlock = options.databaseUrl === undefined ? await lockFolder(options.folder) : null;
  let database: Database | null = null;
  try {
    database = await openDatabase(placeOf(options), options.log);
    await nameHelpdesk(database.db);
    await beginEra(database.db);
    const files = await openAttachmentFiles(path.join(options.folder, 'attachments'), options.clock.now());
    const { db, listen, dump, close } = database;
    return {
      db,
      files,
      clock: options.clock,
      log: options.log,
      listen,
      dump,
      async close() {
        await close();
        await unlock?.();
      },
    };
  } catch (error) {
    await database?.close();
    await unlock?.();
    throw error;
  }
}

function placeOf(options: StorageOptions): DatabasePlace {
  if (options.databaseUrl !== undefined) return { kind: 'server', url: options.databaseUrl };
  if (options.memory !== undefined) return { kind: 'memory', ...options.memory };
  return { kind: 'folder', folder: path.join(options.folder, 'database') };
}

/** A new database becomes a helpdesk with an identity of its own. */
async function nameHelpdesk(db: Kysely<Tables>): Promise<void> {
  await db
    .insertInto('helpdesk')
    .values({ id: randomUUID() as HelpdeskId, name: 'Vakhta', sample: false })
    .onConflict((conflict) => conflict.column('singleton').doNothing())
    .execute();
}

/** Who this helpdesk is. */
export async function findHelpdesk(
  db: Kysely<Tables>,
): Promise<{ readonly id: HelpdeskId; readonly name: string; readonly sample: boolean }> {
  return db.selectFrom('helpdesk').select(['id', 'name', 'sample']).executeTakeFirstOrThrow();
}

/** Says that the data are sample data, and how the helpdesk is called. */
export async function markAsSample(db: Kysely<Tables>, name: string): Promise<void> {
  await db.updateTable('helpdesk').set({ sample: true, name }).execute();
}
