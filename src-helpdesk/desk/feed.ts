import { sql, type Kysely } from 'kysely';
import type { CustomerId, QueueId, TicketId } from '#shared/base/brand.ts';
import { PROTOCOL_VERSION, type ChangesPage } from '#shared/contract/http/routes.ts';
import type { Tables } from '../storage/tables.ts';
import { findTicketCounts } from '../storage/ticket-counts.ts';
import { decodeCursor, encodeCursor, type FeedCursor, type Place } from './feed-cursor.ts';
import { changeInSight, queueInSight, rowChange } from './feed-rows.ts';
import type { FeedSight, Sight } from './sight.ts';

/** Tickets on a page of a first synchronisation, each with all its messages. */
const TICKETS_PER_PAGE = 500;
/** Changes on any other page. */
const CHANGES_PER_PAGE = 2_000;
/** A page is cut when its rows exceed this (bytes); a single larger ticket still goes whole. */
const PAGE_BYTES = 4 * 1024 * 1024;

const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff' as TicketId;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000' as CustomerId;

/** Rows as JSON texts joined by commas: see `feed-rows.ts`. */
interface Page {
  readonly changes: string;
  readonly cursor: FeedCursor;
  readonly more: boolean;
  readonly start: ChangesPage['start'];
  readonly complete: boolean;
  readonly progress: ChangesPage['progress'];
}

type Snapshot = Exclude<FeedCursor, { phase: 'live' }>;

/**
 * The next page of the change feed for one person, as the JSON text of a `ChangesPage`.
 *
 * A first synchronisation notes the feed's present number, gives people, queues and references, then all tickets in sight by
 * falling id (ids begin with the time, so the newest come first, and they never change, so nothing is passed over), then
 * their customers, and goes on live from the number noted: whatever changed meanwhile has a larger one and comes then.
 * A cursor that cannot be followed starts again.
 */
export async function pullChanges(
  db: Kysely<Tables>,
  sight: FeedSight,
  cursorText: string | undefined,
): Promise<string> {
  return (await pullPage(db, sight, cursorText)).text;
}

/** The same, and how far the feed has been read with it; null when there is more. */
export async function pullPage(
  db: Kysely<Tables>,
  sight: FeedSight,
  cursorText: string | undefined,
): Promise<{ readonly text: string; readonly place: Place | null }> {
  const given = cursorText === undefined ? null : decodeCursor(cursorText);
  const head = await findHead(db, given?.era ?? '');
  const page =
    given !== null && canFollow(given, head, sight)
      ? await follow(db, sight, given, head)
      : await begin(db, sight, head, cursorText === undefined ? 'first' : 'again');
  const { changes, cursor, ...rest } = page;
  const tail = JSON.stringify({ cursor: encodeCursor(cursor), ...rest, protocol: PROTOCOL_VERSION });
  const { era, seq } = cursor;
  return { text: `{"changes":[${changes}],${tail.slice(1)}`, place: page.more ? null : { era, seq } };
}

interface Head {
  readonly seq: number;
  readonly era: string;
  /** Whether the cursor's era is part of this helpdesk's history, and where it ended (null: it has not). */
  readonly isKnown: boolean;
  readonly eraEnd: number | null;
}

async function findHead(db: Kysely<Tables>, era: string): Promise<Head> {
  const { rows } = await sql<{ seq: number; era: string; known: boolean; era_end: number | null }>`
    select seq,
      (select id from feed_era order by n desc limit 1) as era,
      exists (select 1 from feed_era where id = ${era}) as known,
      (select min(later.from_seq) from feed_era later
        where later.n > (select n from feed_era where id = ${era})) as era_end
    from feed_head`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new Error('The feed has no head.');
  return { seq: row.seq, era: row.era, isKnown: row.known, eraEnd: row.era_end };
}

function canFollow(cursor: FeedCursor, head: Head, sight: FeedSight): boolean {
  return (
    cursor.sight === sight.hash &&
    head.isKnown &&
    cursor.seq <= head.seq &&
    (head.eraEnd === null || cursor.seq <= head.eraEnd)
  );
}

async function begin(
  db: Kysely<Tables>,
  sight: FeedSight,
  head: Head,
  start: 'first' | 'again',
): Promise<Page> {
  const reference = await sql<{ changes: string | null }>`
    select string_agg(${rowChange}, ',' order by feed.type, feed.id) as changes from feed
    where feed.type in ('person', 'queue', 'reference') and not feed.gone`.execute(db);
  const groups = await findTicketCounts(db, sight.queueIds);
  const first = await pullTickets(db, sight, {
    phase: 'tickets',
    era: head.era,
    sight: sight.hash,
    seq: head.seq,
    done: 0,
    total: groups.reduce((sum, group) => sum + group.n, 0),
    below: HIGHEST_ID,
  });
  return { ...first, changes: join(reference.rows[0]?.changes, first.changes), start };
}

async function follow(db: Kysely<Tables>, sight: FeedSight, cursor: FeedCursor, head: Head): Promise<Page> {
  switch (cursor.phase) {
    case 'tickets':
      return pullTickets(db, sight, cursor);
    case 'customers':
      return pullCustomers(db, sight, cursor);
    case 'live':
      return pullLive(db, sight, cursor, head);
  }
}

