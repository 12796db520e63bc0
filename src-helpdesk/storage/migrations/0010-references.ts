import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const ID = '019a0000-0000-7000-8000-000000000001';

/** What every helpdesk knows from the beginning; supervisors may change or remove it. */
const SHIPPED = {
  when: [
    { fact: 'os', test: 'is', words: 'Windows XP', version: null },
    { fact: 'os', test: 'is-not', words: 'SP3', version: null },
  ],
  title: {
    en: 'Windows XP before Service Pack 3 cannot check SHA-256 signatures',
    ru: 'Windows XP до пакета обновления 3 не проверяет подписи SHA-256',
  },
  explanation: {
    en: 'Programs and secure sites are signed with SHA-256 today, because the older way of signing can be forged. Windows XP learnt SHA-256 with Service Pack 3 only, so on this computer it takes a genuine program for a damaged one. Installing Service Pack 3 solves it.',
    ru: 'Программы и защищённые сайты сегодня подписывают алгоритмом SHA-256: прежние подписи можно подделать. Windows XP понимает SHA-256 только с пакетом обновления 3, поэтому на этом компьютере настоящая программа выглядит для неё повреждённой. Поможет установка пакета обновления 3.',
  },
  link: 'https://www.catalog.update.microsoft.com/Search.aspx?q=KB936929',
};

/** The team's common knowledge, see `reference.ts`. */
export const references: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table reference (
        id uuid primary key,
        kind text not null,
        content jsonb not null,
        changed_by uuid references person,
        changed_at bigint not null
      )`.execute(db);
    await sql`alter table feed drop constraint feed_type_check`.execute(db);
    await sql`
      alter table feed add constraint feed_type_check
      check (type in ('person', 'queue', 'customer', 'ticket', 'message', 'reference'))`.execute(db);

    const row = JSON.stringify({ id: ID, kind: 'incompatibility', content: SHIPPED });
    await sql`
      insert into reference (id, kind, content, changed_at)
      values (${ID}::uuid, 'incompatibility', ${JSON.stringify(SHIPPED)}::jsonb, 0)`.execute(db);
    await sql`
      with head as (update feed_head set seq = seq + 1 returning seq)
      insert into feed (type, id, seq, version, gone, row)
      select 'reference', ${ID}::uuid, seq, 1, false, ${row} from head`.execute(db);
  },
};
