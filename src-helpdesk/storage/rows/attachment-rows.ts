import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { EpochMs, PersonId, Sha256 } from '#shared/base/brand.ts';
import type { AttachmentTable, Tables, UploadPartTable } from '../tables.ts';

/** A content that the helpdesk knows. */
export type KnownContent = Pick<Selectable<AttachmentTable>, 'sha256' | 'size' | 'type' | 'place'>;
/** An upload under way: one person's of one content. */
export interface UploadKey {
  readonly sha256: Sha256;
  readonly personId: PersonId;
}

export async function findContent(db: Kysely<Tables>, sha256: Sha256): Promise<KnownContent | null> {
  const row = await db
    .selectFrom('attachment')
    .select(['sha256', 'size', 'type', 'place'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Says that a content is wanted now, so that for a while nobody removes it.
 * @returns it, or null when there is none: then there will be none until somebody brings it
 */
export async function touchContent(
  db: Kysely<Tables>,
  sha256: Sha256,
  now: EpochMs,
): Promise<KnownContent | null> {
  const row = await db
    .updateTable('attachment')
    .set({ used_at: sql<EpochMs>`greatest(used_at, ${now}::bigint)` })
    .where('sha256', '=', sha256)
    .returning(['sha256', 'size', 'type', 'place'])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Holds contents until the transaction ends: a message can name them, whatever the removal of unnamed content does. In
 * the order of the hashes, so that two transactions never wait for each other.
 * @returns those that are there
 */
export async function holdContents(
  tx: Transaction<Tables>,
  sha256s: readonly Sha256[],
): Promise<ReadonlySet<Sha256>> {
  if (sha256s.length === 0) return new Set();
  const { rows } = await sql<{ sha256: Sha256 }>`
    select sha256 from attachment where sha256 = any(${sha256s}::text[]) order by sha256 for key share`.execute(
    tx,
  );
  return new Set(rows.map((row) => row.sha256));
}

/**
 * Enters a content whose bytes are at a place. Where it is known already it stays where it is, unless it is known at
 * `lost`, where there is nothing.
 * @returns where it is
 */
export async function enterContent(
  tx: Transaction<Tables>,
  content: KnownContent,
  { now, lost }: { readonly now: EpochMs; readonly lost: string | null },
): Promise<string> {
  const { rows } = await sql<{ place: string }>`
    insert into attachment (sha256, size, type, place, created_at, used_at)
    values (${content.sha256}, ${content.size}, ${content.type}, ${content.place}, ${now}::bigint, ${now}::bigint)
    on conflict (sha256) do update set
      used_at = greatest(attachment.used_at, excluded.used_at),
      place = case when attachment.place = ${lost} then excluded.place else attachment.place end
    returning place`.execute(tx);
  const entered = rows[0];
  if (entered === undefined) throw new Error('A content was not entered.');
  return entered.place;
}

/** Says that a person has brought the bytes. */
export async function grantContent(tx: Transaction<Tables>, { sha256, personId }: UploadKey): Promise<void> {
  await tx
    .insertInto('attachment_upload')
    .values({ sha256, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The stretches of an upload that have arrived. */
export async function findParts(
  db: Kysely<Tables>,
  { sha256, personId }: UploadKey,
): Promise<readonly Selectable<UploadPartTable>[]> {
  return db
    .selectFrom('upload_part')
    .selectAll()
    .where('sha256', '=', sha256)
    .where('person_id', '=', personId)
    .orderBy('starts')
    .orderBy('place')
    .execute();
}

/** Writes down places that bytes are about to be written to, or that nothing refers to any more. */
export async function insertStrays(
  db: Kysely<Tables>,
  places: readonly string[],
  freeAt: EpochMs,
): Promise<void> {
  if (places.length === 0) return;
  await sql`
    insert into stray_file (place, free_at) select unnest(${places}::text[]), ${freeAt}::bigint
    on conflict (place) do update set free_at = excluded.free_at`.execute(db);
}

/**
 * Takes a place out because something refers to it from now on.
 * @throws when it is not there: the bytes took longer than a stray place is kept
 */
export async function takeStray(tx: Transaction<Tables>, place: string): Promise<void> {
  const taken = await tx
    .deleteFrom('stray_file')
    .where('place', '=', place)
    .returning('place')
    .executeTakeFirst();
  if (taken === undefined) throw new Error('Bytes have been given up before they were referred to.');
}

/** Forgets the stretches of an upload; their places become stray. @returns the places */
export async function dropParts(
  tx: Transaction<Tables>,
  { sha256, personId }: UploadKey,
  now: EpochMs,
): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('upload_part')
    .where('sha256', '=', sha256)
    .where('person_id', '=', personId)
    .returning('place')
    .execute();
  const places = rows.map((row) => row.place);
  await insertStrays(tx, places, now);
  return places;
}
