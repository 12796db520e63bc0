import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import type { DeskWriter } from '#renderer/data/write/desk-writer.ts';

/** Keeps files in memory. */
export function keepIn(files: Map<Sha256, Blob>): DeskWriter['keepFile'] {
  return async (file, name) => {
    if (file.size === 0) return err('empty' as const);
    if (file.size > MAX_ATTACHMENT_BYTES) return err('too-large' as const);
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('') as Sha256;
    files.set(sha256, file);
    return ok({ sha256, name, type: file.type || 'application/octet-stream', size: file.size });
  };
}
