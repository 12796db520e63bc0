import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import type { QueueId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { changesPageSchema } from '#shared/contract/http/routes.ts';
import { changeSchema } from '#shared/sync/change.ts';
import { pullChanges } from '#helpdesk/desk/feed.ts';
import { feedSightOf } from '#helpdesk/desk/sight.ts';
import { publish, type FeedRow } from '#helpdesk/storage/feed.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import type { Tables } from '#helpdesk/storage/tables.ts';
import { createSeededRandom } from './oracle-random.ts';

export interface StormOptions {
  /** The databases of the instances: writers and reader use them in turn. */
  readonly instances: readonly Kysely<Tables>[];
  readonly writers: number;
  /** Changes to be committed in all. */
  readonly changes: number;
  readonly seed: number;
}

/** What a storm came to. */
export interface StormResult {
  /** Committed changes. */
  readonly committed: number;
  readonly rolledBack: number;
  readonly pages: number;
  /** Changes that the reader was given. */
  readonly received: number;
  /** Rows that are in the feed with a later version than the reader has been given, or that it was not given at all. */
  readonly skipped: readonly string[];
  /** Rows that came with a version not above the one that had come before. */
  readonly repeated: readonly string[];
  /** Rows whose last version came before that of a row with a smaller number. */
  readonly disordered: readonly string[];
  /** What the writers know to be committed and the feed does not have so. */
  readonly lost: readonly string[];
}

/** Everybody sees queues: one row of the feed and none of another table for each, so that commits are what is tried. */
const READER: Pick<Person, 'role' | 'queueIds'> & Partial<Person> = { role: 'supervisor', queueIds: [] };

const ROLLED_BACK = new Error('rolled back on purpose');

/**
 * Many writers on all instances with transactions of different lengths, some of them rolled back and some slow between
 * their publishing and their commit, and a reader that follows the feed all the while by the helpdesk's own code (I5).
 */
export async function runStorm(options: StormOptions): Promise<StormResult> {
  const { instances, writers, changes, seed } = options;
  const known = new Map<string, number>();
  let committed = 0;
  let rolledBack = 0;
  let isOver = false;

  async function write(number: number): Promise<void> {
    const random = createSeededRandom(seed * 1_000 + number);
    const db = instances[number % instances.length];
    if (db === undefined) throw new Error('There is no instance.');
    const own: QueueId[] = [];
    while (committed < changes) {
      const rows = Array.from({ length: random.between(1, 90) }, (): FeedRow => {
        const old = own.length > 0 && random.chance(0.2) ? random.pick(own) : undefined;
        return { type: 'queue', row: { id: old ?? newId<QueueId>(), name: `writer ${number}`, position: 1 } };
      });
      const [first = [], second = []] = random.chance(0.3) ? halves(rows) : [rows];
      try {
        const published = await db.transaction().execute(async (tx) => {
          if (random.chance(0.2)) await delay(random.between(0, 8));
          const one = await publish(tx, first);
          const two = await publish(tx, second);
          if (random.chance(0.08)) await delay(random.between(0, 12));
          if (random.chance(0.1)) throw ROLLED_BACK;
          return [...one, ...two];
        });
        committed += published.length;
        for (const { id, version } of published) {
          if (!known.has(id)) own.push(id as QueueId);
          known.set(id, Math.max(version, known.get(id) ?? 0));
        }
      } catch (error) {
        if (error !== ROLLED_BACK) throw error;
        rolledBack += 1;
      }
    }
  }

  const seen = new Map<string, number>();
  const repeated: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  let received = 0;
  async function readPage(): Promise<boolean> {
    const db = instances[pages % instances.length];
    if (db === undefined) throw new Error('There is no instance.');
    const text = await pullChanges(db, feedSightOf({ person: READER as Person, version: 1 }), cursor);
    const page = changesPageSchema.parse(JSON.parse(text));
    if (pages > 0 && page.start !== null) throw new Error('The feed began anew.');
    pages += 1;
    // As clients do: a number that was taken and rolled back (never by the counter) promises more for ever.
    const hasMoved = page.cursor !== cursor;
    cursor = page.cursor;
    for (const raw of page.changes) {
      const change = changeSchema.parse(raw);
      if ((seen.get(change.id) ?? 0) >= change.version) repeated.push(change.id);
      // Set anew, so that the order of the map is that of the last arrivals.
      seen.delete(change.id);
      seen.set(change.id, change.version);
      received += 1;
    }
    return page.more && hasMoved;
  }
  async function read(): Promise<void> {
    while (!isOver) {
      await readPage();
    }
    while (await readPage());
  }

  await readPage();
  const writing = Promise.all(Array.from({ length: writers }, (_, number) => write(number))).finally(() => {
    isOver = true;
  });
  await Promise.all([writing, read()]);

  const db = instances[0];
  if (db === undefined) throw new Error('There is no instance.');
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from feed where type = 'queue' order by seq`.execute(db);
  // Without what was there before: it came first, and by another order.
  const inOrder = rows.map(({ id }) => id).filter((id) => known.has(id) && seen.has(id));
  const arrived = [...seen.keys()].filter((id) => known.has(id));
  const stored = new Map(rows.map(({ id, version }) => [id, version]));
  return {
    committed,
    rolledBack,
    pages,
    received,
    skipped: rows.filter(({ id, version }) => seen.get(id) !== version).map(({ id }) => id),
    repeated,
    disordered: arrived.filter((id, index) => id !== inOrder[index]),
    lost: [...known].filter(([id, version]) => stored.get(id) !== version).map(([id]) => id),
  };
}

function halves<T>(all: readonly T[]): [T[], T[]] {
  const middle = Math.floor(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
}

/**
 * Lets the numbers of the feed come from a sequence instead of the counter that is locked until the end, in this one
 * database: what the storm must find out. A step has room for more rows than one transaction publishes at a time.
 */
export async function numberBySequence(db: Kysely<Tables>): Promise<void> {
  await sql`create sequence feed_numbers increment by 1000 start 1000000000`.execute(db);
  await sql`alter table feed_head rename to feed_head_before`.execute(db);
  // Through a function: rows of a sequence cannot be locked, which an update of the view would do.
  await sql`create function last_number() returns bigint language sql as
    $$ select last_value from feed_numbers $$`.execute(db);
  await sql`create view feed_head as select true as singleton, last_number() as seq`.execute(db);
  await sql`create function take_number() returns trigger language plpgsql as
    $$ begin new.seq := nextval('feed_numbers'); return new; end $$`.execute(db);
  await sql`create trigger take_number instead of update on feed_head
    for each row execute function take_number()`.execute(db);
}

/** Prints what a storm has shown. */
export function tellStorm(what: string, result: StormResult, seed: number): void {
  console.info(
    `I5, ${what}: ${result.committed} changes committed, ${result.rolledBack} transactions rolled back, ` +
      `${result.received} received on ${result.pages} pages, ${result.skipped.length} skipped (seed ${seed})`,
  );
}
