import { compareByDue } from '#shared/domain/tickets/views.ts';
import type { TicketRow } from './desk-reader.ts';

/** The order of every list. */
export function compareRows(a: TicketRow, b: TicketRow): number {
  return compareByDue(a.ticket, b.ticket);
}

/**
 * A sorted list with some rows taken out and others put in, as a new array: the cost is that of copying pointers, and
 * of a binary search for each changed row.
 * @param removed rows of the list, the same objects; @param added in any order
 */
export function patchRows(
  rows: readonly TicketRow[],
  removed: readonly TicketRow[],
  added: readonly TicketRow[],
): readonly TicketRow[] {
  if (removed.length === 0 && added.length === 0) return rows;
  const out = new Set<number>();
  for (const row of removed) {
    const near = lowerBound(rows, row);
    const at = rows[near] === row ? near : rows.indexOf(row);
    if (at >= 0) out.add(at);
  }
  const puts = added
    .map((row) => ({ row, at: lowerBound(rows, row) }))
    .toSorted((a, b) => compareRows(a.row, b.row));
  const cuts = [...out].toSorted((a, b) => a - b);
  const next: TicketRow[] = [];
  let from = 0;
  let cut = 0;
  const copyTo = (to: number) => {
    for (; from < to; from++) {
      if (cuts[cut] === from) cut++;
      else next.push(rows[from] as TicketRow);
    }
  };
  for (const { row, at } of puts) {
    copyTo(at);
    next.push(row);
  }
  copyTo(rows.length);
  return next;
}

/** The first position whose row does not come before this one. */
function lowerBound(rows: readonly TicketRow[], row: TicketRow): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareRows(rows[middle] as TicketRow, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
