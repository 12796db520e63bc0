import type { CustomerId } from '#shared/base/brand.ts';
import { createCell, type Cell } from '../cell.ts';
import type { TicketRow } from './desk-reader.ts';
import type { RowsChanged } from './ticket-table.ts';

/** All tickets of each customer on this machine that somebody looks at, newest first. */
export interface CustomerHistories {
  history(id: CustomerId): Cell<readonly TicketRow[]>;
  /** Follows changes of the rows. */
  apply(changed: RowsChanged): void;
}

/** @param rows all rows, as they are now */
export function createCustomerHistories(rows: () => Iterable<TicketRow>): CustomerHistories {
  const cells = new Map<CustomerId, Cell<readonly TicketRow[]>>();

  function find(id: CustomerId): readonly TicketRow[] {
    const found: TicketRow[] = [];
    for (const row of rows()) if (row.ticket.customerId === id) found.push(row);
    return newestFirst(found);
  }

  return {
    history(id) {
      const known = cells.get(id);
      if (known !== undefined) return known;
      const cell: Cell<readonly TicketRow[]> = createCell(find(id), (observed) => {
        // Nobody looks any more: looked up anew next time, instead of being followed for ever.
        if (!observed && cells.get(id) === cell) cells.delete(id);
        // Whoever held on to it and looks again must not see what it was then.
        if (observed && cells.get(id) !== cell) {
          cell.set(find(id));
          cells.set(id, cell);
        }
      });
      cells.set(id, cell);
      return cell;
    },
    apply({ removed, added }) {
      if (cells.size === 0) return;
      for (const [id, cell] of cells) {
        const isHis = ({ ticket }: TicketRow) => ticket.customerId === id;
        const come = added.filter(isHis);
        const left = new Set(removed.filter(isHis).map(({ ticket }) => ticket.id));
        if (come.length + left.size === 0) continue;
        cell.set(newestFirst([...cell.get().filter(({ ticket }) => !left.has(ticket.id)), ...come]));
      }
    },
  };
}

const newestFirst = (rows: readonly TicketRow[]) =>
  rows.toSorted((a, b) => b.ticket.number - a.ticket.number);
