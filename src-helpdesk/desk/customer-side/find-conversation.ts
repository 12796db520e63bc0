import type { EpochMs, MessageId, Sha256 } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { findMessages } from '../../storage/rows/message-rows.ts';
import { findTicketByConversation } from '../../storage/rows/ticket-rows.ts';
import type { Storage } from '../../storage/storage.ts';
import { hashOfSecret, type ConversationSecret } from './conversation-secret.ts';

/** One message as its customer sees it. */
export interface ConversationEntry {
  readonly id: MessageId;
  readonly from: 'customer' | 'team';
  /** The customer's own name, or the operator's. */
  readonly authorName: string;
  readonly at: EpochMs;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** A ticket as its customer sees it: his words and the answers. Never notes, never what the team does with the ticket. */
export interface Conversation {
  readonly number: number;
  readonly subject: string;
  readonly status: Ticket['status'];
  readonly language: Ticket['language'];
  readonly entries: readonly ConversationEntry[];
}

/** The conversation of a secret, or null when there is none. */
export async function findConversation(
  storage: Pick<Storage, 'db'>,
  secret: ConversationSecret,
): Promise<Conversation | null> {
  const ticket = await findTicketByConversation(storage.db, hashOfSecret(secret));
  if (ticket === null) return null;
  const messages = await findMessages(storage.db, ticket.id);
  return {
    number: ticket.number,
    subject: ticket.subject,
    status: ticket.status,
    language: ticket.language,
    entries: messages.flatMap(entryOf),
  };
}

/** A file that the customer may have: of one of his messages or of an answer. */
export async function findConversationFile(
  storage: Pick<Storage, 'db'>,
  secret: ConversationSecret,
  sha256: Sha256,
): Promise<Attachment | null> {
  const conversation = await findConversation(storage, secret);
  const attachments = conversation?.entries.flatMap((entry) => entry.attachments) ?? [];
  return attachments.find((attachment) => attachment.sha256 === sha256) ?? null;
}

/** Says which kinds are for the customer's eyes; everything else, known or to come, is not. */
function entryOf(message: Message): ConversationEntry[] {
  if (message.kind !== 'customer' && message.kind !== 'reply') return [];
  const { id, authorName, at, text, attachments } = message;
  return [{ id, from: message.kind === 'reply' ? 'team' : 'customer', authorName, at, text, attachments }];
}
