import { fillSignature } from '#shared/domain/queues/signature.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';

/** What stands under an answer on a ticket, or null. */
export function useSignature(ticket: Ticket): string | null {
  const { read } = useDesk();
  const me = useLive(read.me);
  const queue = useLive(read.queues).get(ticket.queueId);
  return queue === undefined ? null : fillSignature(queue, me);
}
