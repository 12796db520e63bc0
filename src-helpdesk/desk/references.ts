import type { PersonId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_REFERENCES, type Reference } from '#shared/domain/references/reference.ts';
import { publish, publishGone } from '../storage/feed.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import {
  findReferenceCount,
  lockReference,
  removeReference,
  saveReferences,
} from '../storage/rows/reference-rows.ts';
import type { Storage } from '../storage/storage.ts';

/** `changed`: it is not any more what was on the screen; nothing was done. `too-many`: there is no room for another. */
export type ReferenceError = 'changed' | 'too-many';

/**
 * Makes a reference, changes it, or removes it.
 * @param before what was on the screen; null for a new one
 * @param after null: it is to be removed
 */
export async function changeReference(
  { db, clock }: Storage,
  by: PersonId,
  before: Reference | null,
  after: Reference | null,
): Promise<Result<null, ReferenceError>> {
  const id = after?.id ?? before?.id;
  if (id === undefined) return ok(null);
  return inTransaction(db, async (tx) => {
    if ((await lockReference(tx, id, before?.content ?? null)) !== (before === null ? 'absent' : 'same'))
      return err('changed');
    if (after === null) {
      await removeReference(tx, id);
      await publishGone(tx, { type: 'reference', id });
      return ok(null);
    }
    if (before === null && (await findReferenceCount(tx)) >= MAX_REFERENCES) return err('too-many');
    await publish(tx, await saveReferences(tx, [after], by, clock.now()));
    return ok(null);
  });
}
