import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table message add column rich jsonb, add column signature text`,
  `alter table person add column public_name text`,
  `alter table queue add column signature text`,
];

/** Answers and notes with their form, the signature of a queue, and the name that customers read. */
export const richText: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
