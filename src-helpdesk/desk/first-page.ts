import { sql, type Kysely, type RawBuilder } from 'kysely';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId, QueueId } from '#shared/base/brand.ts';
import type { FirstPage } from '#shared/contract/http/routes.ts';
import { isInView, VIEW_IDS, type ListedTicket, type ViewId } from '#shared/domain/tickets/views.ts';
import type { Tables } from '../storage/tables.ts';
import { findTicketCounts } from '../storage/ticket-counts.ts';
import { queueInSight, rowChange } from './feed-rows.ts';
import type { Sight } from './sight.ts';

/**
 * What a first start shows before anything else has arrived: the top of one view, in its order, and how many tickets each
 * view has. As the JSON text of a `FirstPage`.
 */
export async function findFirstPage(
  db: Kysely<Tables>,
  sight: Sight,
  me: PersonId,
  { view, limit }: { readonly view: ViewId; readonly limit: number },
): Promise<string> {
  const tickets = await sql<{ changes: string | null }>`
    select string_agg(change, ',' order by due_order, id) as changes
    from (
      select ${rowChange} as change, top.due_order, top.id
      from (
        select id, due_order from ticket
        where ${inView(view, me)} and ${queueInSight(sql<QueueId>`queue_id`, sight)}
        order by due_order, id limit ${limit}
      ) top
      join feed on feed.type = 'ticket' and feed.id = top.id
    ) page`.execute(db);
  const reference = await sql<{ changes: string | null }>`
    select string_agg(${rowChange}, ',' order by feed.type, feed.id) as changes from feed
    where feed.type in ('person', 'queue', 'reference') and not feed.gone`.execute(db);
  const changes = [tickets.rows[0]?.changes, reference.rows[0]?.changes]
    .filter((part) => part != null)
    .join(',');
  return `{"changes":[${changes}],"counts":${JSON.stringify(await countViews(db, sight, me))}}`;
}

/** SQL of `isInView`. */
function inView(view: ViewId, me: PersonId): RawBuilder<boolean> {
  const inQueue = sql`merged_into is null and snooze is null`;
  switch (view) {
    case 'mine':
      return sql<boolean>`assignee_id = ${me}::uuid and status <> 'resolved' and ${inQueue}`;
    case 'unassigned':
      return sql<boolean>`assignee_id is null and status <> 'resolved' and ${inQueue}`;
    case 'waiting-for-us':
      return sql<boolean>`status = 'open' and ${inQueue}`;
    case 'waiting-for-customer':
      return sql<boolean>`status = 'waiting' and ${inQueue}`;
    case 'snoozed':
      return sql<boolean>`snooze is not null and merged_into is null`;
    case 'all':
      return sql<boolean>`true`;
    default:
      return assertNever(view);
  }
}

/** Few groups come out of the counters, and `isInView` itself says which belong where. */
async function countViews(db: Kysely<Tables>, sight: Sight, me: PersonId): Promise<FirstPage['counts']> {
  const groups = await findTicketCounts(db, sight.queueIds);
  const counts = Object.fromEntries(VIEW_IDS.map((view) => [view, 0])) as FirstPage['counts'];
  for (const { status, assigneeId, place, n } of groups) {
    const ticket: ListedTicket = {
      ...ANY_TICKET,
      status,
      assigneeId,
      snooze: place === 'snoozed' ? ANY_SNOOZE : null,
      mergedInto: place === 'merged' ? ANY_TICKET.id : null,
    };
    for (const view of VIEW_IDS) {
      if (isInView(view, ticket, me)) counts[view] += n;
    }
  }
  return counts;
}

/** The fields of a listed ticket that no view depends on. */
const ANY_TICKET = {
  id: '' as never,
  priority: 'normal',
  waitingSince: null,
  updatedAt: 0 as never,
} as const;
const ANY_SNOOZE = { until: null, since: 0 as never, by: '' as never };
