import { z } from 'zod';
import {
  clientIdSchema,
  commandIdSchema,
  messageIdSchema,
  personIdSchema,
  ticketIdSchema,
} from '#shared/base/brand.ts';
import { storableText } from '#shared/base/storable-text.ts';
import { attachmentSchema, MAX_ATTACHMENTS } from '#shared/domain/attachments/attachment.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { MAX_TAGS, prioritySchema, tagSchema, ticketStatusSchema } from '#shared/domain/tickets/ticket.ts';
import type { Action } from '#shared/domain/roles/can.ts';

const words = {
  text: z.string().max(MAX_MESSAGE_CHARS).overwrite(storableText),
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
  z.object({ ...envelope, kind: z.literal('reply'), payload: z.object(words) }),
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
};

/** The attachments a command names: they are uploaded before it is sent. */
export function attachmentsOf(command: Command): readonly z.output<typeof attachmentSchema>[] {
  return command.kind === 'reply' || command.kind === 'note' ? command.payload.attachments : [];
}
