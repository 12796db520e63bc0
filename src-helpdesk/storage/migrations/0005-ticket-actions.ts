import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table ticket
    add column category text check (category in ('technical', 'simple', 'complex', 'financial', 'suggestion')),
    add column snooze jsonb,
    add column snooze_until bigint,
    add column tier int not null default 1 check (tier in (1, 2, 3)),
    add column follower_ids jsonb not null default '[]',
    add column links jsonb not null default '[]',
    add column merged_into uuid references ticket,
    add column before_merge jsonb,
    add column split_from uuid references ticket`,
  `create index ticket_snooze on ticket (snooze_until) where snooze_until is not null`,
  `create index ticket_merged on ticket (merged_into) where merged_into is not null`,
  `create index ticket_split on ticket (split_from) where split_from is not null`,
  // The customer's page on which a message was written, where that is another ticket's than the message's.
  `alter table message add column written_on uuid references ticket`,
  `create index message_written_on on message (written_on) where written_on is not null`,
  `alter table person add column tier int not null default 1 check (tier in (1, 2, 3))`,
  // What is snoozed or merged is counted apart.
  `alter table ticket_count add column place text not null default 'queue'
    check (place in ('queue', 'snoozed', 'merged'))`,
  `alter table ticket_count drop constraint ticket_count_pkey`,
  `alter table ticket_count add primary key (queue_id, status, assignee_id, place)`,
  // Rows as they are published: the same rows, so no number changes.
  `update feed set row = left(row, -1)
      || ',"category":null,"snooze":null,"tier":1,"followerIds":[],"links":[],"mergedInto":null,"beforeMerge":null,"splitFrom":null}'
    where type = 'ticket' and not gone`,
  `update feed set row = left(row, -1) || ',"tier":1}' where type = 'person' and not gone`,
];

/** What operators do with tickets besides answering: category, snooze, tier, followers, links, merging, splitting. */
export const ticketActions: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
