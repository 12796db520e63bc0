import { sql, type Kysely } from 'kysely';
import type { CustomerId, QueueId } from '#shared/base/brand.ts';
import type { CustomerPair } from '#shared/contract/http/customers.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { mergeCustomers, separateCustomers } from '#shared/domain/customers/merge-customers.ts';
import { publish } from '../storage/feed.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import { lockTicketsAndCustomers, moveTickets, saveCustomers } from '../storage/rows/customer-rows.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../storage/tables.ts';
import { queueInSight } from './feed-rows.ts';
import { sightOf, type Sight } from './sight.ts';

/** `changed`: they are not any more what was on the screen; nothing was done. */
export type MergeCustomersError = 'not-found' | 'changed' | 'too-many';

/**
 * Makes two customers one: the source's tickets become the target's, with all that was known of him. In one transaction,
 * published last; a repetition is a success (I2).
 */
export async function mergeTwo(
  { db, clock }: Pick<Storage, 'db' | 'clock'>,
  person: Person,
  { source: sourceId, target: targetId }: CustomerPair,
): Promise<Result<null, MergeCustomersError>> {
  return inTransaction(db, async (tx): Promise<Result<null, MergeCustomersError>> => {
    const locked = await lockTicketsAndCustomers(tx, { of: sourceId }, [sourceId, targetId]);
    const [source, target] = [locked.customers.get(sourceId), locked.customers.get(targetId)];
    if (source === undefined || target === undefined) return err('not-found');
    if (!(await isSeen(tx, sightOf(person), targetId))) return err('not-found');
    if (source.mergedInto === targetId) return ok(null);
    if (!(await isSeen(tx, sightOf(person), sourceId)))
      return err(source.mergedInto === undefined ? 'not-found' : 'changed');
    const merged = mergeCustomers(target, source, person.id, clock.now());
    if (!merged.ok) return err(merged.error === 'too-many' ? 'too-many' : 'changed');
    const rows = await saveCustomers(tx, [merged.value.source, merged.value.target]);
    // Tickets first: with the customer after them, whoever reads page by page never has the one without the other for long.
    const tickets = await moveTickets(tx, locked.tickets, target, sourceId);
    await publish(tx, [...tickets, ...rows]);
    return ok(null);
  });
}

/** Makes them two again: what was the source's goes back, and what came for him since. A repetition is a success. */
export async function separateTwo(
  { db, clock }: Pick<Storage, 'db' | 'clock'>,
  person: Person,
  { source: sourceId, target: targetId }: CustomerPair,
): Promise<Result<null, MergeCustomersError>> {
  return inTransaction(db, async (tx): Promise<Result<null, MergeCustomersError>> => {
    const whose = { of: targetId, before: sourceId };
    const locked = await lockTicketsAndCustomers(tx, whose, [sourceId, targetId]);
    const [source, target] = [locked.customers.get(sourceId), locked.customers.get(targetId)];
    if (source === undefined || target === undefined) return err('not-found');
    if (!(await isSeen(tx, sightOf(person), targetId))) return err('not-found');
    if (source.mergedInto === undefined) return ok(null);
    if (source.mergedInto !== targetId) return err('changed');
    const apart = separateCustomers(target, source, person.id, clock.now());
    const rows = await saveCustomers(tx, [apart.source, apart.target]);
    const tickets = await moveTickets(tx, locked.tickets, source, null);
    await publish(tx, [...tickets, ...rows]);
    return ok(null);
  });
}

/** Whether a person sees a customer: by a ticket of his (I8). */
export async function isSeen(db: Kysely<Tables>, sight: Sight, id: CustomerId): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select exists (select 1 from ticket where customer_id = ${id}::uuid
      and ${queueInSight(sql<QueueId>`queue_id`, sight)}) as seen`.execute(db);
  return rows[0]?.seen === true;
}
