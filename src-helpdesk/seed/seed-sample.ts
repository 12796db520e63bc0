import { sql, type Kysely } from 'kysely';
import type { EpochMs } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { publish } from '../storage/feed.ts';
import { hashPassword } from '../storage/password.ts';
import { saveCustomers } from '../storage/rows/customer-rows.ts';
import { insertMessages } from '../storage/rows/message-rows.ts';
import { saveAccount } from '../storage/rows/person-rows.ts';
import { findQueues, saveQueues } from '../storage/rows/queue-rows.ts';
import { countTickets, insertTickets, takeTicketNumber } from '../storage/rows/ticket-rows.ts';
import { markAsSample, type Storage } from '../storage/storage.ts';
import type { Tables } from '../storage/tables.ts';
import { sampleData, type SampleOptions } from './sample-data.ts';
import { SAMPLE_PASSWORD } from './sample-people.ts';

/** Sample data were asked for where there are real ones. */
export class HelpdeskNotEmptyError extends Error {
  override readonly name = 'HelpdeskNotEmptyError';
}

/** Tickets written at a time. */
const BATCH = 500;

/**
 * Fills an empty helpdesk with the sample data, all or nothing: one transaction, after the files are on the disk (a kill
 * in between leaves files that nobody names, and that the next attempt finds again under the same hash).
 * @throws HelpdeskNotEmptyError when there are queues or tickets: nothing is changed
 */
export async function seedSample(
  storage: Pick<Storage, 'db' | 'files'>,
  options: { readonly tickets?: number; readonly messagesPerTicket?: number; readonly now: EpochMs },
): Promise<void> {
  const { db, files } = storage;
  await checkEmpty(db);
  const sample = sampleData(options satisfies SampleOptions);
  const { team, customers } = sample.world;
  for (const { attachment, bytes } of sample.world.files.values()) {
    const kept = await files.put(chunksOf(bytes), attachment.size);
    if (!kept.ok) throw new Error(`A sample file could not be kept: ${kept.error}`);
  }
  // One hash for all: the password is public anyway, and each hash takes some tenths of a second.
  const passwordHash = await hashPassword(SAMPLE_PASSWORD);

  await db.transaction().execute(async (tx) => {
    // Another instance may be doing the same: it is waited for, and then found.
    await sql`select pg_advisory_xact_lock(hashtextextended('vakhta sample data', 0))`.execute(tx);
    await checkEmpty(tx);
    await publish(tx, await saveQueues(tx, team.queues));
    for (const { login, person } of team.people) {
      await publish(tx, [await saveAccount(tx, { login, person, passwordHash }, options.now)]);
    }
    const customerRows = await saveCustomers(
      tx,
      customers.map(({ customer }) => customer),
    );
    await publish(tx, customerRows);

    let tickets: Ticket[] = [];
    let messages: Message[] = [];
    const write = async (): Promise<void> => {
      const queues = new Map(tickets.map((ticket) => [ticket.id, ticket.queueId]));
      const rows = [
        ...(await insertTickets(tx, tickets)),
        ...(await insertMessages(tx, messages, (id) => {
          const queueId = queues.get(id);
          if (queueId === undefined) throw new Error('A sample message without its ticket');
          return queueId;
        })),
      ];
      await publish(tx, rows);
      tickets = [];
      messages = [];
    };
    if (sample.count > 0) await takeTicketNumber(tx, sample.count);
    for (const entry of sample.tickets()) {
      tickets.push(entry.ticket);
      messages.push(...entry.messages);
      if (tickets.length === BATCH) await write();
    }
    if (tickets.length > 0) await write();
    await markAsSample(tx, 'Верстак · Support');
  });
}

async function checkEmpty(db: Kysely<Tables>): Promise<void> {
  if ((await countTickets(db)) === 0 && (await findQueues(db)).length === 0) return;
  throw new HelpdeskNotEmptyError(
    'This helpdesk has queues or tickets already; sample data go into an empty one.',
  );
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
