import { z } from 'zod';
import { customerNoteIdSchema, ticketIdSchema } from '#shared/base/brand.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { richTextSchema } from '#shared/domain/rich-text/rich-text.ts';

export const draftSchema = z.object({
  ticketId: ticketIdSchema,
  kind: z.enum(['reply', 'note', 'customer-note']),
  text: z.string().max(MAX_MESSAGE_CHARS),
  /** The same words with their form, where there is more than text. */
  rich: richTextSchema.optional(),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
  /** The note on the customer that is being changed; absent for a new one and for other kinds. */
  noteId: customerNoteIdSchema.optional(),
});
/** Words not yet sent: one of each kind per ticket. */
export type Draft = z.output<typeof draftSchema>;
/** What is written in the composer. */
export type ComposerKind = Exclude<Draft['kind'], 'customer-note'>;
