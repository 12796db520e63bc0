import fs from 'node:fs/promises';
import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { sha256Schema, type EpochMs, type Sha256 } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { placeOf, WRITING_MS } from '../attachment-files.ts';
import { beginEraWithin, FEED_CHANNEL } from '../feed.ts';
import type { ByteStore } from '../files/byte-store.ts';
import type { Spool } from '../files/spool.ts';
import { knowsSchema, migrateWithin } from '../migrate.ts';
import { insertStrays } from '../rows/attachment-rows.ts';
import type { Tables } from '../tables.ts';
import { BackupError, type BackupHeader, type BackupManifest, type BackupProgress } from './format.ts';
import type { Database } from '../database.ts';
import { readBackup } from './read-backup.ts';
import { findColumns, findTables } from './tables-to-keep.ts';

export interface RestoreTarget {
  readonly db: Kysely<Tables>;
  readonly store: ByteStore;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly patiently: Database['patiently'];
}

export interface RestoreOptions {
  /** Take the place of a helpdesk that is in use; otherwise only an empty one is filled. */
  readonly replace: boolean;
  readonly onProgress?: (progress: BackupProgress) => void;
}

/** What was restored. */
export interface Restored {
  readonly header: BackupHeader;
  readonly manifest: BackupManifest;
}

/**
 * Makes a helpdesk what it was when the backup was written. Everything is checked before anything is changed; then the
 * attachments are brought, to places that nothing refers to yet; then one transaction makes the tables anew in the shape
 * that they had, fills them, brings them to the present shape and begins a new era of the feed, so that clients notice. A
 * kill at any time leaves the helpdesk as it was, or restored.
 * @throws BackupError with a sentence: the file is not fit, or the helpdesk is not empty
 */
export async function restoreBackup(
  target: RestoreTarget,
  file: string,
  { replace, onProgress = () => undefined }: RestoreOptions,
): Promise<Restored> {
  if (!replace && (await isInUse(target.db))) {
    throw new BackupError(
      'This helpdesk is not empty. Choose an empty one, or add --replace: what is in it now is then gone.',
    );
  }
  await fs.access(file);
  const header = await verify(file, onProgress);
  const places = await bringFiles(target, file, onProgress);
  // The files are read once more with the rows, and a database that waits meanwhile has not fallen silent.
  const manifest = await target.patiently((db) =>
    db.transaction().execute(async (tx) => {
      const old = await emptyDatabase(tx, header.schema);
      const counts = await fillTables(tx, file, onProgress);
      await setIdentities(tx);
      await migrateWithin(tx, { after: header.schema, upTo: null });
      await placeFiles(tx, places);
      await forgetPlaces(tx, old, (target.clock.now() + WRITING_MS) as EpochMs);
      await beginEraWithin(tx);
      // To every instance that has been left running: there is something to pull.
      await sql`select pg_notify(${FEED_CHANNEL}, '')`.execute(tx);
      return counts;
    }),
  );
  return { header, manifest };
}

/** Whether somebody works with it: a helpdesk that was only opened has none of these. */
async function isInUse(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`
    select 1 from person union all select 1 from queue union all select 1 from customer limit 1`.execute(db);
  return rows.length > 0;
}

const namedSchema = z.object({ sha256: sha256Schema });

/** @returns the content that a row names, where it is a row that does */
function checkRow(table: string, line: string): Sha256 | null {
  try {
    const row: unknown = JSON.parse(line);
    return table === 'message_attachment' ? namedSchema.parse(row).sha256 : null;
  } catch (error) {
    throw new BackupError('The backup has rows that cannot be read. Take another one.', { cause: error });
  }
}

/** The first reading: nothing is changed. */
async function verify(file: string, onProgress: (progress: BackupProgress) => void): Promise<BackupHeader> {
  const named = new Set<Sha256>();
  const brought = new Set<Sha256>();
  let header: BackupHeader | null = null;
  let rows = 0;
  const manifest = await readBackup(file, {
    onHeader(given) {
      if (!knowsSchema(given.schema)) {
        throw new BackupError(
          'The backup was written by a newer helpdesk. Restore it with the newer program.',
        );
      }
      header = given;
    },
    onRows(table, lines) {
      for (const line of lines) {
        const sha256 = checkRow(table, line);
        if (sha256 !== null) named.add(sha256);
      }
      rows += lines.length;
      onProgress({ step: 'verify', rows, files: brought.size });
    },
    async onFile(sha256, _size, bytes) {
      for await (const _ of bytes);
      brought.add(sha256);
      onProgress({ step: 'verify', rows, files: brought.size });
    },
  });
  const lost = new Set(manifest.missing);
  if ([...named].some((sha256) => !brought.has(sha256) && !lost.has(sha256))) {
    throw new BackupError('The backup lacks an attachment that a message names. Take another one.');
  }
  if (header === null) throw new Error('A backup without a header was not noticed.');
  return header;
}

