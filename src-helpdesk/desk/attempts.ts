import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Storage } from '../storage/storage.ts';

/** So many failures within the time close the door for the rest of it. */
export interface AttemptLimits {
  readonly failures: number;
  readonly withinMs: number;
}

/**
 * Counts failed attempts by key (a login, an address), for all instances together. Only failures count: who knows the
 * password is not slowed.
 */
export interface Attempts {
  /** Milliseconds until the key may try again; 0: now. */
  waitMs(key: string): Promise<number>;
  /**
   * Counts an attempt that has not succeeded yet, unless the door is closed: of attempts made at the same moment, on
   * whatever instances, no more than allowed are let in.
   * @returns as `waitMs` before it; 0: it was counted
   */
  count(key: string): Promise<number>;
  succeeded(key: string): Promise<void>;
}

/** What is counted of customers: what they have sent, and the forms that were read for it, whatever was in them. */
export type CustomerPurpose = 'contact' | 'contact form' | 'answer' | 'answer form';

/** @param purpose tells keys of one kind from those of another */
export function createAttempts(
  { db, clock }: Pick<Storage, 'db' | 'clock'>,
  purpose: 'sign-in login' | 'sign-in address' | CustomerPurpose,
  { failures, withinMs }: AttemptLimits,
): Attempts {
  // A hash: what is typed as a login may be somebody's password.
  const hashOf = (key: string): string => createHash('sha256').update(`${purpose}\n${key}`).digest('hex');

  async function waitMs(key: string): Promise<number> {
    const { rows } = await sql<{ failures: number; since: number }>`
      select failures, since from attempt where key = ${hashOf(key)}`.execute(db);
    const entry = rows[0];
    if (entry === undefined || entry.failures < failures) return 0;
    // A clock that was set back must not close the door for longer.
    return Math.min(withinMs, Math.max(0, entry.since + withinMs - clock.now()));
  }

  return {
    waitMs,
    async count(key) {
      const now = clock.now();
      const { rows } = await sql`
        insert into attempt (key, failures, since) values (${hashOf(key)}, 1, ${now}::bigint)
        on conflict (key) do update set
          failures = case when attempt.since + ${withinMs}::bigint <= ${now}::bigint then 1 else attempt.failures + 1 end,
          since = case when attempt.since + ${withinMs}::bigint <= ${now}::bigint then ${now}::bigint else attempt.since end
        where attempt.failures < ${failures}::int or attempt.since + ${withinMs}::bigint <= ${now}::bigint
        returning failures`.execute(db);
      return rows.length > 0 ? 0 : Math.max(1, await waitMs(key));
    },
    async succeeded(key) {
      await sql`delete from attempt where key = ${hashOf(key)}`.execute(db);
    },
  };
}
