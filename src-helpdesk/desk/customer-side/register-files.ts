import type { Transaction } from 'kysely';
import type { EpochMs } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { saveAttachment } from '../../storage/rows/message-rows.ts';
import type { Tables } from '../../storage/tables.ts';

/**
 * Makes content known to the database before a message names it; its bytes are in the attachment store. In the order of
 * the hashes, so that two transactions with the same files do not wait for each other.
 */
export async function registerFiles(
  tx: Transaction<Tables>,
  attachments: readonly Attachment[],
  at: EpochMs,
): Promise<void> {
  const ordered = [...attachments].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  for (const { sha256, size, type } of ordered) await saveAttachment(tx, { sha256, size, type, at });
}
