import { sql, type Kysely } from 'kysely';
import type { Readable } from 'node:stream';
import type { QueueId, Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { UploadState } from '#shared/contract/http/routes.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { saveAttachment } from '../storage/rows/message-rows.ts';
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

/** The bytes of an attachment, or null when there is none or it is out of the person's sight: no difference is told. */
export async function openAttachment(
  storage: Storage,
  person: Person,
  sha256: Sha256,
): Promise<{ readonly type: string; readonly size: number; readonly stream: Readable } | null> {
  const content = (await findUsable(storage.db, person, [sha256])).get(sha256);
  if (content === undefined) return null;
  const file = await storage.files.open(sha256);
  return file === null ? null : { ...file, type: content.type };
}

export type UploadError =
  | { readonly kind: 'wrong-offset'; readonly offset: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'wrong-checksum' }
  | { readonly kind: 'disk-full' };

/** How far an upload is. A content that the person may use already is complete. */
export async function findUpload(storage: Storage, person: Person, sha256: Sha256): Promise<UploadState> {
  const content = (await findUsable(storage.db, person, [sha256])).get(sha256);
  if (content !== undefined && (await storage.files.has(sha256)))
    return { offset: content.size, complete: true };
  return { offset: await storage.files.partSize(partKey(person, sha256)), complete: false };
}

/**
 * Takes the next bytes of an upload; with the last ones it is checked and kept.
 * @param length the whole attachment's, in bytes
 */
export async function continueUpload(
  storage: Storage,
  person: Person,
  sha256: Sha256,
  { offset, length }: { readonly offset: number; readonly length: number },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<UploadState, UploadError>> {
  if (length > MAX_ATTACHMENT_BYTES) return err({ kind: 'too-large' });
  const key = partKey(person, sha256);
  const appended = await storage.files.append(key, offset, length, bytes);
  if (!appended.ok) return appended;
  if (appended.value < length) return ok({ offset: appended.value, complete: false });

  const kept = await storage.files.finish(key, sha256);
  if (!kept.ok) return err({ kind: kept.error });
  await storage.db.transaction().execute(async (tx) => {
    await saveAttachment(tx, { ...kept.value, at: storage.clock.now() });
    await tx
      .insertInto('attachment_upload')
      .values({ sha256, person_id: person.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  return ok({ offset: length, complete: true });
}

/** Each person has a part of his own: nobody can spoil another's, or learn of it. */
function partKey(person: Person, sha256: Sha256): string {
  return `${sha256}-${person.id}`;
}
