import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  // `value` is JSON as it came, null once it is deleted. `version` counts up per person, in the order of the commits.
  `create table own (
    person_id uuid not null references person,
    key text not null,
    version bigint not null,
    value text,
    updated_at bigint not null,
    primary key (person_id, key)
  )`,
  `create unique index own_version on own (person_id, version)`,
  // `floor`: deletions up to this version have been forgotten.
  `create table own_head (
    person_id uuid primary key references person,
    version bigint not null,
    floor bigint not null
  )`,
];

/** What a person keeps for himself alone, on all his machines: see `desk/own-records.ts`. */
export const ownRecords: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
