import { sql, type Kysely } from 'kysely';
import type { CommandId, CustomerId, MessageId, TicketId } from '#shared/base/brand.ts';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import { isAboutCustomer } from '#shared/sync/apply-to-customer.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import { keyOf } from '../../storage/feed.ts';
import type { Tables } from '../../storage/tables.ts';
import { findChanges } from '../feed-rows.ts';
import type { Sight } from '../sight.ts';
import type { Decided } from './decide-lines.ts';
import type { Changes } from './write-decided.ts';

/** Customer messages given beside a held command: enough to look at. */
const MAX_NEWER = 50;

interface Key {
  readonly type: 'ticket' | 'message' | 'customer';
  readonly id: string;
}

/**
 * Beside each outcome what the operator should see, as it is now and as far as it is in sight; in at most three queries.
 * @param written what deciding has just written for somebody who sees it: that need not be asked for
 */
export async function findAnswers(
  db: Kysely<Tables>,
  sight: Sight,
  decided: readonly Decided[],
  written: Changes,
): Promise<readonly Answer[]> {
  const newer = await findNewerMessages(db, decided);
  const customers = await findCustomers(db, decided);
  const keys = decided.map((one) => keysBeside(one, newer, customers));
  const missing = keys.flat().filter((key) => !written.has(keyOf(key.type, key.id)));
  const found = await findChanges(db, sight, missing);
  return decided.map(({ line, outcome }, index) => ({
    id: line.id,
    outcome,
    changes: (keys[index] ?? []).flatMap(({ type, id }) => {
      const key = keyOf(type, id);
      return written.get(key) ?? found.get(key) ?? [];
    }),
  }));
}

function keysBeside(
  { line, outcome, ticketId }: Decided,
  newer: ReadonlyMap<CommandId, readonly MessageId[]>,
  customers: ReadonlyMap<TicketId, CustomerId>,
): readonly Key[] {
  if (ticketId === null || outcome.kind === 'deferred') return [];
  const ticket: Key = { type: 'ticket', id: ticketId };
  const customerId = customers.get(ticketId);
  const customer: readonly Key[] = customerId === undefined ? [] : [{ type: 'customer', id: customerId }];
  if (outcome.kind === 'applied') return [ticket, ...customer, { type: 'message', id: messageIdOf(line) }];
  return [ticket, ...customer, ...(newer.get(line.id) ?? []).map((id): Key => ({ type: 'message', id }))];
}

/** The customers of the tickets of commands that are about them. */
async function findCustomers(
  db: Kysely<Tables>,
  decided: readonly Decided[],
): Promise<ReadonlyMap<TicketId, CustomerId>> {
  const ids = decided.flatMap(({ line: { command }, ticketId }) =>
    ticketId !== null && typeof command !== 'string' && isAboutCustomer(command) ? [ticketId] : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('ticket').select(['id', 'customer_id']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.customer_id]));
}

/** For each held command the customer's messages after the one that the operator had seen, oldest first. */
async function findNewerMessages(
  db: Kysely<Tables>,
  decided: readonly Decided[],
): Promise<ReadonlyMap<CommandId, readonly MessageId[]>> {
  const held = decided.flatMap(({ line: { command }, outcome }): Command[] =>
    outcome.kind === 'held' && typeof command !== 'string' ? [command] : [],
  );
  if (held.length === 0) return new Map();
  const { rows } = await sql<{ command_id: CommandId; ids: MessageId[] }>`
    select given.id as command_id, array(
      select newest.id::text from (
        select message.id, message.at from message
        where (message.ticket_id = given.ticket_id
            or message.ticket_id in (select id from ticket where merged_into = given.ticket_id))
          and message.kind = 'customer' and (message.at, message.id) > (
          select coalesce(max(seen.at), -1), coalesce(max(seen.id::text)::uuid, '00000000-0000-0000-0000-000000000000')
          from message seen where seen.id = given.seen_id and (seen.ticket_id = given.ticket_id
            or seen.ticket_id in (select id from ticket where merged_into = given.ticket_id)))
        order by message.at desc, message.id desc limit ${MAX_NEWER}
      ) newest order by newest.at, newest.id
    ) as ids
    from unnest(
      ${held.map((command) => command.id)}::uuid[],
      ${held.map((command) => command.ticketId)}::uuid[],
      ${held.map((command) => command.seen.lastCustomerMessageId)}::uuid[]
    ) as given (id, ticket_id, seen_id)`.execute(db);
  return new Map(rows.map((row) => [row.command_id, row.ids]));
}
