import { createHmac, timingSafeEqual } from 'node:crypto';
import { attachmentSchema, type Attachment } from '#shared/domain/attachments/attachment.ts';

/** Seals files that have arrived with a form which could not be accepted yet, so that they need not be sent again. */
export interface KeptFiles {
  /** A text for the form shown again; worth nothing with another form. */
  seal(formKey: string, file: Attachment): string;
  /** The file of a sealed text, or null: changed, of another form, or of another helpdesk. */
  open(formKey: string, sealed: string): Attachment | null;
}

/**
 * Without the seal, whoever knows the checksum of somebody's file could name it as his own and read it. The key is that
 * of the helpdesk and not of this process, so that a form can be shown by one instance and sent to another.
 */
export function createKeptFiles(key: Uint8Array): KeptFiles {
  const sign = (formKey: string, payload: string): Buffer =>
    createHmac('sha256', key).update(`${formKey}\n${payload}`).digest();
  return {
    seal(formKey, file) {
      const payload = Buffer.from(JSON.stringify(file)).toString('base64url');
      return `${payload}.${sign(formKey, payload).toString('base64url')}`;
    },
    open(formKey, sealed) {
      const [payload, signature] = sealed.split('.');
      if (payload === undefined || signature === undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(formKey, payload);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      // Signed by us, so it is JSON; its form may be of another version.
      const file = attachmentSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return file.success ? file.data : null;
    },
  };
}
