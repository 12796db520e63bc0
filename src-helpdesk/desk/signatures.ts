import { sql } from 'kysely';
import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { publish } from '../storage/feed.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import { findQueues, saveQueues } from '../storage/rows/queue-rows.ts';
import type { Storage } from '../storage/storage.ts';
import type { SignatureChange } from '#shared/contract/http/signature.ts';
import { setPublicName } from './people.ts';

/** Changes what customers read under one's own answers; null: the full name. Answers that were given keep theirs. */
export async function changePublicName(
  storage: Storage,
  personId: PersonId,
  publicName: string | null,
): Promise<void> {
  const { rows } = await sql<{ login: string }>`
    select login from person where id = ${personId}::uuid`.execute(storage.db);
  if (rows[0] !== undefined) await setPublicName(storage, rows[0].login, publicName);
}

/**
 * Changes what stands under every new answer of a queue.
 * @returns `changed` when it is not any more what was on the screen: nothing was done
 */
export async function changeSignature(
  { db }: Pick<Storage, 'db'>,
  queueId: QueueId,
  { before, after }: SignatureChange,
): Promise<Result<null, 'changed' | 'no-such-queue'>> {
  return inTransaction(db, async (tx) => {
    await sql`select id from queue where id = ${queueId}::uuid for no key update`.execute(tx);
    const queue = (await findQueues(tx)).find(({ id }) => id === queueId);
    if (queue === undefined) return err('no-such-queue');
    if ((queue.signature ?? null) !== before) return err('changed');
    await publish(tx, await saveQueues(tx, [{ ...queue, signature: after }]));
    return ok(null);
  });
}
