import { isInView } from '#shared/domain/tickets/views.ts';
import { compileFilter, type FilterContext } from '#shared/domain/views/matches.ts';
import { compareBy } from '#shared/domain/views/order.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import type { ViewQuery } from '#renderer/data/read/view-query.ts';

/** The rows of a list, worked out from all rows: what lists that are kept up to date must be equal to. */
export function computeRows(
  all: Iterable<TicketRow>,
  { view, queueId, filters, order }: ViewQuery,
  context: FilterContext,
): readonly TicketRow[] {
  const tests = filters.map((filter) => compileFilter(filter, context));
  const compare = compareBy(order);
  return [...all]
    .filter(
      (row) =>
        isInView(view, row.ticket, context.me) &&
        (queueId === null || row.ticket.queueId === queueId) &&
        tests.every((test) => test(row)),
    )
    .sort((a, b) => compare(a.ticket, b.ticket));
}
