import type { Transaction } from 'kysely';
import type { MessageId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { publish } from '../../storage/feed.ts';
import { inTransaction } from '../../storage/in-transaction.ts';
import { insertMessages } from '../../storage/rows/message-rows.ts';
import { lockWithTargets } from '../../storage/rows/merged-tickets.ts';
import { findTicketByConversation, updateTicket } from '../../storage/rows/ticket-rows.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Tables } from '../../storage/tables.ts';
import { momentAfter } from '../moment-after.ts';
import { applyCustomerMessage, type CustomerMessage } from './apply-customer-message.ts';
import { hashOfSecret, type ConversationSecret } from './conversation-secret.ts';
import { holdFiles } from './hold-files.ts';

/** A further message from the customer's own page, already checked for its form. */
export interface FurtherMessage {
  /** Made with the form, so that sending it twice is sending it once. */
  readonly id: MessageId;
  readonly text: string;
  /** Their bytes are in the attachment store. */
  readonly attachments: readonly Attachment[];
}

export type FurtherMessageError =
  | 'no-such-conversation'
  /** This form was sent before, with other words: it must be sent under a new id. */
  | 'already-sent'
  /** A file that was kept from the form's last sending is not there any more: it must be chosen again. */
  | 'files-gone';

/**
 * Adds what the customer wrote on his own page: the ticket is open again, waiting for us, and published with the message
 * in one transaction. A repetition changes nothing and is a success (I2).
 */
export async function addCustomerMessage(
  storage: Pick<Storage, 'db' | 'clock'>,
  secret: ConversationSecret,
  further: FurtherMessage,
): Promise<Result<null, FurtherMessageError>> {
  return inTransaction(storage.db, async (tx): Promise<Result<null, FurtherMessageError>> => {
    const found = await findTicketByConversation(tx, hashOfSecret(secret));
    if (found === null) return err('no-such-conversation');
    // The lock orders this against commands of the team, and a double click against itself.
    const locked = await lockWithTargets(tx, [found.id], true);
    const own = locked.get(found.id);
    if (own === undefined) return err('no-such-conversation');
    // Where it goes on in another ticket, that is where the team reads.
    const ticket = (own.mergedInto === null ? null : locked.get(own.mergedInto)) ?? own;

    const before = await tx
      .selectFrom('message')
      .select(['ticket_id', 'written_on', 'kind', 'text'])
      .where('id', '=', further.id)
      .executeTakeFirst();
    if (before !== undefined) {
      const isSame =
        (before.ticket_id === own.id || before.written_on === own.id) &&
        before.kind === 'customer' &&
        before.text === further.text;
      return isSame ? ok(null) : err('already-sent');
    }

    const at = momentAfter(ticket, storage.clock.now());
    const message: CustomerMessage = {
      kind: 'customer',
      id: further.id,
      ticketId: ticket.id,
      at,
      authorName: await nameOf(tx, own),
      text: further.text,
      attachments: [...further.attachments],
      html: null,
      channel: 'chat',
    };
    if (!(await holdFiles(tx, further.attachments))) return err('files-gone');
    const ticketRow = await updateTicket(tx, applyCustomerMessage(ticket, message));
    const messageRows = await insertMessages(tx, [message], () => ticket.queueId);
    if (ticket !== own)
      await tx.updateTable('message').set({ written_on: own.id }).where('id', '=', message.id).execute();
    await publish(tx, [ticketRow, ...messageRows]);
    return ok(null);
  });
}

/**
 * The name under which this conversation began. Not the customer's stored one: whoever writes under somebody's address
 * must not learn from his own page how that person is called.
 */
async function nameOf(tx: Transaction<Tables>, ticket: Ticket): Promise<string> {
  const first = await tx
    .selectFrom('message')
    .select('author_name')
    .where('ticket_id', '=', ticket.id)
    .where('kind', '=', 'customer')
    .orderBy('at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return first?.author_name ?? ticket.customerName;
}
