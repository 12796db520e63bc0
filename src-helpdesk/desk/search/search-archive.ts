import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import {
  epochMsSchema,
  ticketIdSchema,
  type EpochMs,
  type PersonId,
  type QueueId,
} from '#shared/base/brand.ts';
import type { SearchPage, searchRequestSchema } from '#shared/contract/http/search.ts';
import { messageSchema } from '#shared/domain/messages/message.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import type { SearchTerm } from '#shared/domain/search/search-query.ts';
import { startOfDay } from '#shared/domain/search/start-of-day.ts';
import { ticketSchema } from '#shared/domain/tickets/ticket.ts';
import type { Tables } from '../../storage/tables.ts';
import { queueInSight } from '../feed-rows.ts';
import type { Sight } from '../sight.ts';
import { meetsField, messageWords, ticketsWith, wordsQuery } from './search-sql.ts';

const cursorSchema = z.tuple([epochMsSchema, ticketIdSchema]);

const NOTHING: SearchPage = { hits: [], cursor: null };

/**
 * One page of what a person finds among all tickets in sight (I8), the one that changed last first. By words and their
 * forms and beginnings, in Russian and English; typing errors are the client's own search's business.
 * @param now by the helpdesk's clock, for days that are counted back
 */
export async function searchArchive(
  db: Kysely<Tables>,
  sight: Sight,
  me: PersonId,
  now: EpochMs,
  { text, cursor, limit, utcOffset }: z.output<typeof searchRequestSchema>,
): Promise<SearchPage> {
  const { terms: asked, fields } = parseQuery(text);
  const terms = await withoutCommon(db, asked);
  const wanted = terms.filter((term) => !term.isExcluded);
  if (wanted.length === 0 && fields.length === 0) return NOTHING;
  const startOf = (day: Parameters<typeof startOfDay>[0]) => startOfDay(day, now, utcOffset);
  const after = cursor === undefined ? null : readCursor(cursor);
  const conditions = [
    queueInSight(sql<QueueId>`ticket.queue_id`, sight),
    ...terms.map((term) =>
      term.isExcluded
        ? sql<boolean>`ticket.id not in ${ticketsWith(term)}`
        : sql<boolean>`ticket.id in ${ticketsWith(term)}`,
    ),
    ...fields.map((field) => meetsField(field, { me, startOf })),
    ...(after === null
      ? []
      : [sql<boolean>`(ticket.updated_at, ticket.id) < (${after[0]}, ${after[1]}::uuid)`]),
  ];
  const isIn = wanted.map((term) => sql<boolean>`${messageWords} @@ ${wordsQuery(term)}`);
  const message =
    isIn.length === 0
      ? sql<string | null>`null::text`
      : sql<string | null>`(
          select feed.row from message join feed on feed.type = 'message' and feed.id = message.id
          where message.ticket_id = top.id and message.kind <> 'event' and (${sql.join(isIn, sql` or `)})
          order by ${sql.join(
            isIn.map((is) => sql`(${is})::int`),
            sql` + `,
          )} desc, message.at desc limit 1)`;
  const { rows } = await sql<{ ticket: string; message: string | null }>`
    select feed.row as ticket, ${message} as message
    from (
      select ticket.id, ticket.updated_at from ticket where ${sql.join(conditions, sql` and `)}
      order by ticket.updated_at desc, ticket.id desc limit ${limit + 1}
    ) top
    join feed on feed.type = 'ticket' and feed.id = top.id
    where not feed.gone
    order by top.updated_at desc, top.id desc`.execute(db);
  const hits = rows.slice(0, limit).map((row) => ({
    ticket: ticketSchema.parse(JSON.parse(row.ticket)),
    message: row.message === null ? null : withoutLetter(JSON.parse(row.message)),
  }));
  const last = hits.at(-1)?.ticket;
  return {
    hits,
    cursor: rows.length > limit && last !== undefined ? writeCursor([last.updatedAt, last.id]) : null,
  };
}

/** Words that are in every other text ("and", "не") are not kept and can neither be found nor left out. */
async function withoutCommon(
  db: Kysely<Tables>,
  terms: readonly SearchTerm[],
): Promise<readonly SearchTerm[]> {
  if (terms.length === 0) return [];
  const { rows } = await sql<{ sizes: readonly number[] }>`
    select array[${sql.join(terms.map((term) => sql`numnode(${wordsQuery(term)})`))}] as sizes`.execute(db);
  const sizes = rows[0]?.sizes ?? [];
  return terms.filter((_, n) => (sizes[n] ?? 0) > 0);
}

/** A letter may be large, and what was found in it is in its text. */
function withoutLetter(row: unknown): SearchPage['hits'][number]['message'] {
  const message = messageSchema.parse(row);
  return message.kind === 'customer' ? { ...message, html: null } : message;
}

function writeCursor(place: z.output<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** One that cannot be read begins from the top. */
function readCursor(text: string): z.output<typeof cursorSchema> | null {
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}
