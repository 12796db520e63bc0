import type { Transaction } from 'kysely';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { holdContents } from '../../storage/rows/attachment-rows.ts';
import type { Tables } from '../../storage/tables.ts';

/**
 * Holds the contents of a form's files until the transaction ends, so that a message can name them.
 * @returns whether all of them are there: a form that was left open for long may have lost some
 */
export async function holdFiles(
  tx: Transaction<Tables>,
  attachments: readonly Attachment[],
): Promise<boolean> {
  const sha256s = attachments.map((attachment) => attachment.sha256);
  const held = await holdContents(tx, sha256s);
  return sha256s.every((sha256) => held.has(sha256));
}
