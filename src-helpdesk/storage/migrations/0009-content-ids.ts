import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How the HTML of a message names its pictures, so that they are shown where they stood. */
export const contentIds: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table message_attachment add column content_id text').execute(db);
  },
};
