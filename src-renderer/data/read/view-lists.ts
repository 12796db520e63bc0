import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { isInView, type ViewId } from '#shared/domain/tickets/views.ts';
import { dependsOnMarks, dependsOnTime } from '#shared/domain/views/filter.ts';
import { isNarrower } from '#shared/domain/views/is-narrower.ts';
import { compileFilter, type FilterContext } from '#shared/domain/views/matches.ts';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Live } from '../live.ts';
import type { Timers } from '../timers.ts';
import type { TicketList, TicketRow } from './desk-reader.ts';
import { createAllRows, type OrderedRows } from './ordered-rows.ts';
import { hasRow, patchRows, sortRows } from './sorted-rows.ts';
import type { RowsChanged } from './ticket-table.ts';
import { fixedQuery, queryKey, type ViewQuery } from './view-query.ts';

/** The sorted lists: all tickets in the orders in use, and of them what each list in use shows. */
export interface ViewLists {
  list(view: ViewId, queueId: QueueId | null): Live<TicketList>;
  /** The same for any filter and order: ask the same again and get the same object. */
  query(query: ViewQuery): Live<TicketList>;
  apply(changed: RowsChanged): void;
  /** What is known of these tickets on this machine only has changed: read, drafts. */
  marksChanged(rows: readonly TicketRow[]): void;
  /** Very first rows have come, or it is known that there are none. */
  setReady(): void;
  /** Membership may have changed for every row. */
  rebuild(): void;
  /** The first rows of a view. */
  head(view: ViewId, limit: number): readonly TicketRow[];
}

/** What filters are asked by. */
export interface ListContext extends Omit<FilterContext, 'me' | 'now'> {
  readonly me: () => PersonId;
  /** Milliseconds by this machine's clock: for display only (I12). */
  readonly now: () => number;
  /** Wakes lists whose members change with the time. */
  readonly after: Timers['after'];
}

interface ViewList {
  readonly query: ViewQuery;
  readonly live: Live<TicketList>;
  readonly cell: Cell<TicketList>;
  readonly all: OrderedRows;
  readonly onTime: boolean;
  readonly onMarks: boolean;
  has: (row: TicketRow) => boolean;
  /** False while nobody looks and rows have changed: filled again when asked. */
  fresh: boolean;
}

/** Lists that nobody looks at are forgotten beyond this number: typing in a filter asks for many. */
const MOST_LISTS = 60;
/** How often members that depend on the time are looked at, in milliseconds. */
const LOOK_MS = 30_000;

/** Makes empty lists. */
export function createViewLists(context: ListContext): ViewLists {
  const all = createAllRows();
  const due = all.in(DUE_FIRST);
  let ready = false;
  const lists = new Map<string, ViewList>();

  function testOf({ view, queueId, filters }: ViewQuery): (row: TicketRow) => boolean {
    const me = context.me();
    const asked = { me, now: context.now(), hasDraft: context.hasDraft, isUnread: context.isUnread };
    const tests = filters.map((filter) => compileFilter(filter, asked));
    return (row) =>
      (queueId === null || row.ticket.queueId === queueId) &&
      isInView(view, row.ticket, me) &&
      tests.every((test) => test(row));
  }

  /** Rows to look through: all, or those of a list of which this one is surely a part. */
  function candidates(list: ViewList): readonly TicketRow[] {
    let fewest = list.all.rows();
    for (const other of lists.values()) {
      if (other === list || !other.fresh || other.onTime || other.all !== list.all) continue;
      const { rows } = other.cell.get();
      if (rows.length < fewest.length && isPart(list.query, other.query)) fewest = rows;
    }
    return fewest;
  }

  function fill(list: ViewList): void {
    list.has = testOf(list.query);
    list.fresh = true;
    const rows = candidates(list).filter(list.has);
    const before = list.cell.get();
    if (before.ready !== ready || !sameRows(before.rows, rows)) list.cell.set({ rows, ready });
  }

  function patch(list: ViewList, removed: readonly TicketRow[], added: readonly TicketRow[]): void {
    const before = list.cell.get();
    const { compare } = list.all;
    // Not asked of the filter: what it said of a row may have changed since, with the time or the marks.
    const gone = removed.filter((row) => hasRow(before.rows, row, compare));
    const rows = patchRows(before.rows, gone, sortRows(added.filter(list.has), compare), compare);
    if (rows !== before.rows) list.cell.set({ rows, ready });
  }

  function refill(which: (list: ViewList) => boolean): void {
    for (const list of lists.values()) {
      if (!which(list)) continue;
      if (list.cell.observed) fill(list);
      else list.fresh = false;
    }
  }

  /** Runs only while somebody looks at such a list. */
  let cancelLook: (() => void) | null = null;
  function lookAtTime(): void {
    cancelLook?.();
    cancelLook = null;
    if (![...lists.values()].some((list) => list.onTime && list.cell.observed)) return;
    cancelLook = context.after(LOOK_MS, () => {
      refill((list) => list.onTime);
      lookAtTime();
    });
  }

  function forgetUnused(): void {
    for (const [key, list] of lists) {
      if (lists.size <= MOST_LISTS) return;
      if (!list.cell.observed) lists.delete(key);
    }
  }

  function query(wanted: ViewQuery): Live<TicketList> {
    const key = queryKey(wanted);
    const known = lists.get(key);
    if (known !== undefined) return known.live;
    forgetUnused();
    const onTime = wanted.filters.some(dependsOnTime);
    const cell = createCell<TicketList>({ rows: [], ready: false }, onTime ? lookAtTime : undefined);
    const refilled = () => {
      if (!list.fresh) fill(list);
      return cell;
    };
    const list: ViewList = {
      query: wanted,
      live: {
        get: () => refilled().get(),
        subscribe: (listener) => refilled().subscribe(listener),
      },
      cell,
      all: all.in(wanted.order),
      onTime,
      onMarks: wanted.filters.some(dependsOnMarks),
      has: () => false,
      fresh: false,
    };
    lists.set(key, list);
    return list.live;
  }

  return {
    list: (view, queueId) => query(fixedQuery(view, queueId)),
    query,
    apply({ removed, added }) {
      if (removed.length === 0 && added.length === 0) return;
      const seen = [...lists.values()].filter((list) => list.fresh && list.cell.observed);
      all.patch(removed, added, new Set(seen.map((list) => list.all)));
      for (const list of lists.values()) if (!list.cell.observed) list.fresh = false;
      for (const list of seen) patch(list, removed, added);
    },
    marksChanged(rows) {
      for (const list of lists.values()) {
        if (!list.onMarks || !list.fresh) continue;
        if (list.cell.observed) patch(list, rows, rows);
        else list.fresh = false;
      }
    },
    setReady() {
      if (ready) return;
      ready = true;
      for (const list of lists.values()) if (list.fresh) list.cell.set({ ...list.cell.get(), ready });
    },
    rebuild() {
      all.rebuild();
      refill(() => true);
    },
    head(view, limit) {
      const rows: TicketRow[] = [];
      for (const row of due.rows()) {
        if (rows.length >= limit) break;
        if (isInView(view, row.ticket, context.me())) rows.push(row);
      }
      return rows;
    },
  };
}

function isPart(list: ViewQuery, of: ViewQuery): boolean {
  return (
    (of.view === 'all' || of.view === list.view) &&
    (of.queueId === null || of.queueId === list.queueId) &&
    of.filters.every((wide) => list.filters.some((filter) => isNarrower(filter, wide)))
  );
}

function sameRows(a: readonly TicketRow[], b: readonly TicketRow[]): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}
