import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { isInView, VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ViewCounts } from './desk-reader.ts';

/** Numbers kept as rows come and go: never counted over all rows. */
export interface Counters {
  /** Takes a ticket out of the numbers, and another state of it in. */
  change(before: Ticket | null, after: Ticket | null): void;
  value(): ViewCounts;
}

/** Makes counters at zero. */
export function createCounters(me: () => PersonId, start?: ViewCounts): Counters {
  const views = { ...NO_COUNTS.views, ...start?.views };
  const queues = new Map<QueueId, number>(start?.queues);
  const add = (ticket: Ticket, by: 1 | -1) => {
    for (const view of VIEW_IDS) if (isInView(view, ticket, me())) views[view] += by;
    if (!isInView('waiting-for-us', ticket, me())) return;
    const left = (queues.get(ticket.queueId) ?? 0) + by;
    if (left === 0) queues.delete(ticket.queueId);
    else queues.set(ticket.queueId, left);
  };
  return {
    change(before, after) {
      if (before !== null) add(before, -1);
      if (after !== null) add(after, 1);
    },
    value: () => ({
      views: mapViews((view) => Math.max(0, views[view])),
      queues: new Map([...queues].filter(([, count]) => count > 0)),
    }),
  };
}

function mapViews(of: (view: ViewId) => number): Record<ViewId, number> {
  return {
    mine: of('mine'),
    unassigned: of('unassigned'),
    'waiting-for-us': of('waiting-for-us'),
    'waiting-for-customer': of('waiting-for-customer'),
    snoozed: of('snoozed'),
    all: of('all'),
  };
}

/** Before anything is known. */
export const NO_COUNTS: {
  readonly views: Record<ViewId, number>;
  readonly queues: ReadonlyMap<QueueId, number>;
} = {
  views: mapViews(() => 0),
  queues: new Map(),
};

/** Whether two are the same numbers. */
export function sameCounts(a: ViewCounts, b: ViewCounts): boolean {
  return (
    VIEW_IDS.every((view) => a.views[view] === b.views[view]) &&
    a.queues.size === b.queues.size &&
    [...a.queues].every(([id, count]) => b.queues.get(id) === count)
  );
}
