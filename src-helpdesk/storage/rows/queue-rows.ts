import type { Kysely, Transaction } from 'kysely';
import type { QueueId } from '#shared/base/brand.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { FeedRow } from '../feed.ts';
import type { Tables } from '../tables.ts';

/** Writes new queues, or overwrites those of the same id. */
export async function saveQueues(
  tx: Transaction<Tables>,
  queues: readonly Queue[],
): Promise<readonly FeedRow[]> {
  for (const { id, name, position, signature = null } of queues) {
    await tx
      .insertInto('queue')
      .values({ id, name, position, signature })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, position, signature }))
      .execute();
  }
  return queues.map((row) => ({ type: 'queue', row }));
}

/** All queues in the order of lists. */
export async function findQueues(db: Kysely<Tables>): Promise<readonly Queue[]> {
  const rows = await db.selectFrom('queue').selectAll().orderBy('position').orderBy('name').execute();
  return rows.map(({ signature, ...queue }) => ({ ...queue, ...(signature !== null && { signature }) }));
}

/** Those of the queues that there are. */
export async function findKnownQueues(
  db: Kysely<Tables>,
  ids: readonly QueueId[],
): Promise<ReadonlySet<QueueId>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('queue').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map((row) => row.id));
}
