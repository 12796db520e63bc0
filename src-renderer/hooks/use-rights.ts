import { can, type Action } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useDesk } from './use-desk.ts';
import { useLive } from './use-live.ts';

/** Whether the person at this desk may do something, by the one rule (I9). */
export function useRight(action: Action, ticket: Ticket | null): boolean {
  const me = useLive(useDesk().read.me);
  return can(me, action, ticket);
}
