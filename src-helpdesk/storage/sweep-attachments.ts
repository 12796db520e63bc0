import { sql, type Kysely } from 'kysely';
import type { EpochMs, Sha256 } from '#shared/base/brand.ts';
import type { ByteStore } from './files/byte-store.ts';
import { inTransaction } from './in-transaction.ts';
import { dropParts, insertStrays, type UploadKey } from './rows/attachment-rows.ts';
import type { Tables } from './tables.ts';

/** What no message names is kept this long after somebody brought it last, in milliseconds. */
export const UNNAMED_MS = 7 * 24 * 3_600_000;
/** Uploads that nobody goes on with are kept this long after their last byte, in milliseconds. */
export const ABANDONED_MS = 7 * 24 * 3_600_000;

/** Rows looked at in one transaction: short ones let others through. */
const BATCH = 100;

/** What a sweep has removed. */
export interface Swept {
  /** Uploads that were never finished. */
  readonly uploads: number;
  /** Contents that no message named: of uploads and of customers' forms that were not sent. */
  readonly contents: number;
  /** Places in the byte store that were emptied, of this sweep or left by another. */
  readonly places: number;
}

/**
 * Removes what nothing names: uploads that were given up, contents without a message, bytes that nothing refers to. Any
 * number of instances may do it at once, and while others upload and name contents: see `attachment-files.ts`.
 */
export async function sweepAttachments(
  db: Kysely<Tables>,
  store: Pick<ByteStore, 'remove'>,
  now: EpochMs,
): Promise<Swept> {
  const uploads = await dropAbandoned(db, now);
  const contents = await dropUnnamed(db, now);
  return { uploads, contents, places: await emptyStrays(db, store, now) };
}

async function dropAbandoned(db: Kysely<Tables>, now: EpochMs): Promise<number> {
  const { rows } = await sql<UploadKey>`
    select sha256, person_id as "personId" from upload_part
    group by 1, 2 having max(at) < ${now - ABANDONED_MS}::bigint`.execute(db);
  for (const key of rows) await inTransaction(db, (tx) => dropParts(tx, key, now));
  return rows.length;
}

async function dropUnnamed(db: Kysely<Tables>, now: EpochMs): Promise<number> {
  for (let dropped = 0; ;) {
    const count = await inTransaction(db, async (tx) => {
      // Passes over what somebody holds in order to name it, and over what has been used in the meantime.
      const { rows: free } = await sql<{ sha256: Sha256 }>`
        select sha256 from attachment
        where used_at < ${now - UNNAMED_MS}::bigint
          and not exists (select 1 from message_attachment named where named.sha256 = attachment.sha256)
        order by used_at limit ${BATCH} for update skip locked`.execute(tx);
      const sha256s = free.map((row) => row.sha256);
      if (sha256s.length === 0) return 0;
      // A message may have been committed after that statement began and before it had the lock. Now nobody can name
      // them any more, and this statement sees everybody who has.
      const { rows: gone } = await sql<{ sha256: Sha256; place: string }>`
        with gone as (
          delete from attachment where sha256 = any(${sha256s}::text[])
            and not exists (select 1 from message_attachment named where named.sha256 = attachment.sha256)
          returning sha256, place),
        ungranted as (
          delete from attachment_upload where sha256 in (select sha256 from gone))
        select sha256, place from gone`.execute(tx);
      const places = gone.map((row) => row.place);
      await insertStrays(tx, places, now);
      return gone.length;
    });
    dropped += count;
    if (count === 0) return dropped;
  }
}

async function emptyStrays(
  db: Kysely<Tables>,
  store: Pick<ByteStore, 'remove'>,
  now: EpochMs,
): Promise<number> {
  for (let emptied = 0; ;) {
    const rows = await db
      .selectFrom('stray_file')
      .select('place')
      .where('free_at', '<=', now)
      .orderBy('free_at')
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return emptied;
    const places = rows.map((row) => row.place);
    // The bytes first: a kill in between leaves the place to be emptied again. That another instance does the same does
    // no harm.
    for (const place of places) await store.remove(place);
    await db.deleteFrom('stray_file').where('place', 'in', places).execute();
    emptied += places.length;
  }
}
