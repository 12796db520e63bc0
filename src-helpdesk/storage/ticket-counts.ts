import { sql, type Kysely, type Transaction } from 'kysely';
import type { PersonId, QueueId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { TicketCountTable, Tables } from './tables.ts';

/** What counts are kept by. */
export type TicketGroup = Pick<Ticket, 'queueId' | 'status' | 'assigneeId' | 'snooze' | 'mergedInto'>;
type Place = TicketCountTable['place'];

function placeOf({ snooze, mergedInto }: TicketGroup): Place {
  return mergedInto !== null ? 'merged' : snooze !== null ? 'snoozed' : 'queue';
}

/** In the place of an assignee where there is none. */
const NOBODY = '00000000-0000-0000-0000-000000000000' as PersonId;

/**
 * Keeps the counters up with published tickets. Called under the lock of the feed's head: so two transactions never wait
 * for each other's counters.
 * @param before how the tickets were published the last time, by id
 */
export async function countTickets(
  tx: Transaction<Tables>,
  before: ReadonlyMap<string, TicketGroup>,
  tickets: readonly Ticket[],
): Promise<void> {
  const deltas = new Map<string, { readonly group: TicketGroup; n: number }>();
  const add = (group: TicketGroup, n: number): void => {
    const key = `${group.queueId} ${group.status} ${group.assigneeId ?? NOBODY} ${placeOf(group)}`;
    const delta = deltas.get(key);
    if (delta === undefined) deltas.set(key, { group, n });
    else delta.n += n;
  };
  for (const ticket of tickets) {
    const old = before.get(ticket.id);
    if (old !== undefined) add(old, -1);
    add(ticket, 1);
  }
  const changed = [...deltas.values()].filter((delta) => delta.n !== 0);
  if (changed.length === 0) return;
  await sql`
    insert into ticket_count (queue_id, status, assignee_id, place, n)
    select * from unnest(
      ${changed.map(({ group }) => group.queueId)}::uuid[],
      ${changed.map(({ group }) => group.status)}::text[],
      ${changed.map(({ group }) => group.assigneeId ?? NOBODY)}::uuid[],
      ${changed.map(({ group }) => placeOf(group))}::text[],
      ${changed.map(({ n }) => n)}::int[])
    on conflict (queue_id, status, assignee_id, place) do update set n = ticket_count.n + excluded.n`.execute(
    tx,
  );
}

/** Some tickets that no view tells apart. */
export interface TicketCount extends Pick<Ticket, 'status' | 'assigneeId'> {
  readonly place: Place;
  readonly n: number;
}

/** How many tickets there are in the given queues (null: in all), by status, assignee and place. */
export async function findTicketCounts(
  db: Kysely<Tables>,
  queueIds: readonly QueueId[] | null,
): Promise<readonly TicketCount[]> {
  const { rows } = await sql<Pick<TicketCountTable, 'status' | 'assignee_id' | 'place' | 'n'>>`
    select status, assignee_id, place, sum(n)::int as n from ticket_count
    where ${queueIds === null ? sql`true` : sql`queue_id = any(${queueIds}::uuid[])`}
    group by status, assignee_id, place having sum(n) > 0`.execute(db);
  return rows.map(({ assignee_id: id, ...row }) => ({ ...row, assigneeId: id === NOBODY ? null : id }));
}
