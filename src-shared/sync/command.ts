import { z } from 'zod';
import {
  clientIdSchema,
  commandIdSchema,
  customerNoteIdSchema,
  epochMsSchema,
  messageIdSchema,
  personIdSchema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { storableText } from '#shared/base/storable-text.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_NOTE_CHARS } from '#shared/domain/customers/customer-note.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { MAX_SIGNATURE_CHARS } from '#shared/domain/queues/signature.ts';
import { richTextSchema } from '#shared/domain/rich-text/rich-text.ts';
import { namedPartnerSchema, partnerFieldSchema, PARTNER_FIELDS } from '#shared/domain/references/partner.ts';
import { partnerLetterSchema } from '#shared/domain/tickets/partner-letter.ts';
import { delegateSchema } from '#shared/domain/tickets/delegate.ts';
import {
  categorySchema,
  MAX_TAGS,
  prioritySchema,
  tagSchema,
  ticketStatusSchema,
} from '#shared/domain/tickets/ticket.ts';
import type { Action } from '#shared/domain/roles/can.ts';

const words = {
  text: z.string().max(MAX_MESSAGE_CHARS).overwrite(storableText),
  /** The same words with their form, where there is more than text; their plain part is made of them again. */
  rich: richTextSchema.optional(),
  attachments: z.array(attachmentSchema).max(MAX_ATTACHMENTS),
};

const envelope = {
  id: commandIdSchema,
  /** The local store that recorded it. */
  client: clientIdSchema,
  /** Counts up per client: the order in which the operator acted (I3). */
  n: z.int().positive(),
  ticketId: ticketIdSchema,
  /** What the operator had before his eyes. */
  seen: z.object({
    ticketVersion: z.int().nonnegative(),
    lastCustomerMessageId: messageIdSchema.nullable(),
  }),
  /** The client's clock, for display until the helpdesk has answered; nothing is decided by it (I12). */
  recordedAt: z.int().nonnegative(),
};

/**
 * Every kind of command, schema first. The list only grows: a stored command of a released version must always parse (I10).
 */
export const commandSchema = z.discriminatedUnion('kind', [
  z.object({
    ...envelope,
    kind: z.literal('reply'),
    payload: z.object({
      ...words,
      /** The signature that stood under the words when they were sent. */
      signature: z.string().max(MAX_SIGNATURE_CHARS).overwrite(storableText).optional(),
    }),
  }),
  z.object({ ...envelope, kind: z.literal('note'), payload: z.object(words) }),
  z.object({
    ...envelope,
    kind: z.literal('assign'),
    /** `from` is the assignee the operator saw: if somebody else has it by now, he is told instead of overwriting. */
    payload: z.object({ from: personIdSchema.nullable(), to: personIdSchema.nullable() }),
  }),
  z.object({ ...envelope, kind: z.literal('status'), payload: z.object({ to: ticketStatusSchema }) }),
  z.object({ ...envelope, kind: z.literal('priority'), payload: z.object({ to: prioritySchema }) }),
  z.object({
    ...envelope,
    kind: z.literal('tag'),
    payload: z.object({
      add: z.array(tagSchema).max(MAX_TAGS),
      remove: z.array(tagSchema).max(MAX_TAGS),
    }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('category'),
    payload: z.object({ to: categorySchema.nullable() }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('snooze'),
    /** Until a time; null: until the customer answers; absent: no longer. */
    payload: z.object({ until: epochMsSchema.nullable().optional() }),
  }),
  z.object({ ...envelope, kind: z.literal('follow'), payload: z.object({ on: z.boolean() }) }),
  z.object({
    ...envelope,
    kind: z.literal('link'),
    payload: z.object({ to: ticketIdSchema, on: z.boolean() }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('delegate'),
    /** `from` as with `assign`. The note goes to whoever takes over. */
    payload: z.object({
      from: personIdSchema.nullable(),
      to: delegateSchema,
      note: z.string().max(MAX_MESSAGE_CHARS).overwrite(storableText),
    }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('merge'),
    /** The ticket in which this one goes on; null: it is one of its own again. */
    payload: z.object({ into: ticketIdSchema.nullable() }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('split'),
    /** A message of the customer becomes a ticket of its own, with a copy of it; their ids are made by the client. */
    payload: z.object({
      messageId: messageIdSchema,
      newTicketId: ticketIdSchema,
      newMessageId: messageIdSchema,
      subject: z.string().trim().min(1).max(300).overwrite(storableText),
    }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('customer-note'),
    /** A note on the ticket's customer, under an id that the client made: written, changed, or removed (`text` null). */
    payload: z.object({
      noteId: customerNoteIdSchema,
      text: z.string().max(MAX_NOTE_CHARS).overwrite(storableText).nullable(),
      /** Of a note that comes back: whose it was, and since when. Taken only from those who may remove the notes of others. */
      first: z.object({ authorId: personIdSchema, at: epochMsSchema }).optional(),
    }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('hand-to-partner'),
    /** The helpdesk takes the partner's name and address from its list, and looks whether it may see what is passed on. */
    payload: z.object({
      partner: namedPartnerSchema,
      passed: z.array(partnerFieldSchema).max(PARTNER_FIELDS.length),
      letter: partnerLetterSchema,
      until: epochMsSchema,
    }),
  }),
  z.object({
    ...envelope,
    kind: z.literal('back-from-partner'),
    /** The partner's answer, or nothing where the ticket is taken back. */
    payload: z.object({
      how: z.enum(['answered', 'taken-back']),
      text: z.string().max(MAX_MESSAGE_CHARS).overwrite(storableText),
    }),
  }),
]);
/** What an operator did, recorded locally first and synchronised when it can be. */
export type Command = z.output<typeof commandSchema>;
export type CommandKind = Command['kind'];

/** The right each kind needs. */
export const ACTION_OF: Readonly<Record<CommandKind, Action>> = {
  reply: 'ticket.reply',
  note: 'ticket.note',
  assign: 'ticket.assign',
  status: 'ticket.status',
  priority: 'ticket.priority',
  tag: 'ticket.tag',
  category: 'ticket.category',
  snooze: 'ticket.snooze',
  follow: 'ticket.follow',
  link: 'ticket.link',
  delegate: 'ticket.delegate',
  merge: 'ticket.merge',
  split: 'ticket.split',
  'customer-note': 'customer.note',
  'hand-to-partner': 'ticket.delegate',
  'back-from-partner': 'ticket.delegate',
};

/** The attachments a command names: they are uploaded before it is sent. */
export function attachmentsOf(command: Command): readonly z.output<typeof attachmentSchema>[] {
  return command.kind === 'reply' || command.kind === 'note' ? command.payload.attachments : [];
}
