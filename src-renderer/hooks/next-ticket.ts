import type { TicketId } from '#shared/base/brand.ts';
import { useDesk } from './use-desk.ts';
import { useWorkspace } from './workspace.ts';

/** Tells which ticket comes after one in the list that is shown: the next, else the one before; null when there is no other. */
export function useNextTicket(ticketId: TicketId): () => TicketId | null {
  const { read } = useDesk();
  const workspace = useWorkspace();
  return () => {
    const { view, queueId } = workspace.get();
    const { rows } = read.tickets(view, queueId).get();
    const at = rows.findIndex((row) => row.ticket.id === ticketId);
    const next = rows[at + 1] ?? rows[at - 1];
    return next?.ticket.id ?? null;
  };
}
