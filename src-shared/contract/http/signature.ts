import { z } from 'zod';
import { storableText } from '#shared/base/storable-text.ts';
import { MAX_SIGNATURE_CHARS } from '#shared/domain/queues/signature.ts';

/** Longest public name, in UTF-16 units. */
export const MAX_PUBLIC_NAME_CHARS = 200;

/** What customers read instead of one's own name; null: the full name. */
export const publicNameChangeSchema = z.object({
  publicName: z
    .string()
    .trim()
    .min(1)
    .max(MAX_PUBLIC_NAME_CHARS)
    // One line: it stands as the author of an answer.
    .regex(/^\P{Cc}+$/u)
    .overwrite(storableText)
    .nullable(),
});
export type PublicNameChange = z.output<typeof publicNameChangeSchema>;

const signatureSchema = z.string().max(MAX_SIGNATURE_CHARS).overwrite(storableText).nullable();

/** A change of the signature of a queue: it is refused when what was on the screen is not what is there. */
export const signatureChangeSchema = z.object({
  before: signatureSchema,
  /** Null: there is to be none. */
  after: signatureSchema,
});
export type SignatureChange = z.output<typeof signatureChangeSchema>;
