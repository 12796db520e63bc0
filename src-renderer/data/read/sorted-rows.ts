import { compareByDue } from '#shared/domain/tickets/views.ts';
import { orderKey, type Order } from '#shared/domain/views/order.ts';
import type { TicketRow } from './desk-reader.ts';

/** An order of rows. Total: of two different rows one comes first. */
export type CompareRows = (a: TicketRow, b: TicketRow) => number;

/** The order of the fixed views. */
export function compareRows(a: TicketRow, b: TicketRow): number {
  return compareByDue(a.ticket, b.ticket);
}

/** Above so many removed rows, going through the whole list once is quicker than looking each one up. */
const FEW = 32;

/** Rows in order, for `patchRows`. */
export function sortRows(
  rows: readonly TicketRow[],
  compare: CompareRows = compareRows,
): readonly TicketRow[] {
  return rows.length < 2 ? rows : rows.toSorted(compare);
}

/** Many rows in an order: each row's place is worked out once, not at every comparison. */
export function sortAll(rows: readonly TicketRow[], order: Order): readonly TicketRow[] {
  const sign = order.reversed ? -1 : 1;
  const keyed = rows.map((row) => ({ row, id: row.ticket.id, key: orderKey(order.by, row.ticket) * sign }));
  keyed.sort((a, b) => a.key - b.key || (a.id < b.id ? -sign : a.id > b.id ? sign : 0));
  return keyed.map(({ row }) => row);
}

/** Whether a sorted list has this very row. */
export function hasRow(rows: readonly TicketRow[], row: TicketRow, compare: CompareRows): boolean {
  return rows[lowerBound(rows, row, 0, rows.length, compare)] === row;
}

/**
 * A sorted list with some rows taken out and others put in, as a new array: the cost is that of copying pointers, and
 * of a few comparisons for each changed row.
 * @param removed rows of the list, the same objects; @param added in the order of the list
 */
export function patchRows(
  rows: readonly TicketRow[],
  removed: readonly TicketRow[],
  added: readonly TicketRow[],
  compare: CompareRows = compareRows,
): readonly TicketRow[] {
  if (removed.length === 0 && added.length === 0) return rows;
  const cuts = removed.length > FEW ? findAll(rows, removed) : findEach(rows, removed, compare);
  if (cuts.length + added.length <= FEW) return spliceRows(rows, cuts, added, compare);
  const next: TicketRow[] = [];
  let from = 0;
  let cut = 0;
  const copyTo = (to: number) => {
    for (; from < to; from++) {
      if (cuts[cut] === from) cut++;
      else next.push(rows[from] as TicketRow);
    }
  };
  for (const row of added) {
    copyTo(lowerBoundFrom(rows, row, from, compare));
    next.push(row);
  }
  copyTo(rows.length);
  return next;
}

/** A copy in one piece, and a move within it for each change: four times as quick as row by row in a list of 50,000. */
function spliceRows(
  rows: readonly TicketRow[],
  cuts: readonly number[],
  added: readonly TicketRow[],
  compare: CompareRows,
): readonly TicketRow[] {
  const next = rows.slice();
  for (const cut of cuts.toReversed()) next.splice(cut, 1);
  for (const row of added) next.splice(lowerBound(next, row, 0, next.length, compare), 0, row);
  return next;
}

/** Where some rows stand, lowest first. */
function findEach(
  rows: readonly TicketRow[],
  wanted: readonly TicketRow[],
  compare: CompareRows,
): readonly number[] {
  const found = new Set<number>();
  for (const row of wanted) {
    const near = lowerBound(rows, row, 0, rows.length, compare);
    const at = rows[near] === row ? near : rows.indexOf(row);
    if (at >= 0) found.add(at);
  }
  return [...found].toSorted((a, b) => a - b);
}

function findAll(rows: readonly TicketRow[], wanted: readonly TicketRow[]): readonly number[] {
  const set = new Set(wanted);
  const found: number[] = [];
  for (let at = 0; at < rows.length; at++) if (set.has(rows[at] as TicketRow)) found.push(at);
  return found;
}

/** The first position from one on whose row does not come before this one: it is mostly near. */
function lowerBoundFrom(
  rows: readonly TicketRow[],
  row: TicketRow,
  from: number,
  compare: CompareRows,
): number {
  let low = from;
  for (let step = 1; ; step *= 2) {
    const at = low + step - 1;
    if (at >= rows.length) return lowerBound(rows, row, low, rows.length, compare);
    if (compare(rows[at] as TicketRow, row) >= 0) return lowerBound(rows, row, low, at, compare);
    low = at + 1;
  }
}

function lowerBound(
  rows: readonly TicketRow[],
  row: TicketRow,
  from: number,
  to: number,
  compare: CompareRows,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(rows[middle] as TicketRow, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
