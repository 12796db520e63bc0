import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { first } from './migrations/0001-first.ts';
import { ticketCount } from './migrations/0002-ticket-count.ts';
import type { Tables } from './tables.ts';

/** All migrations by name, in the order of their names. A static list: nothing is looked for on a disk, so it can be bundled. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-ticket-count': ticketCount,
};

/** The database was written by a newer helpdesk than this one. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * Brings the database to the shape of this program, in one transaction and under Kysely's advisory lock, so that
 * several instances can start at once and a kill in the middle changes nothing.
 * @throws NewerDatabaseError when the database is of a later version: it is left alone
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('is missing')) {
    throw new NewerDatabaseError(
      'This database was written by a newer helpdesk. Start the newer program; nothing has been changed.',
      { cause: error },
    );
  }
  throw error;
}
