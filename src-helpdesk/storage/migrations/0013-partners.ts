import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table ticket add column partner jsonb`,
  // Rows as they are published: the same rows, so no number changes.
  `update feed set row = left(row, -1) || ',"partner":null}' where type = 'ticket' and not gone`,
];

/** The partner organisation that has a ticket; the organisations themselves are references. */
export const partners: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
