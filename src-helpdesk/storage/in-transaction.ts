import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * PostgreSQL: serialization failure, deadlock, and a key that somebody has just taken (the next attempt finds what he
 * wrote). Nothing has happened, and the same again may end otherwise.
 */
const AGAIN: ReadonlySet<unknown> = new Set(['40001', '40P01', '23505']);
const ATTEMPTS = 4;

/** Runs one transaction, again where the database asks for it: `run` must have no effect but through `tx`. */
export async function inTransaction<T>(
  db: Kysely<Tables>,
  run: (tx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(run);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (attempt === ATTEMPTS || !AGAIN.has(code)) throw error;
    }
  }
}
