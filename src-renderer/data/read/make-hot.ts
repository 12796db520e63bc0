import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import { VIEW_IDS } from '#shared/domain/tickets/views.ts';
import type { SegmentList } from '../store/segment.ts';
import type { SegmentKey, StoredHot } from '../store/stored.ts';
import type { ViewCounts } from './desk-reader.ts';
import type { ReferenceRows } from './reference-rows.ts';
import type { TicketTable } from './ticket-table.ts';
import type { ViewLists } from './view-lists.ts';

/** Rows of each view that a start shows at once. */
const HOT_ROWS = 50;

/** The record that lets the next start show its first lines at once. */
export function makeHot(from: {
  readonly table: TicketTable;
  readonly lists: ViewLists;
  readonly people: ReferenceRows<Person>;
  readonly queues: ReferenceRows<Queue>;
  readonly references: ReferenceRows<Reference>;
  /** Only rows of this run of the feed are kept. */
  readonly gen: number;
  /** The newest segment that has been read. */
  readonly through: SegmentKey;
  readonly counts: ViewCounts;
}): StoredHot {
  const { table, lists, people, queues, references, gen, through, counts } = from;
  const ids = new Set(VIEW_IDS.flatMap((view) => lists.head(view, HOT_ROWS)).map((row) => row.ticket.id));
  const known = [...ids].flatMap((id) => {
    const confirmed = table.confirmed(id);
    return confirmed?.gen === gen ? [[confirmed.version, confirmed.ticket] as const] : [];
  });
  const list: SegmentList = {
    tickets: known,
    people: people.of(gen),
    queues: queues.of(gen),
    references: references.of(gen),
    customers: [],
    elsewhere: [],
    gone: [],
  };
  return {
    key: 'hot',
    through,
    gen,
    list: JSON.stringify(list),
    places: known.map(([, ticket]) => table.places(ticket.id)),
    counts,
  };
}
