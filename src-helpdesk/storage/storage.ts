import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { HelpdeskId } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { createAttachmentFiles, type AttachmentFiles } from './attachment-files.ts';
import { giveBackup } from './backup/give-backup.ts';
import type { Database } from './database.ts';
import { beginEra } from './feed.ts';
import type { ByteStore } from './files/byte-store.ts';
import { openByteStore } from './files/open-byte-store.ts';
import type { S3Settings } from './files/s3-settings.ts';
import { openSpool, type Spool } from './files/spool.ts';
import { lockFolder } from './folder-lock.ts';
import { openDatabase, type DatabasePlace } from './open-database.ts';
import type { Tables } from './tables.ts';

/** Everything a helpdesk keeps. */
export interface Storage {
  readonly db: Kysely<Tables>;
  readonly files: AttachmentFiles;
  /** Where the bytes of attachments lie, for what looks after them as a whole. */
  readonly store: ByteStore;
  /** For bytes on their way. */
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly listen: Database['listen'];
  readonly patiently: Database['patiently'];
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
  /** S3-compatible storage for the attachments instead of the folder. */
  readonly s3?: S3Settings;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Opens storage for this process alone (a database server may have several).
 * @throws FolderInUseError, NewerDatabaseError, or the system's error when something cannot be reached or written
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  await fs.mkdir(options.folder, { recursive: true });
  let answer: ((socket: Socket) => void) | null = null;
  const onAsked = (socket: Socket): void => (answer === null ? void socket.destroy() : answer(socket));
  const unlock = options.databaseUrl === undefined ? await lockFolder(options.folder, onAsked) : null;
  let database: Database | null = null;
  try {
    database = await openDatabase(placeOf(options), options.log, beginEra);
    await nameHelpdesk(database.db);
    await beginEra(database.db);
    const { db, listen, patiently, dump, close } = database;
    const folder = path.join(options.folder, 'attachments');
    const store = await openByteStore(folder, options.s3 ?? null, options.log);
    // On the file system of the folder, so that bytes can be moved into place.
    const spoolFolder = path.join(folder, 'spool');
    const spool = await openSpool(spoolFolder);
    answer = (socket) => giveBackup(socket, { db, store, clock: options.clock }, spoolFolder, options.log);
    return {
      db,
      files: createAttachmentFiles({ db, store, spool, clock: options.clock }),
      store,
      spool,
      clock: options.clock,
      log: options.log,
      listen,
      patiently,
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
    .values({
      id: randomUUID() as HelpdeskId,
      name: 'Vakhta',
      sample: false,
      seal_key: randomBytes(32).toString('base64url'),
    })
    .onConflict((conflict) => conflict.column('singleton').doNothing())
    .execute();
}

/** Who this helpdesk is. */
export async function findHelpdesk(
  db: Kysely<Tables>,
): Promise<{ readonly id: HelpdeskId; readonly name: string; readonly sample: boolean }> {
  return db.selectFrom('helpdesk').select(['id', 'name', 'sample']).executeTakeFirstOrThrow();
}

/** The key of all instances for what customers' browsers keep for us: see `kept-files.ts`. */
export async function findSealKey(db: Kysely<Tables>): Promise<Uint8Array> {
  const row = await db.selectFrom('helpdesk').select('seal_key').executeTakeFirstOrThrow();
  return Buffer.from(row.seal_key, 'base64url');
}

/** Says that the data are sample data, and how the helpdesk is called. */
export async function markAsSample(db: Kysely<Tables>, name: string): Promise<void> {
  await db.updateTable('helpdesk').set({ sample: true, name }).execute();
}
