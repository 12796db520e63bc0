import fs from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '#shared/base/ports.ts';
import type { ByteStore } from './byte-store.ts';
import { createFolderStore } from './folder-store.ts';
import type { S3Settings } from './s3-settings.ts';

/**
 * Opens where the bytes of attachments lie: the bucket when there are settings for one, else the folder.
 * @throws StoreSettingsError when the bucket is not there or does not let us in. One that does not answer is no reason
 * not to start: everything but attachments works meanwhile.
 */
export async function openByteStore(folder: string, s3: S3Settings | null, log: Logger): Promise<ByteStore> {
  if (s3 !== null) {
    // Only where it is used: its HTTP client wants a newer Node than the helpdesk within Electron may have.
    const { createS3Store } = await import('./s3-store.ts');
    return createS3Store(s3, log);
  }
  await fs.mkdir(folder, { recursive: true });
  await removeFormerParts(path.join(folder, 'parts'));
  return createFolderStore(folder);
}

/** Before places were in the database, uploads under way lay directly in this folder; nobody can go on with them. */
async function removeFormerParts(parts: string): Promise<void> {
  const entries = await fs.readdir(parts, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isFile()) await fs.rm(path.join(parts, entry.name), { force: true });
}
