import { compareBy, DUE_FIRST, type Order } from '#shared/domain/views/order.ts';
import type { TicketRow } from './desk-reader.ts';
import { patchRows, sortAll, sortRows, type CompareRows } from './sorted-rows.ts';

/** All rows in one order. */
export interface OrderedRows {
  readonly order: Order;
  readonly compare: CompareRows;
  /** Sorted when first asked for; kept in order after that, while it is in use. */
  rows(): readonly TicketRow[];
}

/** All rows in every order that lists use. */
export interface AllRows {
  in(order: Order): OrderedRows;
  /** @param inUse the orders that somebody looks at: others are forgotten, and sorted anew when asked for */
  patch(removed: readonly TicketRow[], added: readonly TicketRow[], inUse: ReadonlySet<OrderedRows>): void;
  /** Sorts everything anew. */
  rebuild(): void;
}

/** Makes it empty. The order of the fixed views is always kept. */
export function createAllRows(): AllRows {
  type Kept = OrderedRows & { kept: readonly TicketRow[] | null };
  const made = new Map<string, Kept>();

  function make(order: Order): Kept {
    const { by, reversed } = order;
    const key = `${by} ${reversed}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    const compare = compareBy(order);
    const own: Kept = {
      order,
      compare: (a: TicketRow, b: TicketRow) => compare(a.ticket, b.ticket),
      kept: null,
      rows: () => (own.kept ??= sortAll(due.kept ?? [], order)),
    };
    made.set(key, own);
    return own;
  }
  const due = make(DUE_FIRST);
  due.kept = [];

  return {
    in: make,
    patch(removed, added, inUse) {
      for (const own of made.values()) {
        if (own.kept === null) continue;
        if (own !== due && !inUse.has(own)) own.kept = null;
        else own.kept = patchRows(own.kept, removed, sortRows(added, own.compare), own.compare);
      }
    },
    rebuild() {
      const all = due.kept ?? [];
      for (const own of made.values()) own.kept = null;
      due.kept = sortAll(all, DUE_FIRST);
    },
  };
}
