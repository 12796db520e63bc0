import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import { can, type Actor } from '#shared/domain/roles/can.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { storageErrorOfJournal } from '../journal/unsent-journal.ts';
import { sha256Of } from '../sha256.ts';
import type { Database } from '../store/database.ts';
import { storageErrorOf, type StorageError } from '../store/storage-error.ts';
import type { DeskWriter } from './desk-writer.ts';

/** Longest name of an attachment, in characters. */
const LONGEST_NAME = 255;

/**
 * Keeps files in the database and in the journal before anything names them (I1).
 * @param kept told of a file before it is there
 */
export function createFileKeeper(
  db: Database,
  journal: Journal,
  actor: () => Actor,
  health: (health: 'fine' | StorageError) => void,
  kept: (sha256: Sha256) => void,
): DeskWriter['keepFile'] {
  return async (file, name) => {
    if (!can(actor(), 'attachment.upload', null)) return err('not-allowed');
    if (file.size > MAX_ATTACHMENT_BYTES) return err('too-large');
    if (file.size === 0) return err('empty');
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      return err('unreadable'); // Removed or changed since it was picked.
    }
    const sha256 = await sha256Of(bytes);
    const type = (file.type === '' ? 'application/octet-stream' : file.type).slice(0, 200);
    kept(sha256);
    const wasHere = (await db.files.get(sha256).catch(() => undefined)) !== undefined;
    const failed = (error: StorageError) => {
      health(error);
      return err(error);
    };
    try {
      if (!wasHere) await db.files.put({ sha256, bytes, type });
    } catch (error) {
      return failed(storageErrorOf(error));
    }
    const journalled = await journal.keepFile(sha256, bytes);
    if (!journalled.ok) {
      if (!wasHere) await db.files.delete(sha256).catch(() => undefined);
      return failed(storageErrorOfJournal(journalled.error));
    }
    health('fine');
    return ok({ sha256, name: name.slice(0, LONGEST_NAME) || 'file', type, size: bytes.length });
  };
}
