import { sql, type Kysely, type Transaction } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { first } from './migrations/0001-first.ts';
import { ticketCount } from './migrations/0002-ticket-count.ts';
import { instances } from './migrations/0003-instances.ts';
import { attachmentPlaces } from './migrations/0004-attachment-places.ts';
import { ticketActions } from './migrations/0005-ticket-actions.ts';
import { searchWords } from './migrations/0006-search-words.ts';
import { richText } from './migrations/0007-rich-text.ts';
import { ownRecords } from './migrations/0008-own-records.ts';
import { contentIds } from './migrations/0009-content-ids.ts';
import { references } from './migrations/0010-references.ts';
import { customerCards } from './migrations/0011-customer-cards.ts';
import { partners } from './migrations/0013-partners.ts';
import type { Tables } from './tables.ts';

/** All migrations by name, in the order of their names. A static list: nothing is looked for on a disk, so it can be bundled. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-first': first,
  '0002-ticket-count': ticketCount,
  '0003-instances': instances,
  '0004-attachment-places': attachmentPlaces,
  '0005-ticket-actions': ticketActions,
  '0006-search-words': searchWords,
  '0007-rich-text': richText,
  '0008-own-records': ownRecords,
  '0009-content-ids': contentIds,
  '0010-references': references,
  '0011-customer-cards': customerCards,
  '0013-partners': partners,
};

/** The database was written by a newer helpdesk than this one. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
}

/**
 * Brings the database to the shape of this program, in one transaction and under Kysely's advisory lock, so that
 * several instances can start at once (the first one migrates, the others wait for it) and a kill in the middle changes
 * nothing.
 * @param db without the limits of requests: rewriting tables takes long, and so does waiting until another instance has
 * @throws NewerDatabaseError when the database is of a later version: it is left alone
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: async () => ({ ...MIGRATIONS }) };
  const { error } = await db
    .connection()
    .execute((connection) => new Migrator({ db: connection, provider }).migrateToLatest());
  if (error === undefined) return;
  if (error instanceof Error && error.message.includes('is missing')) {
    throw new NewerDatabaseError(
      'This database was written by a newer helpdesk. Start the newer program; nothing has been changed.',
      { cause: error },
    );
  }
  throw error;
}

/** The name of the last migration that a database has had. */
export async function findSchema(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db);
  const last = rows[0];
  if (last === undefined) throw new Error('The database has no schema.');
  return last.name;
}

/** Whether this program knows a schema. */
export function knowsSchema(schema: string): boolean {
  return Object.hasOwn(MIGRATIONS, schema);
}

/**
 * Brings the tables from one schema to a later one, inside the caller's transaction, and keeps Kysely's record of it.
 * @param after the present schema; null: there are no tables
 * @param upTo null: to the latest
 */
export async function migrateWithin(
  tx: Transaction<Tables>,
  { after, upTo }: { readonly after: string | null; readonly upTo: string | null },
): Promise<void> {
  if (after === null) await sql`delete from kysely_migration`.execute(tx);
  for (const [name, migration] of Object.entries(MIGRATIONS).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if ((after !== null && name <= after) || (upTo !== null && name > upTo)) continue;
    await migration.up(tx);
    await sql`insert into kysely_migration (name, timestamp) values (${name}, ${new Date().toISOString()})`.execute(
      tx,
    );
  }
}
