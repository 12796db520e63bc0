import { sql, type Kysely, type Transaction } from 'kysely';
import type { CustomerId, EpochMs, MessageId, QueueId, TicketId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Environment } from '#shared/domain/customers/environment.ts';
import { publish } from '../../storage/feed.ts';
import { inTransaction } from '../../storage/in-transaction.ts';
import { newId } from '../../storage/new-id.ts';
import {
  CustomersChangedError,
  findCustomerByEmail,
  lockCustomers,
  moveTickets,
  saveCustomers,
} from '../../storage/rows/customer-rows.ts';
import { findMessages, insertMessages } from '../../storage/rows/message-rows.ts';
import { findQueues } from '../../storage/rows/queue-rows.ts';
import { findTicketByConversation, insertTickets, takeTicketNumber } from '../../storage/rows/ticket-rows.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Tables } from '../../storage/tables.ts';
import { openTicket, type CustomerMessage } from './apply-customer-message.ts';
import { hashOfSecret, type ConversationSecret } from './conversation-secret.ts';
import { holdFiles } from './hold-files.ts';

/** What a customer sent with the contact form, already checked for its form. */
export interface Contact {
  /** Made with the form, so that sending it twice is sending it once. Becomes the address of the conversation. */
  readonly secret: ConversationSecret;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly company: string | null;
  /** Null: the customer does not know; then the first queue. */
  readonly queueId: QueueId | null;
  readonly subject: string;
  readonly text: string;
  /** Their bytes are in the attachment store. */
  readonly attachments: readonly Attachment[];
  readonly language: 'ru' | 'en';
  readonly environment: Environment;
}

export type ContactError =
  /** This form was sent before, with other words: it must be sent under a new secret. */
  | 'already-sent'
  /** A file that was kept from the form's last sending is not there any more: it must be chosen again. */
  | 'files-gone'
  /** The helpdesk has no queue yet. */
  | 'not-ready';

/**
 * Receives a question from the contact form: customer (found by e-mail or new), ticket and message, published in one
 * transaction. A repetition of the same form changes nothing and is a success (I2).
 */
export async function receiveContact(
  storage: Pick<Storage, 'db' | 'clock'>,
  contact: Contact,
): Promise<Result<null, ContactError>> {
  const hash = hashOfSecret(contact.secret);
  return inTransaction(storage.db, async (tx): Promise<Result<null, ContactError>> => {
    // Held until the end: a double click waits here and then finds the ticket; two first messages of one customer make
    // one customer. Always in this order, so that nobody waits in a circle.
    await lockName(tx, `conversation ${hash}`);
    await lockName(tx, `customer ${contact.email.toLowerCase()}`);
    const before = await findTicketByConversation(tx, hash);
    if (before !== null) return (await isSame(tx, before.id, contact)) ? ok(null) : err('already-sent');

    const queues = await findQueues(tx);
    const queue = queues.find(({ id }) => id === contact.queueId) ?? queues[0];
    if (queue === undefined) return err('not-ready');

    const at = storage.clock.now();
    const { customer, knownAs } = await greetCustomer(tx, contact, at);
    if (!(await holdFiles(tx, contact.attachments))) return err('files-gone');
    const ticketId = newId<TicketId>();
    const message: CustomerMessage = {
      kind: 'customer',
      id: newId<MessageId>(),
      ticketId,
      at,
      authorName: contact.name,
      text: contact.text,
      attachments: [...contact.attachments],
      html: null,
      channel: 'form',
    };
    const ticket = openTicket(
      {
        id: ticketId,
        number: await takeTicketNumber(tx),
        subject: contact.subject,
        queueId: queue.id,
        customer,
        language: contact.language,
        environment: contact.environment,
        priority: 'normal',
        assigneeId: null,
        tags: [],
      },
      message,
    );
    const customerRows = await saveCustomers(tx, [customer]);
    const ticketRows = await insertTickets(tx, [ticket], new Map([[ticketId, hash]]));
    // When they are separated, this goes with the address it came from.
    if (knownAs !== customer.id) await moveTickets(tx, [ticket], customer, knownAs);
    const messageRows = await insertMessages(tx, [message], () => queue.id);
    await publish(tx, [...customerRows, ...ticketRows, ...messageRows]);
    return ok(null);
  });
}

/**
 * The customer of this address, with his present environment, or a new one. Nobody has proved that the address is his:
 * what is known about him is completed, never overwritten. Of one who was merged it is the one that he goes on in.
 * @returns also whose address it is
 */
async function greetCustomer(
  tx: Transaction<Tables>,
  contact: Contact,
  at: EpochMs,
): Promise<{ readonly customer: Customer; readonly knownAs: CustomerId }> {
  const found = await findCustomerByEmail(tx, contact.email);
  if (found !== null) {
    // Locked, so that a note that is being written meanwhile is not overwritten by what was read before.
    const locked = await lockCustomers(tx, [found.id, ...(found.mergedInto ? [found.mergedInto] : [])]);
    const known = locked.get(found.mergedInto ?? found.id);
    const isAsFound = locked.get(found.id)?.mergedInto === found.mergedInto;
    if (!isAsFound || known === undefined) throw new CustomersChangedError();
    const customer: Customer = {
      ...known,
      phone: known.phone ?? contact.phone,
      company: known.company ?? contact.company,
      environment: contact.environment,
    };
    return { customer, knownAs: found.id };
  }
  const customer: Customer = {
    id: newId<CustomerId>(),
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    company: contact.company,
    language: contact.language,
    level: 'beginner',
    products: [],
    environment: contact.environment,
    createdAt: at,
  };
  return { customer, knownAs: customer.id };
}

async function isSame(tx: Kysely<Tables>, ticketId: TicketId, contact: Contact): Promise<boolean> {
  const [first] = await findMessages(tx, ticketId);
  return first?.kind === 'customer' && first.text === contact.text;
}

/** Takes a lock of a name until the transaction ends. */
async function lockName(tx: Transaction<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}
