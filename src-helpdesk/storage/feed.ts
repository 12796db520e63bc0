import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { QueueId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ChangeType } from '#shared/sync/change.ts';
import type { Tables } from './tables.ts';
import { countTickets, type TicketGroup } from './ticket-counts.ts';

/** A replicated row as it is now. A message carries the queue of its ticket, which sight is decided by. */
export type FeedRow =
  | { readonly type: 'person'; readonly row: Person }
  | { readonly type: 'queue'; readonly row: Queue }
  | { readonly type: 'reference'; readonly row: Reference }
  | { readonly type: 'customer'; readonly row: Customer }
  | { readonly type: 'ticket'; readonly row: Ticket }
  | { readonly type: 'message'; readonly row: Message; readonly queueId: QueueId };

/** The channel on which a commit that changed the feed is announced to every instance. */
export const FEED_CHANNEL = 'vakhta_feed';

/** A published row: `version` counts up per row, `json` is its `Change` as it goes over the wire. */
export interface Published {
  readonly type: ChangeType;
  readonly id: string;
  readonly version: number;
}

/** Eras that are remembered (I11). */
const KEPT_ERAS = 10_000;

/** Rows written by one statement; arrays keep the number of parameters small. */
const BATCH = 2_000;

/**
 * Writes rows into the change feed: the last thing a changing transaction does, after its own tables are written.
 *
 * I5, no missed change: every row gets a number from `feed_head`, one row that the first statement here locks until the
 * transaction ends. So of two transactions that publish, the second waits until the first has committed (or rolled
 * back), and numbers become visible in the order in which they were given, whatever the number of writers and
 * instances: a reader that has seen number n never finds a smaller new one later. Publishing last keeps that lock
 * short. Nobody else locks rows of `feed`, so there is nothing to deadlock with.
 *
 * A ticket that enters another queue takes its messages and its customer along: they are published again, so that
 * those who gain sight receive them, and those who lose it receive them as gone (I8).
 */
export async function publish(
  tx: Transaction<Tables>,
  rows: readonly FeedRow[],
): Promise<readonly Published[]> {
  if (rows.length === 0) return [];
  const latest = new Map(rows.map((row) => [keyOf(row.type, row.row.id), row]));
  const unique = [...latest.values()];
  const published: Published[] = [];
  for (let from = 0; from < unique.length; from += BATCH) {
    const batch = unique.slice(from, from + BATCH);
    const { written, before } = await writeRows(tx, batch);
    const tickets = batch.flatMap((row) => (row.type === 'ticket' ? [row.row] : []));
    await countTickets(tx, before, tickets);
    const moved = tickets.filter((ticket) => before.get(ticket.id)?.queueId !== ticket.queueId);
    const companions = await findCompanions(tx, moved, latest);
    published.push(...written, ...(await republish(tx, companions)));
  }
  return published;
}

/** Locks the head until the transaction ends and reserves numbers. @returns the number before the first of them */
async function takeNumbers(tx: Transaction<Tables>, count: number): Promise<number> {
  const head = await tx
    .updateTable('feed_head')
    .set((eb) => ({ seq: eb('seq', '+', count) }))
    .returning('seq')
    .executeTakeFirstOrThrow();
  return head.seq - count;
}

/**
 * Takes numbers for a batch, announces it (PostgreSQL delivers that when, and only when, the transaction commits), writes
 * its rows, and tells how its tickets were published before. All in one statement: this is under the lock that every
 * writer waits for. That `before` is the feed as it was before the wait does no harm: whoever publishes a ticket has
 * locked or made it, so its row in the feed does not change meanwhile. Versions do not come from there: a row that is
 * in conflict is taken as it is after the wait.
 */
async function writeRows(
  tx: Transaction<Tables>,
  rows: readonly FeedRow[],
): Promise<{
  readonly written: readonly Published[];
  readonly before: ReadonlyMap<string, TicketGroup>;
}> {
  const tickets = rows.flatMap((row) => (row.type === 'ticket' ? [row.row.id] : []));
  const { rows: told } = await sql<Published & { before: string | null }>`
    with head as (
      update feed_head set seq = seq + ${rows.length}::bigint returning seq, pg_notify(${FEED_CHANNEL}, '')
    ), written as (
      insert into feed (type, id, ticket_id, queue_id, customer_id, seq, version, gone, row)
      select type, id, ticket_id, queue_id, customer_id, head.seq - ${rows.length}::bigint + position, 1, false, row
      from head, unnest(
        ${rows.map((row) => row.type)}::text[],
        ${rows.map((row) => row.row.id as string)}::uuid[],
        ${rows.map(ticketOf)}::uuid[],
        ${rows.map(queueOf)}::uuid[],
        ${rows.map((row) => (row.type === 'ticket' ? row.row.customerId : null))}::uuid[],
        ${rows.map((row) => JSON.stringify(row.row))}::text[]
      ) with ordinality as given (type, id, ticket_id, queue_id, customer_id, row, position)
      on conflict (type, id) do update set
        ticket_id = excluded.ticket_id, queue_id = excluded.queue_id, customer_id = excluded.customer_id,
        seq = excluded.seq, version = feed.version + 1, gone = false, row = excluded.row
      returning type, id, version
    )
    select type, id, version, null as before from written
    union all
    select type, id, version, row from feed where type = 'ticket' and id = any(${tickets}::uuid[])`.execute(
    tx,
  );
  const written = told.filter((row) => row.before === null);
  if (written.length !== rows.length) throw new Error('The feed has no head.');
  // Rows that this module has written: trusted.
  const before = told.flatMap((row) => (row.before === null ? [] : [JSON.parse(row.before) as Ticket]));
  return { written, before: new Map(before.map((ticket) => [ticket.id, ticket])) };
}

