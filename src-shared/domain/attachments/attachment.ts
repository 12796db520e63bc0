import { z } from 'zod';
import { sha256Schema } from '#shared/base/brand.ts';
import { storableText } from '#shared/base/storable-text.ts';

/** Largest attachment accepted anywhere, in bytes (25 MiB: what common mail servers carry). */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;
/** Most attachments on one message. */
export const MAX_ATTACHMENTS = 20;

export const attachmentSchema = z.object({
  sha256: sha256Schema,
  /** As the sender named it: shown as text, made safe by `safeFileName` before it reaches a disk. */
  name: z.string().overwrite(storableText).min(1).max(255),
  /** Media type as detected from the bytes by the helpdesk, or a guess of the client until then; never trusted for opening. */
  type: z.string().max(200),
  /** Bytes. */
  size: z.int().min(1).max(MAX_ATTACHMENT_BYTES),
  /** How the HTML of its message names it (`cid:`, RFC 2392), without the scheme and the brackets; absent if it does not. */
  contentId: z.string().min(1).max(255).optional(),
});
/** A file on a message, addressed by its content. */
export type Attachment = z.output<typeof attachmentSchema>;
