import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  // Until now bytes lay under their hash, its first two digits as a folder.
  `alter table attachment
    add column place text,
    add column used_at bigint`,
  `update attachment set place = substr(sha256, 1, 2) || '/' || substr(sha256, 3), used_at = created_at`,
  `alter table attachment
    alter column place set not null,
    alter column used_at set not null`,
  `create unique index attachment_place on attachment (place)`,
  `create index attachment_used on attachment (used_at)`,
  `create table stray_file (
    place text primary key,
    free_at bigint not null
  )`,
  `create index stray_file_free on stray_file (free_at)`,
  `create table upload_part (
    place text primary key,
    sha256 text not null,
    person_id uuid not null references person,
    starts int not null check (starts >= 0),
    size int not null check (size > 0),
    whole int not null,
    at bigint not null
  )`,
  `create index upload_part_upload on upload_part (sha256, person_id)`,
  `create index upload_part_at on upload_part (at)`,
];

/** Every file has a place of its own, never used twice, and is written down before it is written: see `attachment-files.ts`. */
export const attachmentPlaces: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
