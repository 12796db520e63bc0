import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { DraftItem } from './desk-reader.ts';
import type { KnownDraft } from './draft-cells.ts';

/** What the list of drafts shows, the last written first; lines in which nothing has changed stay the same objects. */
export function draftItems(
  known: readonly KnownDraft[],
  ticketOf: (id: TicketId) => Ticket | null,
  before: readonly DraftItem[],
): readonly DraftItem[] {
  const items = known
    .map(({ draft, at }): DraftItem => {
      const ticket = ticketOf(draft.ticketId);
      const same = before.find((each) => each.draft === draft);
      return same !== undefined && same.ticket === ticket && same.at === at ? same : { draft, at, ticket };
    })
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
  return items.length === before.length && items.every((item, n) => item === before[n]) ? before : items;
}
