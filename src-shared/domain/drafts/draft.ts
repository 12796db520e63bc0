import { z } from 'zod';
import { ticketIdSchema } from '#shared/base/brand.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';

export const draftSchema = z.object({
  ticketId: ticketIdSchema,
  kind: z.enum(['reply', 'note']),
  text: z.string().max(MAX_MESSAGE_CHARS),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
});
/** Words not yet sent: one reply and one note per ticket, only on this machine. */
export type Draft = z.output<typeof draftSchema>;
