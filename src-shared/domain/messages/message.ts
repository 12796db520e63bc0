import { z } from 'zod';
import {
  epochMsSchema,
  messageIdSchema,
  personIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_SIGNATURE_CHARS } from '#shared/domain/queues/signature.ts';
import { MAX_TEXT_CHARS, richTextSchema } from '#shared/domain/rich-text/rich-text.ts';
import { tierSchema } from '#shared/domain/people/tier.ts';
import { namedPartnerSchema, partnerFieldSchema, PARTNER_FIELDS } from '#shared/domain/references/partner.ts';
import { partnerLetterSchema } from '#shared/domain/tickets/partner-letter.ts';
import { delegateSchema } from '#shared/domain/tickets/delegate.ts';
import { categorySchema, prioritySchema, ticketStatusSchema } from '#shared/domain/tickets/ticket.ts';

/** Longest text of one message, in UTF-16 units. */
export const MAX_MESSAGE_CHARS = MAX_TEXT_CHARS;

const common = {
  id: messageIdSchema,
  ticketId: ticketIdSchema,
  at: epochMsSchema,
};

const spoken = {
  ...common,
  authorName: z.string().max(200),
  text: z.string().max(MAX_MESSAGE_CHARS),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
};

const written = {
  ...spoken,
  authorId: personIdSchema,
  /** The same words with their form; `text` is their plain part then. Absent where there is nothing but text. */
  rich: richTextSchema.optional(),
};

const eventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assigned'),
    from: personIdSchema.nullable(),
    to: personIdSchema.nullable(),
  }),
  z.object({ kind: z.literal('status'), from: ticketStatusSchema, to: ticketStatusSchema }),
  z.object({ kind: z.literal('priority'), from: prioritySchema, to: prioritySchema }),
  z.object({ kind: z.literal('tags'), added: z.array(z.string()), removed: z.array(z.string()) }),
  z.object({
    kind: z.literal('category'),
    from: categorySchema.nullable(),
    to: categorySchema.nullable(),
  }),
  /** `until` null: until the customer answers. */
  z.object({ kind: z.literal('snoozed'), until: epochMsSchema.nullable() }),
  /** Without an author its time had come. */
  z.object({ kind: z.literal('woke') }),
  z.object({ kind: z.literal('followed'), on: z.boolean() }),
  z.object({ kind: z.literal('linked'), to: ticketIdSchema, on: z.boolean() }),
  /** With the words for whoever takes over; empty when there were none. */
  z.object({
    kind: z.literal('delegated'),
    from: z.object({ assigneeId: personIdSchema.nullable(), queueId: queueIdSchema, tier: tierSchema }),
    to: delegateSchema,
    note: z.string().max(MAX_MESSAGE_CHARS),
  }),
  z.object({ kind: z.literal('merged'), into: ticketIdSchema }),
  z.object({ kind: z.literal('unmerged'), from: ticketIdSchema }),
  /** A message of the customer has become a ticket of its own. */
  z.object({ kind: z.literal('split'), messageId: messageIdSchema, into: ticketIdSchema }),
  /** Somebody has written, changed or removed a note on the customer while he was at this ticket; the words are the customer's. */
  z.object({ kind: z.literal('customer-note'), on: z.boolean() }),
  /** What was passed on to a partner, and until when it is to answer. */
  z.object({
    kind: z.literal('handed-to-partner'),
    partner: namedPartnerSchema,
    passed: z.array(partnerFieldSchema).max(PARTNER_FIELDS.length),
    letter: partnerLetterSchema,
    until: epochMsSchema,
  }),
  /** With the partner's answer; empty where it was taken back without one. */
  z.object({
    kind: z.literal('back-from-partner'),
    partner: namedPartnerSchema,
    how: z.enum(['answered', 'taken-back']),
    text: z.string().max(MAX_MESSAGE_CHARS),
  }),
  /** The partner's time is over; the ticket has come back, and the partner still has it. */
  z.object({ kind: z.literal('partner-late'), partner: namedPartnerSchema }),
]);
/** What changed on a ticket besides words. */
export type TicketEvent = z.output<typeof eventSchema>;

export const messageSchema = z.discriminatedUnion('kind', [
  /** Written by the customer. `html` is hostile until sanitised and is only ever shown in a sandboxed frame. */
  z.object({
    kind: z.literal('customer'),
    ...spoken,
    html: z.string().max(2_000_000).nullable(),
    channel: z.enum(['form', 'chat', 'email', 'phone']),
  }),
  /** Sent to the customer, under the operator's name. */
  z.object({
    kind: z.literal('reply'),
    ...written,
    /** Lines of plain text under the words. */
    signature: z.string().max(MAX_SIGNATURE_CHARS).optional(),
  }),
  /** For the team only: never leaves it. */
  z.object({ kind: z.literal('note'), ...written }),
  /** A line of the timeline about a change. */
  z.object({ kind: z.literal('event'), ...common, authorId: personIdSchema.nullable(), event: eventSchema }),
]);
/** One entry of a ticket's timeline. What a command creates carries that command's id, so prediction and truth are one entry. */
export type Message = z.output<typeof messageSchema>;
export type SpokenMessage = Exclude<Message, { kind: 'event' }>;
