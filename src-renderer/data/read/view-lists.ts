import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { isInView, type ViewId } from '#shared/domain/tickets/views.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Live } from '../live.ts';
import type { TicketList, TicketRow } from './desk-reader.ts';
import { compareRows, patchRows, sortRows } from './sorted-rows.ts';
import type { RowsChanged } from './ticket-table.ts';

/** The sorted lists: one order of all tickets, and of it what each view in use shows. */
export interface ViewLists {
  list(view: ViewId, queueId: QueueId | null): Live<TicketList>;
  apply(changed: RowsChanged): void;
  /** Very first rows have come, or it is known that there are none. */
  setReady(): void;
  /** Membership may have changed for every row. */
  rebuild(): void;
  /** The first rows of a view. */
  head(view: ViewId, limit: number): readonly TicketRow[];
}

interface ViewList {
  readonly live: Live<TicketList>;
  readonly cell: Cell<TicketList>;
  readonly has: (row: TicketRow) => boolean;
  /** False while nobody looks and rows have changed: filled again when asked. */
  fresh: boolean;
}

/** Makes empty lists. */
export function createViewLists(me: () => PersonId): ViewLists {
  let all: readonly TicketRow[] = [];
  let ready = false;
  const lists = new Map<string, ViewList>();

  function fill(list: ViewList): void {
    list.fresh = true;
    list.cell.set({ rows: all.filter(list.has), ready });
  }

  return {
    list(view, queueId) {
      const key = `${view} ${queueId ?? ''}`;
      let list = lists.get(key);
      if (list === undefined) {
        const has = (row: TicketRow) =>
          (queueId === null || row.ticket.queueId === queueId) && isInView(view, row.ticket, me());
        const cell = createCell<TicketList>({ rows: [], ready: false });
        const refilled = () => {
          if (!made.fresh) fill(made);
          return cell;
        };
        const live: Live<TicketList> = {
          get: () => refilled().get(),
          subscribe: (listener) => refilled().subscribe(listener),
        };
        const made: ViewList = { live, cell, has, fresh: false };
        list = made;
        lists.set(key, made);
      }
      return list.live;
    },
    apply({ removed, added: unsorted }) {
      if (removed.length === 0 && unsorted.length === 0) return;
      const added = sortRows(unsorted);
      all = patchRows(all, removed, added);
      for (const list of lists.values()) {
        if (!list.fresh) continue;
        if (!list.cell.observed) {
          list.fresh = false;
          continue;
        }
        const before = list.cell.get();
        const rows = patchRows(before.rows, removed.filter(list.has), added.filter(list.has));
        if (rows !== before.rows) list.cell.set({ rows, ready });
      }
    },
    setReady() {
      if (ready) return;
      ready = true;
      for (const list of lists.values()) if (list.fresh) list.cell.set({ ...list.cell.get(), ready });
    },
    rebuild() {
      all = all.toSorted(compareRows);
      for (const list of lists.values()) {
        if (list.cell.observed) fill(list);
        else list.fresh = false;
      }
    },
    head(view, limit) {
      const rows: TicketRow[] = [];
      for (const row of all) {
        if (rows.length >= limit) break;
        if (isInView(view, row.ticket, me())) rows.push(row);
      }
      return rows;
    },
  };
}
