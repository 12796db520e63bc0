import { z } from 'zod';
import { customerNoteIdSchema, referenceIdSchema, ticketIdSchema } from '#shared/base/brand.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { richTextSchema } from '#shared/domain/rich-text/rich-text.ts';
import { MAX_SUBJECT_CHARS } from '#shared/domain/tickets/partner-letter.ts';

/** Words that go along with a hand-over. They do not say to whom: that is chosen when they are given. */
const HAND_OVER_KINDS = ['delegate', 'hand-to-partner', 'back-from-partner'] as const;

export const draftSchema = z.object({
  ticketId: ticketIdSchema,
  /** That of the command which the words become. */
  kind: z.enum(['reply', 'note', 'customer-note', ...HAND_OVER_KINDS]),
  text: z.string().max(MAX_MESSAGE_CHARS),
  /** The same words with their form, where there is more than text. */
  rich: richTextSchema.optional(),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
  /** The note on the customer that is being changed; absent for a new one and for other kinds. */
  noteId: customerNoteIdSchema.optional(),
  /** Whom words to a partner are for. With `letter` the text is that of the letter, which a person has changed. */
  toPartner: z
    .object({
      partnerId: referenceIdSchema,
      letter: z
        .object({
          subject: z.string().max(MAX_SUBJECT_CHARS),
          /** What is composed into the letter when it is made anew. */
          words: z.string().max(MAX_MESSAGE_CHARS),
        })
        .nullable(),
    })
    .optional(),
});
/** Words not yet sent: one of each kind per ticket. */
export type Draft = z.output<typeof draftSchema>;
/** What is written in the composer. */
export type ComposerKind = Extract<Draft['kind'], 'reply' | 'note'>;
export type HandOverKind = (typeof HAND_OVER_KINDS)[number];
/** A draft that says all that its command needs. */
export type SendableKind = Exclude<Draft['kind'], HandOverKind>;
export type SendableDraft = Draft & { readonly kind: SendableKind };

/** Whether a draft says all that its command needs. */
export function isSendable(draft: Draft): draft is SendableDraft {
  return !(HAND_OVER_KINDS as readonly string[]).includes(draft.kind);
}
