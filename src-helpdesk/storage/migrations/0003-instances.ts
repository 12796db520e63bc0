import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What instances of a helpdesk have in common and each of them kept to itself before. */
export const instances: Migration = {
  async up(db: Kysely<unknown>) {
    // Failed attempts by the hash of what they were made at: see `attempts.ts`.
    await sql`create table attempt (
      key text primary key,
      failures int not null,
      since bigint not null
    )`.execute(db);
    await sql`create index attempt_since on attempt (since)`.execute(db);
    // The key of seals on files that wait with a customer's form.
    await sql`alter table helpdesk add column seal_key text`.execute(db);
    await sql`update helpdesk set seal_key = ${randomBytes(32).toString('base64url')}`.execute(db);
    await sql`alter table helpdesk alter column seal_key set not null`.execute(db);
  },
};
