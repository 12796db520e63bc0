import type { TicketId } from '#shared/base/brand.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';

/** What the list shows: its rows, and which of them are only kept where they were. */
export interface SteadyRows {
  readonly rows: readonly TicketRow[];
  /** `left`: it does not belong to the list any more. `moved`: it belongs elsewhere in it. */
  readonly pinned: ReadonlyMap<TicketId, 'left' | 'moved'>;
  /** Where rows under the hand stand, or stood a moment ago: looked for from there, not among all. */
  readonly near: ReadonlyMap<TicketId, number>;
}

/** What is asked about a row that has left the list. */
export interface RowFate {
  /** As it is now; null when it is not here any more. */
  now(id: TicketId): TicketRow | null;
  /** It has left by what the operator did himself. */
  isOwnAct(id: TicketId): boolean;
}

export const NO_ROWS: SteadyRows = { rows: [], pinned: new Map(), near: new Map() };

/** How far is looked for a row beside it that has stayed as it was. */
const FAR = 200;

/**
 * The rule of the steady list: a row the hand is on stays between its neighbours, whatever becomes of it, until the hand
 * leaves it; only what the operator does himself takes it away at once. All other rows are where they belong.
 * @param before what was shown; @param after the list as it is now, in the same order
 * @param held the rows under the hand: pointer, cursor
 */
export function steadyRows(
  before: SteadyRows,
  after: readonly TicketRow[],
  held: readonly TicketId[],
  fate: RowFate,
): SteadyRows {
  // Only the cursor has moved. A hand on a row of another list would be looked for among all of them at every key.
  if (before.rows === after && before.pinned.size === 0) return before;
  const places = [...new Set(held)]
    .map((id) => ({ id, at: placeOf(before.rows, id, before.near.get(id)) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  let rows = after;
  const pinned = new Map<TicketId, 'left' | 'moved'>();
  const near = new Map<TicketId, number>();
  for (const { id, at } of places) {
    const was = before.rows[at] as TicketRow;
    const now = fate.now(id);
    // Whatever has become of it, it may stand anywhere by now: an index of all rows would take ten times as long.
    const found = now === null ? -1 : rows.indexOf(now);
    const nowAt = found >= 0 ? found : rows.findIndex((row) => row.ticket.id === id);
    const isHere = nowAt >= 0;
    if (isHere) near.set(id, nowAt);
    if (isHere && rows[nowAt] === was && !before.pinned.has(id)) continue;
    if (!isHere && (was.pending || fate.isOwnAct(id))) continue;
    const above = findUnchanged(before, at, -1, rows, pinned);
    const below = findUnchanged(before, at, 1, rows, pinned);
    if (isHere && above < nowAt && (below < 0 || nowAt < below)) continue;
    const row = isHere ? (rows[nowAt] as TicketRow) : (now ?? was);
    const to = above >= 0 ? above + 1 : below >= 0 ? below : Math.min(at, rows.length);
    rows = isHere
      ? rows.toSpliced(nowAt, 1).toSpliced(nowAt < to ? to - 1 : to, 0, row)
      : rows.toSpliced(to, 0, row);
    pinned.set(id, isHere ? 'moved' : 'left');
    near.set(id, to);
  }
  return { rows, pinned, near };
}

/** Where a ticket stands, or -1: looked for around where it was, since other pinned rows push it by one or two; then among all. */
function placeOf(rows: readonly TicketRow[], id: TicketId, near: number | undefined): number {
  for (let at = (near ?? 0) - 2; near !== undefined && at <= near + 2; at++)
    if (rows[at]?.ticket.id === id) return at;
  return rows.findIndex((row) => row.ticket.id === id);
}

/**
 * The nearest row beside a place that has stayed the same row, and so in the same order to all others that have.
 * @returns where it stands now, or -1
 */
function findUnchanged(
  before: SteadyRows,
  from: number,
  by: 1 | -1,
  rows: readonly TicketRow[],
  placed: ReadonlyMap<TicketId, unknown>,
): number {
  for (let step = 1; step <= FAR; step++) {
    const row = before.rows[from + by * step];
    if (row === undefined) return -1;
    const { id } = row.ticket;
    const at = indexOfTicket(rows, id, from + by * step);
    // One that was held in a place it does not belong to says nothing, unless it is held there still.
    if (at >= 0 && (placed.has(id) || (rows[at] === row && !before.pinned.has(id)))) return at;
  }
  return -1;
}
