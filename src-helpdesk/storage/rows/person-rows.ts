import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { EpochMs, PersonId, QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { FeedRow } from '../feed.ts';
import type { PersonTable, Tables } from '../tables.ts';

/** A person with what never leaves the helpdesk. */
export interface Account {
  readonly person: Person;
  readonly login: string;
  readonly passwordHash: string;
}

/** Writes a new account, or overwrites that of the same person. The login is kept in lower case. */
export async function saveAccount(
  tx: Transaction<Tables>,
  { person, login, passwordHash }: Account,
  at: EpochMs,
): Promise<FeedRow> {
  const row = {
    login: login.toLowerCase(),
    name: person.name,
    public_name: person.publicName ?? null,
    role: person.role,
    password_hash: passwordHash,
    active: person.active,
    tier: person.tier,
  };
  await tx
    .insertInto('person')
    .values({ id: person.id, ...row, created_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await tx.deleteFrom('person_queue').where('person_id', '=', person.id).execute();
  if (person.queueIds.length > 0) {
    await tx
      .insertInto('person_queue')
      .values(person.queueIds.map((queue_id) => ({ person_id: person.id, queue_id })))
      .execute();
  }
  return { type: 'person', row: person };
}

/** The account of this login, whatever its letters' case; null when there is none. */
export async function findAccount(db: Kysely<Tables>, login: string): Promise<Account | null> {
  const row = await db
    .selectFrom('person')
    .selectAll()
    .where('login', '=', login.toLowerCase())
    .executeTakeFirst();
  return row === undefined ? null : withQueues(db, row);
}

/** As `findAccount`; nobody else changes the account before the transaction has ended. */
export async function lockAccount(tx: Transaction<Tables>, login: string): Promise<Account | null> {
  const row = await tx
    .selectFrom('person')
    .selectAll()
    .where('login', '=', login.toLowerCase())
    // Rows that refer to the person can be added all the while: they ask for the key only.
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row === undefined ? null : withQueues(tx, row);
}

/** Those of these people that there are. */
export async function findPeople(
  db: Kysely<Tables>,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Person>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<
    Pick<PersonTable, 'id' | 'name' | 'public_name' | 'role' | 'active'> & {
      tier: Person['tier'];
      queue_ids: QueueId[];
    }
  >`
    select id, name, public_name, role, active, tier,
      array(select queue_id::text from person_queue where person_id = person.id order by queue_id) as queue_ids
    from person where id = any(${ids}::uuid[])`.execute(db);
  return new Map(
    rows.map(({ queue_ids: queueIds, public_name, ...person }) => [
      person.id,
      { ...person, queueIds, ...(public_name !== null && { publicName: public_name }) },
    ]),
  );
}

/** All accounts, oldest first. */
export async function findAccounts(db: Kysely<Tables>): Promise<readonly Account[]> {
  const rows = await db.selectFrom('person').selectAll().orderBy('created_at').orderBy('id').execute();
  return Promise.all(rows.map((row) => withQueues(db, row)));
}

/** How many people there are, those who have left included. */
export async function findPeopleCount(db: Kysely<Tables>): Promise<number> {
  const { n } = await db
    .selectFrom('person')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

async function withQueues(db: Kysely<Tables>, row: Selectable<PersonTable>): Promise<Account> {
  const queues = await db
    .selectFrom('person_queue')
    .select('queue_id')
    .where('person_id', '=', row.id)
    .orderBy('queue_id')
    .execute();
  const queueIds: QueueId[] = queues.map((queue) => queue.queue_id);
  return {
    person: {
      id: row.id,
      name: row.name,
      ...(row.public_name !== null && { publicName: row.public_name }),
      role: row.role,
      queueIds,
      active: row.active,
      tier: row.tier,
    },
    login: row.login,
    passwordHash: row.password_hash,
  };
}
