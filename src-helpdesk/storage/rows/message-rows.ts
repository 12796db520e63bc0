import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import type { MessageId, QueueId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { messageSchema, type Message } from '#shared/domain/messages/message.ts';
import type { FeedRow } from '../feed.ts';
import type { MessageTable, Tables } from '../tables.ts';

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
  const attachments = messages.flatMap((message) =>
    message.kind === 'event'
      ? []
      : message.attachments.map((attachment, position) => ({
          message_id: message.id,
          position,
          sha256: attachment.sha256,
          name: attachment.name,
        })),
  );
  for (let from = 0; from < messages.length; from += BATCH) {
    await tx
      .insertInto('message')
      .values(messages.slice(from, from + BATCH).map(toTable))
      .execute();
  }
  for (let from = 0; from < attachments.length; from += BATCH) {
    await tx
      .insertInto('message_attachment')
      .values(attachments.slice(from, from + BATCH))
      .execute();
  }
  return messages.map((row) => ({ type: 'message', row, queueId: queueOf(row.ticketId) }));
}

/** The timeline of a ticket, oldest first. */
export async function findMessages(db: Kysely<Tables>, ticketId: TicketId): Promise<readonly Message[]> {
  const rows = await db
    .selectFrom('message')
    .selectAll()
    .where('ticket_id', '=', ticketId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const named = await db
    .selectFrom('message_attachment')
    .innerJoin('message', 'message.id', 'message_attachment.message_id')
    .innerJoin('attachment', 'attachment.sha256', 'message_attachment.sha256')
    .select([
      'message_attachment.message_id',
      'message_attachment.sha256',
      'message_attachment.name',
      'attachment.type',
      'attachment.size',
    ])
    .where('message.ticket_id', '=', ticketId)
    .orderBy('message_attachment.position')
    .execute();
  const attachments = new Map<MessageId, Attachment[]>();
  for (const { message_id, ...attachment } of named) {
    const list = attachments.get(message_id);
    if (list === undefined) attachments.set(message_id, [attachment]);
    else list.push(attachment);
  }
  return rows.map((row) => fromTable(row, attachments.get(row.id) ?? []));
}

/** Registers content whose bytes are in the attachment store; content that is known already stays as it is. */
export async function saveAttachment(
  tx: Kysely<Tables>,
  attachment: { readonly sha256: Sha256; readonly size: number; readonly type: string; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('attachment')
    .values({
      sha256: attachment.sha256,
      size: attachment.size,
      type: attachment.type,
      created_at: attachment.at as Tables['attachment']['created_at'],
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

function toTable(message: Message): Insertable<MessageTable> {
  const common = { id: message.id, ticket_id: message.ticketId, kind: message.kind, at: message.at };
  if (message.kind === 'event') {
    return { ...common, author_id: message.authorId, event: JSON.stringify(message.event) };
  }
  const spoken = { ...common, author_name: message.authorName, text: message.text };
  return message.kind === 'customer'
    ? { ...spoken, html: message.html, channel: message.channel }
    : { ...spoken, author_id: message.authorId };
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
    attachments,
  });
}
