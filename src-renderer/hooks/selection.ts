import type { TicketId } from '#shared/base/brand.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { NOTHING_SELECTED, type Workspace } from './workspace.ts';

/** Chooses a ticket, or not any more. */
export function toggleSelected(workspace: Workspace, id: TicketId): void {
  const next = new Set(workspace.get().selected);
  if (!next.delete(id)) next.add(id);
  workspace.set({ selected: next, cursorId: id });
}

/** Chooses all from the cursor to a ticket, in the order of the list. */
export function selectRange(workspace: Workspace, to: TicketId): void {
  const rows = workspace.shown ?? [];
  const end = indexOfTicket(rows, to);
  const start = indexOfTicket(rows, workspace.get().cursorId);
  if (end < 0) return;
  const [low, high] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)];
  const ids = rows.slice(low, high + 1).map((row) => row.ticket.id);
  workspace.set({ selected: new Set([...workspace.get().selected, ...ids]), cursorId: to });
}

/** Chooses every ticket of the list. */
export function selectAll(workspace: Workspace): void {
  workspace.set({ selected: new Set((workspace.shown ?? []).map((row) => row.ticket.id)) });
}

/** Chooses nothing. */
export function selectNothing(workspace: Workspace): void {
  workspace.set({ selected: NOTHING_SELECTED, bulkMenu: null });
}
