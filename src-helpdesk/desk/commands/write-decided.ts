import type { Transaction } from 'kysely';
import type { TicketId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { keyOf, publish, type FeedRow } from '../../storage/feed.ts';
import { commandInsertion } from '../../storage/rows/command-rows.ts';
import { saveCustomers } from '../../storage/rows/customer-rows.ts';
import { writeAtOnce } from '../../storage/rows/many-rows.ts';
import { messageInsertions } from '../../storage/rows/message-rows.ts';
import { insertTickets, takeTicketNumber, ticketUpdate } from '../../storage/rows/ticket-rows.ts';
import type { Tables } from '../../storage/tables.ts';
import type { Writes } from './decide-lines.ts';

/** Changes by `keyOf`, as a page of the feed would give them. */
export type Changes = ReadonlyMap<string, unknown>;

/**
 * Writes verdicts with their effects, in a number of statements that does not depend on how many there are.
 * @returns the rows in the person's sight as they are from the commit of this transaction on
 */
export async function writeDecided(
  tx: Transaction<Tables>,
  person: Person,
  { verdicts, tickets: changed, created, customers, messages }: Writes,
): Promise<Changes> {
  const commands = verdicts.map(({ line: { id, client, command }, verdict, at }) => ({
    id,
    client,
    personId: person.id,
    ticketId: typeof command === 'string' ? null : command.ticketId,
    n: typeof command === 'string' ? null : command.n,
    verdict,
    at,
  }));
  const numbered = await withNumbers(tx, created);
  await insertTickets(tx, numbered);
  const tickets = [...changed, ...numbered];
  await writeAtOnce(tx, [commandInsertion(commands), ticketUpdate(changed), ...messageInsertions(messages)]);
  const queueOf = new Map(tickets.map((ticket) => [ticket.id, ticket.queueId]));
  const rows: Extract<FeedRow, { type: 'ticket' | 'message' }>[] = [
    ...tickets.map((row) => ({ type: 'ticket', row }) as const),
    ...messages.map((row) => ({ type: 'message', row, queueId: queueIn(queueOf, row.ticketId) }) as const),
  ];
  // A ticket that has been handed over may be out of sight by now (I8).
  const inSight = rows.filter((each) =>
    seesQueue(person, each.type === 'ticket' ? each.row.queueId : each.queueId),
  );
  const rowOf = new Map(inSight.map(({ type, row }) => [keyOf(type, row.id), row]));
  // Whoever has an entry of the timeline has what it did to the customer too.
  const published = await publish(tx, [...(await saveCustomers(tx, customers)), ...rows]);
  return new Map(
    published.flatMap(({ type, id, version }) => {
      const key = keyOf(type, id);
      const row = rowOf.get(key);
      return row === undefined ? [] : [[key, { type, id, version, row }] as const];
    }),
  );
}

/** New tickets with the next numbers. */
async function withNumbers(tx: Transaction<Tables>, created: readonly Ticket[]): Promise<readonly Ticket[]> {
  if (created.length === 0) return [];
  const first = await takeTicketNumber(tx, created.length);
  return created.map((ticket, index) => ({ ...ticket, number: first + index }));
}

function queueIn<Q>(queues: ReadonlyMap<TicketId, Q>, ticketId: TicketId): Q {
  const queue = queues.get(ticketId);
  if (queue === undefined) throw new Error('An entry of a ticket that has not changed.');
  return queue;
}
