import type { TicketId } from '#shared/base/brand.ts';
import type { TicketRow } from './desk-reader.ts';

const indexes = new WeakMap<readonly TicketRow[], ReadonlyMap<TicketId, number>>();
/** Rows around the hint that are looked at before a map is made: looking at all of these takes a hundredth of its time. */
const NEAR = 512;

/**
 * Where a ticket stands in a list. A list of 50,000 rarely moves a row far, so it is looked for around where it was last
 * seen; else by a map of the list, made once.
 * @param hint where it may be; leave it out where many are looked for: then the map is asked at once
 * @returns its index, or -1
 */
export function indexOfTicket(rows: readonly TicketRow[], id: TicketId | null, hint?: number): number {
  if (id === null) return -1;
  if (hint !== undefined)
    for (let distance = 0; distance < NEAR; distance++) {
      if (rows[hint + distance]?.ticket.id === id) return hint + distance;
      if (rows[hint - distance]?.ticket.id === id) return hint - distance;
    }
  let index = indexes.get(rows);
  if (index === undefined) {
    index = new Map(rows.map((row, at) => [row.ticket.id, at]));
    indexes.set(rows, index);
  }
  return index.get(id) ?? -1;
}
