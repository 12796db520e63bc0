import { useEffect } from 'react';
import type { TicketId } from '#shared/base/brand.ts';
import { whenIdle } from '#renderer/data/breathe.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';

/** At the latest then, in milliseconds. */
const AFTER_MS = 500;

/** Once a ticket is open and the window rests, the conversations of its neighbours in the list are read: one of them is next. */
export function useReadAhead(): void {
  const { read } = useDesk();
  const workspace = useWorkspace();
  useEffect(() => {
    let openId: TicketId | null = null;
    let hint = 0;
    let ended = false;
    const readBeside = (id: TicketId) => {
      if (ended || workspace.get().openId !== id) return;
      const rows = workspace.shown ?? [];
      const at = indexOfTicket(rows, id, hint);
      if (at < 0) return;
      hint = at;
      for (const row of [rows[at + 1], rows[at - 1]])
        if (row !== undefined) read.conversation(row.ticket.id).get();
    };
    const look = () => {
      const now = workspace.get().openId;
      if (now === openId) return;
      openId = now;
      if (now !== null) void whenIdle(AFTER_MS).then(() => readBeside(now));
    };
    look();
    const stop = workspace.subscribe(look);
    return () => {
      ended = true;
      stop();
    };
  }, [read, workspace]);
}
