import { describe, expect, it } from 'vitest';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { first } from '#helpdesk/storage/migrations/0001-first.ts';
import { ticketCount } from '#helpdesk/storage/migrations/0002-ticket-count.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';

describe('migrations', () => {
  it('I10: counters begin with the tickets that are there', async () => {
    const db = new Kysely<unknown>({
      dialect: new PGliteDialect({ pglite: await PGlite.create({ loadDataDir: await migratedTemplate() }) }),
    });
    // The template spares making a database; what it holds does not matter.
    await sql`drop schema public cascade`.execute(db);
    await sql`create schema public`.execute(db);
    await first.up(db);
    const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
    await sql`insert into queue values (${id(1)}, 'Q', 1)`.execute(db);
    await sql`insert into customer (id, name, language, level, products, created_at)
      values (${id(2)}, 'C', 'en', 'beginner', '[]', 1)`.execute(db);
    for (const [n, status] of [
      ['1', 'open'],
      ['2', 'open'],
      ['3', 'resolved'],
    ] as const) {
      await sql`insert into ticket (id, number, subject, queue_id, customer_id, customer_name, status, priority, tags,
          channel, language, created_at, updated_at, due_order)
        values (${id(10 + Number(n))}, ${Number(n)}, 'S', ${id(1)}, ${id(2)}, 'C', ${status}, 'normal', '[]', 'form', 'en', 1, 1, 1)`.execute(
        db,
      );
    }
    await ticketCount.up(db);
    const { rows } = await sql`select status, n from ticket_count order by status`.execute(db);
    expect(rows).toEqual([
      { status: 'open', n: 2 },
      { status: 'resolved', n: 1 },
    ]);
    await db.destroy();
  });
});
