import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { createCell, type Cell } from '../cell.ts';
import type { Live } from '../live.ts';
import type { Related } from './desk-reader.ts';
import type { RowsChanged } from './ticket-table.ts';

/** Which tickets have to do with which: each says it of itself, the other side is found here. */
export interface Relations {
  related(id: TicketId): Live<Related>;
  apply(changed: RowsChanged): void;
}

const NOTHING: Related = { into: null, merged: [], splitFrom: null, split: [], linked: [] };

/** Makes an empty index. */
export function createRelations(find: (id: TicketId) => Ticket | null): Relations {
  /** Tickets by those that they name. */
  const namedBy = new Map<TicketId, Set<TicketId>>();
  const cells = new Map<TicketId, Cell<Related>>();
  const lives = new Map<TicketId, Live<Related>>();

  function note(ticket: Ticket, isThere: boolean): void {
    for (const id of namesOf(ticket)) {
      const names = namedBy.get(id) ?? new Set();
      if (isThere) names.add(ticket.id);
      else names.delete(ticket.id);
      if (names.size === 0) namedBy.delete(id);
      else namedBy.set(id, names);
    }
  }

  function compute(id: TicketId): Related {
    const ticket = find(id);
    if (ticket === null) return NOTHING;
    const naming = [...(namedBy.get(id) ?? [])]
      .map(find)
      .filter((each) => each !== null)
      .toSorted((a, b) => a.number - b.number);
    if (naming.length === 0 && namesOf(ticket).length === 0) return NOTHING;
    const linked = new Map(ticket.links.map((link) => [link, find(link)]));
    for (const each of naming) if (each.links.includes(id)) linked.set(each.id, each);
    return {
      into: ticket.mergedInto === null ? null : find(ticket.mergedInto),
      merged: naming.filter((each) => each.mergedInto === id),
      splitFrom: ticket.splitFrom === null ? null : find(ticket.splitFrom),
      split: naming.filter((each) => each.splitFrom === id),
      linked: [...linked.values()].filter((each) => each !== null),
    };
  }

  function refresh(id: TicketId, cell: Cell<Related>): void {
    const next = compute(id);
    if (!isSame(cell.get(), next)) cell.set(next);
  }

  return {
    related(id) {
      const known = lives.get(id);
      if (known !== undefined) return known;
      const fresh = () => {
        const cell = cells.get(id) ?? createCell(NOTHING);
        cells.set(id, cell);
        refresh(id, cell);
        return cell;
      };
      const live: Live<Related> = {
        get: () => fresh().get(),
        subscribe: (listener) => fresh().subscribe(listener),
      };
      lives.set(id, live);
      return live;
    },
    apply({ removed, added }) {
      for (const { ticket } of removed) note(ticket, false);
      for (const { ticket } of added) note(ticket, true);
      for (const [id, cell] of cells) {
        if (cell.observed) refresh(id, cell);
        else cells.delete(id);
      }
    },
  };
}

const NONE: readonly TicketId[] = [];

function namesOf({ links, mergedInto, splitFrom }: Ticket): readonly TicketId[] {
  if (mergedInto === null && splitFrom === null) return links.length === 0 ? NONE : links;
  return [...links, ...[mergedInto, splitFrom].filter((id) => id !== null)];
}

function isSame(a: Related, b: Related): boolean {
  const parts = (related: Related) => [
    [related.into],
    related.merged,
    [related.splitFrom],
    related.split,
    related.linked,
  ];
  const others = parts(b);
  return parts(a).every((part, at) => {
    const other = others[at] ?? [];
    return part.length === other.length && part.every((ticket, index) => ticket === other[index]);
  });
}
