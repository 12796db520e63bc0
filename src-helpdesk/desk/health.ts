import { sql } from 'kysely';
import { isDatabaseAway, isDiskFull } from '../storage/database-failure.ts';
import { StoreUnavailableError } from '../storage/files/byte-store.ts';
import type { Storage } from '../storage/storage.ts';

/** What an error says about the state of the storage; null: nothing, it is a defect of something else. */
export function storageFailureOf(error: unknown): 'away' | 'files-away' | 'disk-full' | null {
  if (error instanceof StoreUnavailableError) return 'files-away';
  if (isDiskFull(error)) return 'disk-full';
  return isDatabaseAway(error) ? 'away' : null;
}

/** A database that takes longer for nothing is not there, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Whether the database answers now. */
export async function isDatabaseThere({ db }: Pick<Storage, 'db'>): Promise<boolean> {
  const late = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS).unref();
  });
  const answers = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([answers, late]);
}
