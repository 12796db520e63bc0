import { sql, type Kysely, type Transaction } from 'kysely';
import type { QueueId, Sha256 } from '#shared/base/brand.ts';
import { err, type Result } from '#shared/base/result.ts';
import type { UploadState } from '#shared/contract/http/routes.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { UploadError as FilesError } from '../storage/attachment-files.ts';
import { holdContents } from '../storage/rows/attachment-rows.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../storage/tables.ts';
import { queueInSight } from './feed-rows.ts';
import { sightOf } from './sight.ts';

/**
 * Those of the named contents that a person may use: he has brought the bytes himself, or sees a message that carries
 * them. Knowing a checksum is not enough.
 */
export async function findUsable(
  db: Kysely<Tables>,
  person: Person,
  sha256s: readonly Sha256[],
): Promise<ReadonlyMap<Sha256, { readonly size: number; readonly type: string }>> {
  const { rows } = await sql<{ sha256: Sha256; size: number; type: string }>`
    select sha256, size, type from attachment
    where sha256 = any(${sha256s}::text[]) and (
      exists (select 1 from attachment_upload upload
        where upload.sha256 = attachment.sha256 and upload.person_id = ${person.id}::uuid)
      or exists (select 1 from message_attachment named
        join message on message.id = named.message_id
        join ticket on ticket.id = message.ticket_id
        where named.sha256 = attachment.sha256
          and ${queueInSight(sql<QueueId>`ticket.queue_id`, sightOf(person))}))`.execute(db);
  return new Map(rows.map(({ sha256, size, type }) => [sha256, { size, type }]));
}

/**
 * Those that a person may use, held until the transaction ends: a message can name them, though nobody has named them
 * for long and they are about to be removed.
 */
export async function holdUsable(
  tx: Transaction<Tables>,
  person: Person,
  sha256s: readonly Sha256[],
): ReturnType<typeof findUsable> {
  await holdContents(tx, sha256s);
  return findUsable(tx, person, sha256s);
}

/** The content of an attachment, or null when there is none or it is out of the person's sight: no difference is told. */
export async function findAttachment(
  storage: Storage,
  person: Person,
  sha256: Sha256,
): Promise<{ readonly type: string; readonly size: number } | null> {
  return (await findUsable(storage.db, person, [sha256])).get(sha256) ?? null;
}

/** How far an upload is. A content that the person may use already is complete. */
export async function findUpload(storage: Storage, person: Person, sha256: Sha256): Promise<UploadState> {
  const content = (await findUsable(storage.db, person, [sha256])).get(sha256);
  if (content !== undefined && (await storage.files.has(sha256)))
    return { offset: content.size, complete: true };
  return storage.files.findUpload({ sha256, personId: person.id });
}

/** Why bytes of an upload are not taken. */
export type UploadError = FilesError;

/**
 * Takes the next bytes of an upload; with the last ones it is checked and kept. Each person has a part of his own: nobody
 * can spoil another's, or learn of it.
 * @param length the whole attachment's, in bytes
 */
export async function continueUpload(
  storage: Storage,
  person: Person,
  sha256: Sha256,
  at: { readonly offset: number; readonly length: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<UploadState, UploadError>> {
  if (at.length > MAX_ATTACHMENT_BYTES) return err({ kind: 'too-large' });
  return storage.files.receive({ sha256, personId: person.id }, at, bytes);
}
