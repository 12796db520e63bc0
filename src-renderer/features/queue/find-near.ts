import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import type { TicketId } from '#shared/base/brand.ts';

/**
 * Finds a ticket in a list, looking outwards from where it was last seen: a list of 50,000 rarely moves a row far.
 * @returns its index, or -1
 */
export function findNear(rows: readonly TicketRow[], id: TicketId | null, hint: number): number {
  if (id === null) return -1;
  const from = Math.min(Math.max(0, hint), Math.max(0, rows.length - 1));
  for (let distance = 0; distance < rows.length; distance++) {
    const below = from + distance;
    const above = from - distance;
    if (below >= rows.length && above < 0) break;
    if (rows[below]?.ticket.id === id) return below;
    if (rows[above]?.ticket.id === id) return above;
  }
  return -1;
}
