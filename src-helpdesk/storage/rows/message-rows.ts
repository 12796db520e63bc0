import type { Kysely, Selectable, Transaction } from 'kysely';
import type { EpochMs, MessageId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { messageSchema, type Message } from '#shared/domain/messages/message.ts';
import type { FeedRow } from '../feed.ts';
import type { MessageAttachmentTable, MessageTable, Tables } from '../tables.ts';
import { insertion, writeAtOnce, type Columns, type Writing } from './many-rows.ts';

const BATCH = 2_000;

/**
 * Writes new messages; the content of their attachments must be in the `attachment` table already.
 * @param queueOf the queue of each message's ticket
 */
export async function insertMessages(
  tx: Transaction<Tables>,
  messages: readonly Message[],
  queueOf: (ticketId: TicketId) => QueueId,
): Promise<readonly FeedRow[]> {
  for (let from = 0; from < messages.length; from += BATCH) {
    const batch = messages.slice(from, from + BATCH);
    await writeAtOnce(tx, messageInsertions(batch));
  }
  return messages.map((row) => ({ type: 'message', row, queueId: queueOf(row.ticketId) }));
}

/** SQL: writes new messages, and the names of their attachments. */
export function messageInsertions(messages: readonly Message[]): readonly Writing[] {
  return [
    insertion('message', COLUMNS, messages.map(toTable)),
    insertion('message_attachment', FILE_COLUMNS, messages.flatMap(filesOf)),
  ];
}

/** The timeline of a ticket, oldest first. */
export async function findMessages(db: Kysely<Tables>, ticketId: TicketId): Promise<readonly Message[]> {
  return findMessagesOf(db, [ticketId]);
}

/** The timelines of tickets as one, oldest first. */
export async function findMessagesOf(
  db: Kysely<Tables>,
  ticketIds: readonly TicketId[],
): Promise<readonly Message[]> {
  const rows = await db
    .selectFrom('message')
    .selectAll()
    .where('ticket_id', 'in', ticketIds)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return withFiles(db, rows);
}

/** Those of the messages that there are. */
export async function findMessagesById(
  db: Kysely<Tables>,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, Message>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('message').selectAll().where('id', 'in', ids).execute();
  return new Map((await withFiles(db, rows)).map((message) => [message.id, message]));
}

/** When messages were written. */
export async function findMoments(
  db: Kysely<Tables>,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, EpochMs>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('message').select(['id', 'at']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, at }) => [id, at]));
}

async function withFiles(
  db: Kysely<Tables>,
  rows: readonly Selectable<MessageTable>[],
): Promise<readonly Message[]> {
  if (rows.length === 0) return [];
  const named = await db
    .selectFrom('message_attachment')
    .innerJoin('attachment', 'attachment.sha256', 'message_attachment.sha256')
    .select([
      'message_attachment.message_id',
      'message_attachment.sha256',
      'message_attachment.name',
      'message_attachment.content_id',
      'attachment.type',
      'attachment.size',
    ])
    .where(
      'message_attachment.message_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('message_attachment.position')
    .execute();
  const attachments = new Map<MessageId, Attachment[]>();
  for (const { message_id, content_id, ...file } of named) {
    const attachment = content_id === null ? file : { ...file, contentId: content_id };
    const list = attachments.get(message_id);
    if (list === undefined) attachments.set(message_id, [attachment]);
    else list.push(attachment);
  }
  return rows.map((row) => fromTable(row, attachments.get(row.id) ?? []));
}

/** A row as it is written; what a kind of message has not is absent. */
type MessageRow = Pick<MessageTable, 'id' | 'ticket_id' | 'kind' | 'at'> &
  Partial<Pick<MessageTable, 'author_id' | 'author_name' | 'text' | 'html' | 'channel'>> & {
    readonly event?: string;
    readonly rich?: string;
    readonly signature?: string;
  };

const COLUMNS: Columns<MessageRow> = {
  id: 'uuid',
  ticket_id: 'uuid',
  kind: 'text',
  at: 'bigint',
  author_id: 'uuid',
  author_name: 'text',
  text: 'text',
  html: 'text',
  channel: 'text',
  event: 'jsonb',
  rich: 'jsonb',
  signature: 'text',
};

function toTable(message: Message): MessageRow {
  const common = { id: message.id, ticket_id: message.ticketId, kind: message.kind, at: message.at };
  if (message.kind === 'event') {
    return { ...common, author_id: message.authorId, event: JSON.stringify(message.event) };
  }
  const spoken = { ...common, author_name: message.authorName, text: message.text };
  return message.kind === 'customer'
    ? { ...spoken, html: message.html, channel: message.channel }
    : {
        ...spoken,
        author_id: message.authorId,
        ...(message.rich !== undefined && { rich: JSON.stringify(message.rich) }),
        ...(message.kind === 'reply' && message.signature !== undefined && { signature: message.signature }),
      };
}

const FILE_COLUMNS: Columns<MessageAttachmentTable> = {
  message_id: 'uuid',
  position: 'int',
  sha256: 'text',
  name: 'text',
  content_id: 'text',
};

function filesOf(message: Message): readonly MessageAttachmentTable[] {
  if (message.kind === 'event') return [];
  return message.attachments.map(({ sha256, name, contentId }, position) => ({
    message_id: message.id,
    position,
    sha256,
    name,
    content_id: contentId ?? null,
  }));
}

function fromTable(row: Selectable<MessageTable>, attachments: readonly Attachment[]): Message {
  // Parsed, not trusted: which columns are filled depends on the kind, and only the schema says how.
  return messageSchema.parse({
    kind: row.kind,
    id: row.id,
    ticketId: row.ticket_id,
    at: row.at,
    authorId: row.author_id,
    authorName: row.author_name,
    text: row.text,
    html: row.html,
    channel: row.channel,
    event: row.event,
    rich: row.rich ?? undefined,
    signature: row.signature ?? undefined,
    attachments,
  });
}
