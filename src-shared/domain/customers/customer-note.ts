import { z } from 'zod';
import { customerIdSchema, customerNoteIdSchema, epochMsSchema, personIdSchema } from '#shared/base/brand.ts';

/** Longest text of a note on a customer, in UTF-16 units. */
export const MAX_NOTE_CHARS = 4_000;
/** Most notes on a customer (I11). What is merged may have more for as long as it is. */
export const MAX_NOTES = 50;

export const customerNoteSchema = z.object({
  id: customerNoteIdSchema,
  authorId: personIdSchema,
  /** When it was first written. */
  at: epochMsSchema,
  text: z.string().max(MAX_NOTE_CHARS),
  edited: z.object({ by: personIdSchema, at: epochMsSchema }).optional(),
  /** Whose note it was before that customer was merged with this one: it goes back with him. */
  of: customerIdSchema.optional(),
});
/** What colleagues should know about a customer for good. Never shown to him. */
export type CustomerNote = z.output<typeof customerNoteSchema>;
