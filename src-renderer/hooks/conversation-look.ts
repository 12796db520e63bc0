import { useEffect, useRef } from 'react';
import type { TicketId } from '#shared/base/brand.ts';
import { useWorkspace, useWorkspacePart, type LookRequest } from './workspace.ts';

/** Runs when the conversation of this ticket is asked to show a place, once for each request, when `ready`. */
export function useLook(ticketId: TicketId, ready: boolean, show: (request: LookRequest) => void): void {
  const workspace = useWorkspace();
  const request = useWorkspacePart((state) => state.look);
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (!ready || request === null || request.ticketId !== ticketId) return;
    latest.current(request);
    workspace.set({ look: null });
  }, [workspace, request, ready, ticketId]);
}