/** A row that goes with its ticket into a queue. */
interface Companion {
  readonly type: ChangeType;
  readonly id: string;
  /** Null for a customer, who belongs to no queue. */
  readonly queueId: QueueId | null;
}

/**
 * Messages and customers of tickets that are new or change their queue, as far as they are not published anyway, in the
 * order in which they were published last. They get their numbers behind what they are published with: the numbers of
 * a ticket that moves are no order of what happened to it.
 */
async function findCompanions(
  tx: Transaction<Tables>,
  moved: readonly Ticket[],
  latest: ReadonlyMap<string, FeedRow>,
): Promise<readonly Companion[]> {
  if (moved.length === 0) return [];
  const queueNow = new Map(moved.map((ticket) => [ticket.id, ticket.queueId]));
  const companions = await sql<{ type: ChangeType; id: string; ticket_id: TicketId | null }>`
    select type, id, ticket_id from feed
    where (type = 'message' and ticket_id = any(${moved.map((ticket) => ticket.id)}::uuid[]))
       or (type = 'customer' and id = any(${moved.map((ticket) => ticket.customerId)}::uuid[]))
    order by seq`.execute(tx);
  return companions.rows
    .filter((row) => !latest.has(keyOf(row.type, row.id)))
    .map((row) => ({
      type: row.type,
      id: row.id,
      queueId: row.ticket_id === null ? null : (queueNow.get(row.ticket_id) ?? null),
    }));
}

/** Publishes that a row is no more. The last thing a changing transaction does, as `publish` is. */
export async function publishGone(
  tx: Transaction<Tables>,
  { type, id }: { readonly type: ChangeType; readonly id: string },
): Promise<void> {
  const first = await takeNumbers(tx, 1);
  await sql`
    with gone as (
      update feed set gone = true, row = '', seq = ${first + 1}::bigint, version = version + 1
      where type = ${type} and id = ${id}::uuid
      returning 1
    )
    select pg_notify(${FEED_CHANNEL}, '') from gone`.execute(tx);
}

async function republish(tx: Transaction<Tables>, companions: readonly Companion[]): Promise<Published[]> {
  if (companions.length === 0) return [];
  const first = await takeNumbers(tx, companions.length);
  const { rows } = await sql<Published>`
    update feed set queue_id = given.queue_id, seq = ${first}::bigint + given.position, version = feed.version + 1
    from unnest(
      ${companions.map((row) => row.type)}::text[],
      ${companions.map((row) => row.id)}::uuid[],
      ${companions.map((row) => row.queueId)}::uuid[]
    ) with ordinality as given (type, id, queue_id, position)
    where feed.type = given.type and feed.id = given.id
    returning feed.type, feed.id, feed.version`.execute(tx);
  return rows;
}

/** One name for a row of the feed. */
export function keyOf(type: ChangeType, id: string): string {
  return `${type} ${id}`;
}

function ticketOf(row: FeedRow): TicketId | null {
  return row.type === 'ticket' ? row.row.id : row.type === 'message' ? row.row.ticketId : null;
}

function queueOf(row: FeedRow): QueueId | null {
  return row.type === 'ticket' ? row.row.queueId : row.type === 'message' ? row.queueId : null;
}

/**
 * Begins an era: every opening of the database does, and every return of a database server that was away. A database that was restored from a backup lacks the eras of the
 * lost time, or has later ones begin below a cursor's number; either way a cursor of the lost time is noticed.
 */
export async function beginEra(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(beginEraWithin);
}

/** The same inside a transaction that changes everything: see `restoreBackup`. */
export async function beginEraWithin(tx: Transaction<Tables>): Promise<void> {
  const from = await takeNumbers(tx, 0);
  await tx
    .insertInto('feed_era')
    .values({ id: randomBytes(9).toString('base64url'), from_seq: from })
    .execute();
  // A cursor of a forgotten era begins anew, as one of a lost time does: none is older than so many openings.
  await sql`delete from feed_era where n <= (select max(n) from feed_era) - ${KEPT_ERAS}::int`.execute(tx);
}
