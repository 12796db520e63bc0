import type { Kysely } from 'kysely';
import type { EpochMs, MessageId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { RichText } from '#shared/domain/rich-text/nodes.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { findMessagesOf } from '../../storage/rows/message-rows.ts';
import { findTicket, findTicketByConversation } from '../../storage/rows/ticket-rows.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Tables } from '../../storage/tables.ts';
import { hashOfSecret, type ConversationSecret } from './conversation-secret.ts';

/** One message as its customer sees it. */
export interface ConversationEntry {
  readonly id: MessageId;
  readonly from: 'customer' | 'team';
  /** The customer's own name, or the operator's. */
  readonly authorName: string;
  readonly at: EpochMs;
  readonly text: string;
  /** The same words with their form; null where there is nothing but text. */
  readonly rich: RichText | null;
  /** Stands under an answer. */
  readonly signature: string | null;
  readonly attachments: readonly Attachment[];
}

/**
 * A ticket as its customer sees it: his words and the answers, also those that the team has given in the ticket in which it
 * goes on, or in one that was split off. Never notes, never what the team does with the ticket, never another's words.
 */
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
  const { mergedInto, beforeMerge } = ticket;
  const target = mergedInto === null ? null : await findTicket(storage.db, mergedInto);
  const split = await findSplitOff(storage.db, ticket.id);
  const own = await findWrittenOn(storage.db, ticket.id);
  const messages = await findMessagesOf(storage.db, [
    ticket.id,
    ...split,
    ...(target === null ? [] : [target.id]),
    ...own.map((each) => each.ticketId),
  ]);
  const ownIds = new Set(own.map((each) => each.id));
  const isShown = ({ id, ticketId, kind, at }: Message): boolean => {
    if (ticketId === ticket.id) return true;
    if (kind === 'customer') return ownIds.has(id);
    return ticketId !== mergedInto || (beforeMerge !== null && at >= beforeMerge.at);
  };
  const foreign = await findForeign(storage.db, ticket.id);
  return {
    number: ticket.number,
    subject: ticket.subject,
    status: target?.status ?? ticket.status,
    language: ticket.language,
    entries: messages.filter((each) => isShown(each) && !foreign.has(each.id)).flatMap(entryOf),
  };
}

/** Tickets whose first message was split off from this one. */
async function findSplitOff(db: Kysely<Tables>, ticketId: TicketId): Promise<readonly TicketId[]> {
  const rows = await db.selectFrom('ticket').select('id').where('split_from', '=', ticketId).execute();
  return rows.map((row) => row.id);
}

/** Messages that were written on a ticket's page while it went on in another one. */
async function findWrittenOn(
  db: Kysely<Tables>,
  ticketId: TicketId,
): Promise<readonly { readonly id: MessageId; readonly ticketId: TicketId }[]> {
  const rows = await db
    .selectFrom('message')
    .select(['id', 'ticket_id'])
    .where('written_on', '=', ticketId)
    .execute();
  return rows.map((row) => ({ id: row.id, ticketId: row.ticket_id }));
}

/** Messages of a ticket that were written on the page of another one: perhaps by somebody else. */
async function findForeign(db: Kysely<Tables>, ticketId: TicketId): Promise<ReadonlySet<MessageId>> {
  const rows = await db
    .selectFrom('message')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('written_on', 'is not', null)
    .execute();
  return new Set(rows.map((row) => row.id));
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
  const spoken = { id, authorName, at, text, attachments };
  return message.kind === 'reply'
    ? [{ ...spoken, from: 'team', rich: message.rich ?? null, signature: message.signature ?? null }]
    : [{ ...spoken, from: 'customer', rich: null, signature: null }];
}
