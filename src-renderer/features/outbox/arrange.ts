import type { CommandId, TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { compareByDue } from '#shared/domain/tickets/views.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';

/** What has to be decided about one ticket, and what waits behind it. */
export interface TicketDecisions {
  readonly ticketId: TicketId;
  readonly ticket: Ticket | null;
  /** In the order they were given: the first one holds back the others. */
  readonly undecided: readonly OutboxItem[];
  readonly behind: readonly OutboxItem[];
}

/** Whether a person has to decide about it. */
export function isUndecided(item: OutboxItem): boolean {
  return item.state.kind !== 'waiting';
}

/** Sorts what is undecided by ticket, those first whose customer waits the longest; tickets out of sight come last. */
export function decisionsByTicket(outbox: readonly OutboxItem[]): readonly TicketDecisions[] {
  const groups = new Map<TicketId, OutboxItem[]>();
  for (const item of outbox) {
    const { ticketId } = item.command;
    const known = groups.get(ticketId);
    if (known !== undefined) known.push(item);
    else if (isUndecided(item)) groups.set(ticketId, [item]);
  }
  return [...groups]
    .map(([ticketId, items]) => ({
      ticketId,
      ticket: items[0]?.ticket ?? null,
      undecided: items.filter(isUndecided),
      behind: items.filter((item) => !isUndecided(item)),
    }))
    .toSorted((a, b) => {
      if (a.ticket === null || b.ticket === null)
        return Number(a.ticket === null) - Number(b.ticket === null);
      return compareByDue(a.ticket, b.ticket);
    });
}

/** For each command that an undecided one holds back, that one: the first before it on its ticket (I3). */
export function blockersOf(outbox: readonly OutboxItem[]): ReadonlyMap<CommandId, OutboxItem> {
  const firsts = new Map<TicketId, OutboxItem>();
  const blockers = new Map<CommandId, OutboxItem>();
  for (const item of outbox) {
    const { id, ticketId } = item.command;
    const first = firsts.get(ticketId);
    if (first !== undefined) blockers.set(id, first);
    else if (isUndecided(item)) firsts.set(ticketId, item);
  }
  return blockers;
}
