import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { dueOrder } from '../due-order.ts';
import type { FeedRow } from '../feed.ts';
import type { Tables, TicketTable } from '../tables.ts';
import { manyRows, namesOf, writeAtOnce, type Columns, type Writing } from './many-rows.ts';

/** Most rows in one statement: a row has about 30 parameters, PostgreSQL takes 65,535. */
const BATCH = 1_000;

/** The next ticket number; the counter stays locked until the transaction ends, so none is given twice. */
export async function takeTicketNumber(tx: Transaction<Tables>, count = 1): Promise<number> {
  const { value } = await tx
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', '=', 'ticket')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

/** Writes new tickets. `conversationHash` by ticket where the customer has a page of his own. */
export async function insertTickets(
  tx: Transaction<Tables>,
  tickets: readonly Ticket[],
  conversationHash: ReadonlyMap<TicketId, string> = new Map(),
): Promise<readonly FeedRow[]> {
  for (let from = 0; from < tickets.length; from += BATCH) {
    await tx
      .insertInto('ticket')
      .values(
        tickets.slice(from, from + BATCH).map((ticket) => ({
          ...toTable(ticket),
          conversation_hash: conversationHash.get(ticket.id) ?? null,
        })),
      )
      .execute();
  }
  return tickets.map((row) => ({ type: 'ticket', row }));
}

/** Writes a changed ticket. */
export async function updateTicket(tx: Transaction<Tables>, ticket: Ticket): Promise<FeedRow> {
  await writeAtOnce(tx, [ticketUpdate([ticket])]);
  return { type: 'ticket', row: ticket };
}

/** SQL: writes changed tickets. */
export function ticketUpdate(tickets: readonly Ticket[]): Writing {
  if (tickets.length === 0) return null;
  const changes = namesOf(CHANGING)
    .filter((name) => name !== 'id')
    .map((name) => sql`${sql.ref(name)} = given.${sql.ref(name)}`);
  return sql`
    update ticket set ${sql.join(changes)}
    from (${manyRows(CHANGING, tickets.map(toTable))}) given
    where ticket.id = given.id`;
}

/** The ticket, locked until the transaction ends; null when there is none. */
export async function lockTicket(tx: Transaction<Tables>, id: TicketId): Promise<Ticket | null> {
  return (await lockTickets(tx, [id])).get(id) ?? null;
}

/**
 * Those of the tickets that there are, locked until the transaction ends. Locked in the order of their ids, so that two
 * transactions with the same tickets never wait for each other in a ring.
 */
export async function lockTickets(
  tx: Transaction<Tables>,
  ids: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, Ticket>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Selectable<TicketTable>>`
    select * from ticket where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  return new Map(rows.map((row) => [row.id, fromTable(row)]));
}

/** The ticket as it is; null when there is none. */
export async function findTicket(db: Kysely<Tables>, id: TicketId): Promise<Ticket | null> {
  const row = await db.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromTable(row);
}

/** The ticket whose customer's page has this secret (given as its hash). */
export async function findTicketByConversation(db: Kysely<Tables>, hash: string): Promise<Ticket | null> {
  const row = await db
    .selectFrom('ticket')
    .selectAll()
    .where('conversation_hash', '=', hash)
    .executeTakeFirst();
  return row === undefined ? null : fromTable(row);
}

/** How many tickets there are. */
export async function countTickets(db: Kysely<Tables>): Promise<number> {
  const { n } = await db
    .selectFrom('ticket')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** The columns of a ticket that its row here says. */
const CHANGING: Columns<ReturnType<typeof toTable>> = {
  id: 'uuid',
  number: 'int',
  subject: 'text',
  queue_id: 'uuid',
  customer_id: 'uuid',
  customer_name: 'text',
  status: 'text',
  priority: 'text',
  assignee_id: 'uuid',
  tags: 'jsonb',
  channel: 'text',
  language: 'text',
  environment: 'jsonb',
  created_at: 'bigint',
  updated_at: 'bigint',
  waiting_since: 'bigint',
  last_customer_message_id: 'uuid',
  last_line: 'jsonb',
  due_order: 'bigint',
  category: 'text',
  snooze: 'jsonb',
  snooze_until: 'bigint',
  tier: 'int',
  follower_ids: 'jsonb',
  links: 'jsonb',
  merged_into: 'uuid',
  before_merge: 'jsonb',
  split_from: 'uuid',
  partner: 'jsonb',
};

function toTable(ticket: Ticket) {
  return {
    id: ticket.id,
    number: ticket.number,
    subject: ticket.subject,
    queue_id: ticket.queueId,
    customer_id: ticket.customerId,
    customer_name: ticket.customerName,
    status: ticket.status,
    priority: ticket.priority,
    assignee_id: ticket.assigneeId,
    tags: JSON.stringify(ticket.tags),
    channel: ticket.channel,
    language: ticket.language,
    environment: ticket.environment === null ? null : JSON.stringify(ticket.environment),
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    waiting_since: ticket.waitingSince,
    last_customer_message_id: ticket.lastCustomerMessageId,
    last_line: ticket.lastLine === null ? null : JSON.stringify(ticket.lastLine),
    due_order: dueOrder(ticket),
    category: ticket.category,
    snooze: ticket.snooze === null ? null : JSON.stringify(ticket.snooze),
    snooze_until: ticket.snooze?.until ?? null,
    tier: ticket.tier,
    follower_ids: JSON.stringify(ticket.followerIds),
    links: JSON.stringify(ticket.links),
    merged_into: ticket.mergedInto,
    before_merge: ticket.beforeMerge === null ? null : JSON.stringify(ticket.beforeMerge),
    split_from: ticket.splitFrom,
    partner: ticket.partner === null ? null : JSON.stringify(ticket.partner),
  };
}

function fromTable(row: Selectable<TicketTable>): Ticket {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    queueId: row.queue_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    status: row.status,
    priority: row.priority,
    assigneeId: row.assignee_id,
    tags: row.tags,
    channel: row.channel,
    language: row.language,
    environment: row.environment,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    waitingSince: row.waiting_since,
    lastCustomerMessageId: row.last_customer_message_id,
    lastLine: row.last_line,
    category: row.category,
    snooze: row.snooze,
    tier: row.tier,
    followerIds: row.follower_ids,
    links: row.links,
    mergedInto: row.merged_into,
    beforeMerge: row.before_merge,
    splitFrom: row.split_from,
    partner: row.partner,
  };
}
