import { z } from 'zod';
import { epochMsSchema, messageIdSchema, personIdSchema, ticketIdSchema } from '#shared/base/brand.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { prioritySchema, ticketStatusSchema } from '#shared/domain/tickets/ticket.ts';

/** Longest text of one message, in UTF-16 units. */
export const MAX_MESSAGE_CHARS = 100_000;

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

const eventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assigned'),
    from: personIdSchema.nullable(),
    to: personIdSchema.nullable(),
  }),
  z.object({ kind: z.literal('status'), from: ticketStatusSchema, to: ticketStatusSchema }),
  z.object({ kind: z.literal('priority'), from: prioritySchema, to: prioritySchema }),
  z.object({ kind: z.literal('tags'), added: z.array(z.string()), removed: z.array(z.string()) }),
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
  z.object({ kind: z.literal('reply'), ...spoken, authorId: personIdSchema }),
  /** For the team only: never leaves it. */
  z.object({ kind: z.literal('note'), ...spoken, authorId: personIdSchema }),
  /** A line of the timeline about a change. */
  z.object({ kind: z.literal('event'), ...common, authorId: personIdSchema.nullable(), event: eventSchema }),
]);
/** One entry of a ticket's timeline. What a command creates carries that command's id, so prediction and truth are one entry. */
export type Message = z.output<typeof messageSchema>;
export type SpokenMessage = Exclude<Message, { kind: 'event' }>;
