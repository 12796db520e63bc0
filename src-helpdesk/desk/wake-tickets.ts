import { sql } from 'kysely';
import type { EpochMs, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Message, TicketEvent } from '#shared/domain/messages/message.ts';
import { namedPartnerSchema } from '#shared/domain/references/partner.ts';
import { awake, isPartnerLate } from '#shared/domain/tickets/snooze.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { publish } from '../storage/feed.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import { newId } from '../storage/new-id.ts';
import { insertMessages } from '../storage/rows/message-rows.ts';
import { lockTickets, updateTicket } from '../storage/rows/ticket-rows.ts';
import type { Storage } from '../storage/storage.ts';
import { momentAfter } from './moment-after.ts';

/** Between two looks for ended snoozes, in milliseconds. */
const LOOK_EVERY_MS = 2_000;
/** Most tickets that come back in one transaction. */
const AT_ONCE = 100;

/**
 * Brings back tickets whose snooze has ended, and says so in their timelines. Several instances may do so at once: what one
 * has locked the others pass over.
 * @returns how many
 */
export async function wakeTickets({ db, clock }: Pick<Storage, 'db' | 'clock'>): Promise<number> {
  return inTransaction(db, async (tx) => {
    const now = clock.now();
    const { rows } = await sql<{ id: TicketId }>`
      select id from ticket where snooze_until <= ${now}::bigint
      order by id limit ${AT_ONCE} for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    const ended = await lockTickets(
      tx,
      rows.map((row) => row.id),
    );
    const tickets: Ticket[] = [];
    const messages: Message[] = [];
    for (const ticket of ended.values()) {
      const at = momentAfter(ticket, now);
      tickets.push({ ...awake(ticket, ticket.snooze?.until ?? at), updatedAt: at });
      messages.push({
        kind: 'event',
        id: newId<MessageId>(),
        ticketId: ticket.id,
        at,
        authorId: null,
        event: endOfSnooze(ticket, now),
      });
    }
    const ticketRows = await Promise.all(tickets.map((ticket) => updateTicket(tx, ticket)));
    const queueOf = (id: TicketId) => (ended.get(id) as Ticket).queueId;
    await publish(tx, [...ticketRows, ...(await insertMessages(tx, messages, queueOf))]);
    return tickets.length;
  });
}

/** What the timeline says of a snooze that has ended. */
export function endOfSnooze(ticket: Ticket, now: EpochMs): TicketEvent {
  return ticket.partner !== null && isPartnerLate(ticket, now)
    ? { kind: 'partner-late', partner: namedPartnerSchema.parse(ticket.partner) }
    : { kind: 'woke' };
}

/**
 * Looks for ended snoozes every few seconds, on every instance.
 * @returns a function that stops it
 */
export function keepWaking(storage: Pick<Storage, 'db' | 'clock' | 'log'>): () => void {
  let stopped = false;
  let timer = setTimeout(look, LOOK_EVERY_MS);
  timer.unref();
  function look(): void {
    const again = (): void => {
      if (stopped) return;
      timer = setTimeout(look, LOOK_EVERY_MS);
      timer.unref();
    };
    wakeTickets(storage).then(
      (count) => (count === AT_ONCE && !stopped ? look() : again()),
      (error: unknown) => {
        storage.log.warn('Snoozed tickets could not be brought back; it is tried again.', {
          reason: error instanceof Error ? error.name : 'unknown',
        });
        again();
      },
    );
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
