import type { MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import { isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import type { FilterContext } from '#shared/domain/views/matches.ts';
import { createCell, type Cell } from '#renderer/data/cell.ts';
import type { TicketList, TicketRow, ViewCounts } from '#renderer/data/read/desk-reader.ts';
import { queryKey, type ViewQuery } from '#renderer/data/read/view-query.ts';
import { SAMPLE_QUEUES } from './sample-desk-data.ts';
import { computeRows } from './compute-rows.ts';

/** Lists that are worked out anew whenever something has changed. @param rows null while the first have not come */
export function createInMemoryLists(rows: () => Iterable<TicketRow> | null, context: () => FilterContext) {
  const lists = new Map<string, { readonly query: ViewQuery; readonly live: Cell<TicketList> }>();
  const compute = (query: ViewQuery): TicketList => {
    const all = rows();
    return { ready: all !== null, rows: all === null ? [] : computeRows(all, query, context()) };
  };
  return {
    list(query: ViewQuery): Cell<TicketList> {
      const key = queryKey(query);
      const known = lists.get(key);
      if (known !== undefined) return known.live;
      const live = createCell(compute(query));
      lists.set(key, { query, live });
      return live;
    },
    refresh() {
      for (const { query, live } of lists.values()) live.set(compute(query));
    },
  };
}

/** The numbers of the views and queues, counted one by one. */
export function countRows(all: readonly TicketRow[], me: PersonId): ViewCounts {
  return {
    views: Object.fromEntries(
      VIEW_IDS.map((view) => [view, all.filter((row) => isInView(view, row.ticket, me)).length]),
    ) as Record<ViewId, number>,
    queues: new Map(
      SAMPLE_QUEUES.map((queue) => [
        queue.id,
        all.filter((row) => row.ticket.queueId === queue.id && isInView('waiting-for-us', row.ticket, me))
          .length,
      ]),
    ),
  };
}

/** What has been read after tickets were marked. */
export function marked(
  seen: ReadonlyMap<TicketId, MessageId>,
  ids: readonly TicketId[],
  as: 'read' | 'unread',
  rows: ReadonlyMap<TicketId, TicketRow>,
): ReadonlyMap<TicketId, MessageId> {
  const next = new Map(seen);
  for (const id of ids) {
    const newest = as === 'read' ? (rows.get(id)?.ticket.lastCustomerMessageId ?? null) : null;
    if (newest === null) next.delete(id);
    else next.set(id, newest);
  }
  return next;
}
