import { sql, type Transaction } from 'kysely';
import type { EpochMs, PersonId, ReferenceId } from '#shared/base/brand.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import { partnerSchema, type Partner } from '#shared/domain/references/partner.ts';
import type { FeedRow } from '../feed.ts';
import type { Tables } from '../tables.ts';

/** Writes references, or overwrites those of the same id. @param by null for what came with the program */
export async function saveReferences(
  tx: Transaction<Tables>,
  references: readonly Reference[],
  by: PersonId | null,
  at: EpochMs,
): Promise<readonly FeedRow[]> {
  for (const { id, kind, content } of references) {
    const values = { kind, content: JSON.stringify(content), changed_by: by, changed_at: at };
    await tx
      .insertInto('reference')
      .values({ id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute();
  }
  return references.map((row) => ({ type: 'reference', row }));
}

/** Locks a reference until the transaction ends, and tells whether it is what it is taken for. */
export async function lockReference(
  tx: Transaction<Tables>,
  id: ReferenceId,
  content: Reference['content'] | null,
): Promise<'absent' | 'same' | 'other'> {
  const { rows } = await sql<{ same: boolean | null }>`
    select content = ${content === null ? null : JSON.stringify(content)}::jsonb as same
    from reference where id = ${id}::uuid for update`.execute(tx);
  const row = rows[0];
  return row === undefined ? 'absent' : row.same === true ? 'same' : 'other';
}

/** Those of the partners that there are. */
export async function findPartners(
  tx: Transaction<Tables>,
  ids: readonly ReferenceId[],
): Promise<ReadonlyMap<ReferenceId, Partner>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('reference')
    .select(['id', 'content'])
    .where('kind', '=', 'partner')
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, content }) => [id, partnerSchema.parse(content)]));
}

/** Removes a reference. */
export async function removeReference(tx: Transaction<Tables>, id: ReferenceId): Promise<void> {
  await tx.deleteFrom('reference').where('id', '=', id).execute();
}

/** How many there are. */
export async function findReferenceCount(tx: Transaction<Tables>): Promise<number> {
  const { n } = await tx
    .selectFrom('reference')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}
