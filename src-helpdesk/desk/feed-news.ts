import { sql, type Kysely } from 'kysely';
import type { PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import { PROTOCOL_VERSION, type ChangesPage } from '#shared/contract/http/routes.ts';
import type { ChangeType } from '#shared/sync/change.ts';
import type { Tables } from '../storage/tables.ts';
import { encodeCursor, type Place } from './feed-cursor.ts';
import type { FeedSight, Sight } from './sight.ts';

/** More rows, or more bytes of rows, are not sent to everybody: who wants them pulls (I11). */
const MAX_ROWS = 100;
const MAX_BYTES = 32 * 1024;

/** A row of the feed with what its sight is decided by. */
export interface NewsRow {
  readonly seq: number;
  readonly type: ChangeType;
  readonly id: string;
  readonly version: number;
  readonly gone: boolean;
  readonly ticket_id: TicketId | null;
  /** Of a ticket or a message its queue, of a customer those of his tickets; null: everybody sees it. */
  readonly queue_ids: readonly QueueId[] | null;
  readonly row: string;
}

/** What has happened in the feed since a place. */
export interface FeedNews {
  readonly to: Place;
  /** In the order of the feed; null when they are too many to be told, or it is not known whether the place can be followed. */
  readonly rows: readonly NewsRow[] | null;
}

/**
 * What is new, for all who listen at once: which of it is in whose sight is found without the database.
 * @param since null: only where the feed is now
 */
export async function findNews(db: Kysely<Tables>, since: Place | null): Promise<FeedNews> {
  const place = sql`(select seq from feed_head) as head, (select id from feed_era order by n desc limit 1) as era`;
  if (since === null) {
    const { rows } = await sql<{ head: number; era: string }>`select ${place}`.execute(db);
    const now = rows[0];
    if (now === undefined) throw new Error('The feed has no head.');
    return { to: { era: now.era, seq: now.head }, rows: null };
  }
  // One statement, so one moment: what is below its head has all been committed (I5).
  const { rows } = await sql<{ head: number; era: string; bytes: number | null; news: NewsRow[] | null }>`
    with recent as (
      select * from feed where seq > ${since.seq}::bigint order by seq limit ${MAX_ROWS + 1}
    ), size as (select count(*) as n, sum(octet_length(row)) as bytes from recent)
    select ${place}, (
      select json_agg(json_build_object(
        'seq', recent.seq, 'type', recent.type, 'id', recent.id, 'version', recent.version, 'gone', recent.gone,
        'ticket_id', recent.ticket_id, 'row', recent.row,
        'queue_ids', case recent.type
          when 'ticket' then json_build_array(recent.queue_id)
          when 'message' then json_build_array(recent.queue_id)
          when 'customer' then (
            select coalesce(json_agg(distinct ticket.queue_id), '[]'::json) from ticket where ticket.customer_id = recent.id)
          end
        ) order by recent.seq)
      from recent, size where size.n <= ${MAX_ROWS} and size.bytes <= ${MAX_BYTES}
    ) as news, (select bytes from size)::bigint as bytes`.execute(db);
  const found = rows[0];
  if (found === undefined) throw new Error('The feed has no head.');
  const to = { era: found.era, seq: found.head };
  // Another era: the place may be of a time that was lost with a restored backup. Whoever is there must pull to know.
  if (found.era !== since.era) return { to, rows: null };
  return { to, rows: found.news ?? (found.bytes === null ? [] : null) };
}

/** The rows as changes for a sight, as a pull would give them (I8): JSON texts joined by commas. */
export function newsInSight(rows: readonly NewsRow[], sight: Sight): string {
  return rows.map((row) => (isInSight(row, sight) ? rowText(row) : goneText(row))).join(',');
}

/** The `News` of one person as JSON text. @param changes of `newsInSight` */
export function newsText(changes: string, sight: FeedSight, from: Place, to: Place): string {
  const page: Omit<ChangesPage, 'changes' | 'cursor'> = {
    more: false,
    start: null,
    complete: true,
    progress: null,
    protocol: PROTOCOL_VERSION,
  };
  const rest = JSON.stringify({ cursor: cursorOf(sight, to), ...page });
  return `{"after":"${cursorOf(sight, from)}","page":{"changes":[${changes}],${rest.slice(1)}}`;
}

/** People whose rows are among them: what they see may be another thing from now on. */
export function peopleIn(rows: readonly NewsRow[]): ReadonlySet<PersonId> {
  return new Set(rows.flatMap((row) => (row.type === 'person' ? [row.id as PersonId] : [])));
}

function cursorOf(sight: FeedSight, { era, seq }: Place): string {
  return encodeCursor({ phase: 'live', era, sight: sight.hash, seq });
}

function isInSight({ gone, queue_ids }: NewsRow, { queueIds }: Sight): boolean {
  // A customer without tickets goes on in another one.
  if (gone || queue_ids?.length === 0) return false;
  return queueIds === null || queue_ids === null || queue_ids.some((id) => queueIds.includes(id));
}

function rowText({ type, id, version, row }: NewsRow): string {
  return `{"type":"${type}","id":"${id}","version":${version},"row":${row}}`;
}

function goneText({ type, id, version, ticket_id }: NewsRow): string {
  const ticket = type === 'message' ? `,"ticketId":"${ticket_id}"` : '';
  return `{"type":"${type}","id":"${id}","version":${version}${ticket},"gone":true}`;
}
