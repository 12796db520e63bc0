import { sql, type Kysely, type Selectable } from 'kysely';
import type { CustomerId, QueueId } from '#shared/base/brand.ts';
import { MAX_ALIKE, type AlikePage, type AlikeRequest } from '#shared/contract/http/customers.ts';
import { isKnownBy, LIKENESSES, likenessOf, type Known } from '#shared/domain/customers/likeness.ts';
import { fromTable } from '../storage/rows/customer-rows.ts';
import type { CustomerTable, Tables } from '../storage/tables.ts';
import { queueInSight } from './feed-rows.ts';
import type { Sight } from './sight.ts';

/** Most customers that are compared, the newest (I11). */
const COMPARED = 100_000;

/**
 * Customers in sight who may be the same person as one of them, or who are known by some words. All are compared by the
 * rule of the domain: names are not compared by SQL, and there are not many customers.
 * @returns null when the one who was asked about is not in sight
 */
export async function findAlike(
  db: Kysely<Tables>,
  sight: Sight,
  { customerId, words }: AlikeRequest,
): Promise<AlikePage | null> {
  const { rows: all } = await sql<Known & { id: CustomerId }>`
    select id, name, email, phone from customer
    where merged_into is null and ${hasTicketInSight(sight)}
    order by id desc limit ${COMPARED}`.execute(db);
  const own = all.find(({ id }) => id === customerId);
  if (own === undefined) return null;
  const typed = words.trim();
  const found = all
    .filter((each) => each !== own && (typed === '' || isKnownBy(each, typed)))
    .map((each) => ({ id: each.id, because: likenessOf(own, each) }))
    .filter(({ because }) => typed !== '' || because !== null)
    .toSorted((a, b) => rank(a.because) - rank(b.because))
    .slice(0, MAX_ALIKE);
  const counted = await findCounted(db, sight, [customerId, ...found.map(({ id }) => id)]);
  const self = counted.get(customerId);
  if (self === undefined) return null;
  return {
    own: self,
    found: found.flatMap(({ id, because }) => {
      const one = counted.get(id);
      return one === undefined ? [] : [{ ...one, because }];
    }),
  };
}

async function findCounted(
  db: Kysely<Tables>,
  sight: Sight,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, AlikePage['own']>> {
  const { rows } = await sql<Selectable<CustomerTable> & { tickets: number }>`
    select customer.*, (select count(*)::int from ticket where customer_id = customer.id
      and ${queueInSight(sql<QueueId>`queue_id`, sight)}) as tickets
    from customer where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, { customer: fromTable(row), tickets: row.tickets }]));
}

function hasTicketInSight(sight: Sight) {
  return sql<boolean>`exists (select 1 from ticket where ticket.customer_id = customer.id
    and ${queueInSight(sql<QueueId>`ticket.queue_id`, sight)})`;
}

function rank(because: (typeof LIKENESSES)[number] | null): number {
  return because === null ? LIKENESSES.length : LIKENESSES.indexOf(because);
}
