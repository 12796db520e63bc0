import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table customer
    add column notes jsonb not null default '[]',
    add column merged jsonb not null default '[]',
    add column merged_into uuid references customer,
    add column trail jsonb not null default '[]'`,
  // Whose ticket it was before he was merged: it goes back to him when they are separated.
  `alter table ticket add column customer_before uuid references customer`,
  `create index ticket_customer_before on ticket (customer_before) where customer_before is not null`,
];

/** Notes on customers, and customers who go on in another one. Published rows say nothing of it where there is nothing. */
export const customerCards: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
