import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// The configuration takes Cyrillic words for Russian and Latin ones for English. Indexes of expressions: no column to be
// kept in backups. `desk/search/search-sql.ts` asks with the same expressions.
const STATEMENTS = [
  `create index message_words on message
    using gin (to_tsvector('russian', translate(coalesce(text, ''), 'Ёё', 'Ее')))`,
  `create index ticket_words on ticket
    using gin (to_tsvector('russian', translate(subject || ' ' || customer_name, 'Ёё', 'Ее')))`,
  `create index ticket_updated on ticket (updated_at desc, id desc)`,
];

/** The words of messages and tickets, for the search of the archive. */
export const searchWords: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
