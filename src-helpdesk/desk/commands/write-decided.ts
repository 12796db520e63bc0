import type { Transaction } from 'kysely';
import type { TicketId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { keyOf, publish, type FeedRow } from '../../storage/feed.ts';
import { commandInsertion } from '../../storage/rows/command-rows.ts';
import { writeAtOnce } from '../../storage/rows/many-rows.ts';
import { messageInsertions } from '../../storage/rows/message-rows.ts';
import { ticketUpdate } from '../../storage/rows/ticket-rows.ts';
import type { Tables } from '../../storage/tables.ts';
import type { Writes } from './decide-lines.ts';

/** Changes by `keyOf`, as a page of the feed would give them. */
export type Changes = ReadonlyMap<string, unknown>;

/**
 * Writes verdicts with their effects, in a number of statements that does not depend on how many there are.
 * @returns the rows as they are from the commit of this transaction on
 */
export async function writeDecided(
  tx: Transaction<Tables>,
  person: Person,
  { verdicts, tickets, messages }: Writes,
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
  await writeAtOnce(tx, [commandInsertion(commands), ticketUpdate(tickets), ...messageInsertions(messages)]);
  const queueOf = new Map(tickets.map((ticket) => [ticket.id, ticket.queueId]));
  const rows: FeedRow[] = [
    ...tickets.map((row) => ({ type: 'ticket', row }) as const),
    ...messages.map((row) => ({ type: 'message', row, queueId: queueIn(queueOf, row.ticketId) }) as const),
  ];
  const rowOf = new Map(rows.map(({ type, row }) => [keyOf(type, row.id), row]));
  const published = await publish(tx, rows);
  return new Map(
    published.flatMap(({ type, id, version }) => {
      const key = keyOf(type, id);
      const row = rowOf.get(key);
      return row === undefined ? [] : [[key, { type, id, version, row }] as const];
    }),
  );
}

function queueIn<Q>(queues: ReadonlyMap<TicketId, Q>, ticketId: TicketId): Q {
  const queue = queues.get(ticketId);
  if (queue === undefined) throw new Error('An entry of a ticket that has not changed.');
  return queue;
}