async function pullTickets(
  db: Kysely<Tables>,
  sight: Sight,
  cursor: Snapshot & { phase: 'tickets' },
): Promise<Page> {
  const range = await findTicketRange(db, sight, cursor.below);
  const changes = range === null ? '' : await findTicketChanges(db, sight, range.lowest, cursor.below);
  const done = cursor.done + (range?.count ?? 0);
  if (range !== null && range.more) {
    return snapshotPage(changes, { ...cursor, done, below: range.lowest });
  }
  const customers = await pullCustomers(db, sight, { ...cursor, done, phase: 'customers', above: null });
  return { ...customers, changes: join(changes, customers.changes) };
}

/** The next tickets below an id, as many as fit on a page. */
async function findTicketRange(
  db: Kysely<Tables>,
  sight: Sight,
  below: TicketId,
): Promise<{ readonly lowest: TicketId; readonly count: number; readonly more: boolean } | null> {
  for (let limit = TICKETS_PER_PAGE; ; limit = Math.ceil(limit / 4)) {
    const { rows } = await sql<{ lowest: TicketId | null; count: number; bytes: number | null }>`
      with page as (
        select id from ticket where id < ${below}::uuid and ${queueInSight(sql<QueueId>`queue_id`, sight)}
        order by id desc limit ${limit}
      ), lowest as (select id from page order by id limit 1)
      select (select id from lowest) as lowest, (select count(*)::int from page) as count,
        (select sum(octet_length(feed.row))::bigint from feed
          where feed.ticket_id >= (select id from lowest) and feed.ticket_id < ${below}::uuid
            and ${queueInSight(sql<QueueId>`feed.queue_id`, sight)}) as bytes`.execute(db);
    const page = rows[0];
    if (page === undefined || page.lowest === null) return null;
    if (limit === 1 || (page.bytes ?? 0) <= PAGE_BYTES) {
      return { lowest: page.lowest, count: page.count, more: page.count === limit };
    }
  }
}

async function findTicketChanges(
  db: Kysely<Tables>,
  sight: Sight,
  lowest: TicketId,
  below: TicketId,
): Promise<string> {
  const { rows } = await sql<{ changes: string | null }>`
    select string_agg(${rowChange}, ',' order by feed.ticket_id desc, feed.type desc, feed.id) as changes
    from feed
    where feed.ticket_id >= ${lowest}::uuid and feed.ticket_id < ${below}::uuid and not feed.gone
      and ${queueInSight(sql<QueueId>`feed.queue_id`, sight)}`.execute(db);
  return rows[0]?.changes ?? '';
}

async function pullCustomers(
  db: Kysely<Tables>,
  sight: Sight,
  cursor: Snapshot & { phase: 'customers' },
): Promise<Page> {
  const { rows } = await sql<{ changes: string | null; last: CustomerId | null; count: number }>`
    select string_agg(change, ',' order by id) as changes, max(id::text)::uuid as last, count(*)::int as count
    from (
      select feed.id, ${rowChange} as change from feed
      where feed.type = 'customer' and feed.id > ${cursor.above ?? LOWEST_ID}::uuid and not feed.gone
        and exists (select 1 from ticket where ticket.customer_id = feed.id
          and ${queueInSight(sql<QueueId>`ticket.queue_id`, sight)})
      order by feed.id limit ${CHANGES_PER_PAGE}
    ) page`.execute(db);
  const { changes = null, last = null, count = 0 } = rows[0] ?? {};
  if (last !== null && count === CHANGES_PER_PAGE) {
    return snapshotPage(changes ?? '', { ...cursor, above: last });
  }
  const { era, sight: hash, seq } = cursor;
  const { rows: heads } = await sql<{ seq: number }>`select seq from feed_head`.execute(db);
  return {
    changes: changes ?? '',
    cursor: { phase: 'live', era, sight: hash, seq },
    more: (heads[0]?.seq ?? seq) > seq,
    start: null,
    complete: true,
    progress: { done: cursor.total, total: cursor.total },
  };
}

function snapshotPage(changes: string, cursor: Snapshot): Page {
  // Tickets that came while counting must not make it more than everything.
  const done = Math.min(cursor.done, cursor.total);
  return {
    changes,
    cursor,
    more: true,
    start: null,
    complete: false,
    progress: { done, total: cursor.total },
  };
}

async function pullLive(
  db: Kysely<Tables>,
  sight: FeedSight,
  cursor: FeedCursor & { phase: 'live' },
  head: Head,
): Promise<Page> {
  const { rows } = await sql<{ changes: string | null; last: number | null }>`
    select string_agg(change, ',' order by seq) as changes, max(seq) as last
    from (
      select feed.seq, ${changeInSight(sight)} as change
      from (
        select recent.*, sum(octet_length(recent.row)) over (order by recent.seq) - octet_length(recent.row) as before
        from (
          select * from feed where seq > ${cursor.seq}::bigint and seq <= ${head.seq}::bigint
          order by seq limit ${CHANGES_PER_PAGE}
        ) recent
      ) feed
      where feed.before < ${PAGE_BYTES}
    ) page`.execute(db);
  const last = rows[0]?.last ?? cursor.seq;
  return {
    changes: rows[0]?.changes ?? '',
    // No further than the head that was read with the era: a row beyond it may be of an era that has begun since, and
    // this cursor would then be taken for one of a lost time.
    cursor: { phase: 'live', era: head.era, sight: sight.hash, seq: Math.max(last, cursor.seq) },
    more: last < head.seq,
    start: null,
    complete: true,
    progress: null,
  };
}

function join(before: string | null | undefined, after: string): string {
  if (before === null || before === undefined || before === '') return after;
  return after === '' ? before : `${before},${after}`;
}