/**
 * The second reading: the bytes go to new places. They are written down as stray in the helpdesk as it is now: if the
 * restoring ends here, they are removed some day like all that nothing refers to.
 */
async function bringFiles(
  { db, store, spool, clock }: RestoreTarget,
  file: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<ReadonlyMap<Sha256, string>> {
  const places = new Map<Sha256, string>();
  await readBackup(file, {
    async onFile(sha256, size, bytes) {
      const place = placeOf(sha256);
      const kept = await spool.receive(bytes, size, async (spooled) => {
        if (spooled.cut !== null) throw spooled.cut.cause;
        await insertStrays(db, [place], (clock.now() + WRITING_MS) as EpochMs);
        return store.put(place, spooled);
      });
      const result = kept.ok ? kept.value : kept;
      if (!result.ok)
        throw new BackupError('There is not enough room for the attachments; nothing is changed.');
      places.set(sha256, place);
      onProgress({ step: 'files', rows: 0, files: places.size });
    },
  });
  return places;
}

/**
 * Makes the tables anew, in the shape of a schema, and empty.
 * @returns the places of what the helpdesk had: nothing refers to them any more
 */
async function emptyDatabase(tx: Transaction<Tables>, schema: string): Promise<readonly string[]> {
  const { rows } = await sql<{ place: string }>`
    select place from attachment union select place from upload_part
    union select place from stray_file`.execute(tx);
  const tables = await findTables(tx);
  for (const name of tables) await sql`drop table ${sql.table(name)} cascade`.execute(tx);
  await migrateWithin(tx, { after: null, upTo: schema });
  // Some migrations begin with a row; the backup has it as it was.
  const made = await findTables(tx);
  await sql`truncate ${sql.join(made.map((name) => sql.table(name)))}`.execute(tx);
  return rows.map((row) => row.place);
}

/** The third reading: the rows. */
async function fillTables(
  tx: Transaction<Tables>,
  file: string,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupManifest> {
  const columns = new Map<string, readonly string[]>();
  let count = 0;
  return readBackup(file, {
    async onRows(table, lines) {
      const known = columns.get(table) ?? (await findColumns(tx, table));
      columns.set(table, known);
      if (known.length === 0)
        throw new BackupError(`The backup has a table "${table}" that is unknown here.`);
      const names = sql.join(known.map((name) => sql.ref(name)));
      await sql`
        insert into ${sql.table(table)} (${names}) overriding system value
        select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${lines.join(',')}]`}::jsonb)`.execute(
        tx,
      );
      count += lines.length;
      onProgress({ step: 'rows', rows: count, files: 0 });
    },
  });
}

/** Numbers that the database gives go on behind those that are there. */
async function setIdentities(tx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name::text as table, column_name::text as column from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(tx);
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}),
        coalesce((select max(${sql.ref(column)}) from ${sql.table(table)}), 0) + 1, false)`.execute(tx);
  }
}

async function placeFiles(tx: Transaction<Tables>, places: ReadonlyMap<Sha256, string>): Promise<void> {
  await sql`
    update attachment set place = given.place
    from unnest(${[...places.keys()]}::text[], ${[...places.values()]}::text[]) as given (sha256, place)
    where attachment.sha256 = given.sha256`.execute(tx);
}

/** What was there before is removed some day, as far as nothing restored refers to it. */
async function forgetPlaces(
  tx: Transaction<Tables>,
  places: readonly string[],
  freeAt: EpochMs,
): Promise<void> {
  await sql`
    insert into stray_file (place, free_at)
    select place, ${freeAt}::bigint from unnest(${places}::text[]) as old (place)
    where not exists (select 1 from attachment where attachment.place = old.place)
    on conflict do nothing`.execute(tx);
}
