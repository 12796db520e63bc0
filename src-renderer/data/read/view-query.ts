import type { QueueId } from '#shared/base/brand.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { conditionsOf, type Filter } from '#shared/domain/views/filter.ts';
import { DUE_FIRST, type Order } from '#shared/domain/views/order.ts';

/** What a list shows: a fixed view, of it one queue, of that what belongs to all the filters; and in which order. */
export interface ViewQuery {
  readonly view: ViewId;
  readonly queueId: QueueId | null;
  readonly filters: readonly Filter[];
  readonly order: Order;
}

/** A fixed view as it is. */
export function fixedQuery(view: ViewId, queueId: QueueId | null): ViewQuery {
  return { view, queueId, filters: [], order: DUE_FIRST };
}

/** The same text for what asks the same. */
export function queryKey({ view, queueId, filters, order }: ViewQuery): string {
  const asking = filters.filter((filter) => conditionsOf(filter).length > 0);
  return JSON.stringify([view, queueId, asking, order.by, order.reversed]);
}
