import type { Kysely, Transaction } from 'kysely';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { FeedRow } from '../feed.ts';
import type { Tables } from '../tables.ts';

/** Writes new queues, or overwrites those of the same id. */
export async function saveQueues(
  tx: Transaction<Tables>,
  queues: readonly Queue[],
): Promise<readonly FeedRow[]> {
  for (const { id, name, position } of queues) {
    await tx
      .insertInto('queue')
      .values({ id, name, position })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, position }))
      .execute();
  }
  return queues.map((row) => ({ type: 'queue', row }));
}

/** All queues in the order of lists. */
export async function findQueues(db: Kysely<Tables>): Promise<readonly Queue[]> {
  return db.selectFrom('queue').selectAll().orderBy('position').orderBy('name').execute();
}
