import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, type Action as Right } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';

/** How far a change of many tickets has come; null while there is none. */
export interface BulkProgress {
  readonly done: number;
  readonly of: number;
}

/** Changes the chosen tickets, one command for each: told once, taken back at once, and it can be stopped. */
export function useBulk() {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const tell = useTell();
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  const running = useRef<AbortController | null>(null);

  /**
   * @param change null where there is nothing to do
   * @param text what is told, by how many tickets were changed
   * @returns how many were
   */
  async function run(
    right: Right,
    change: (ticket: Ticket) => Intent | null,
    text: (count: number) => string,
  ): Promise<number> {
    if (running.current !== null) return 0;
    const me = read.me.get();
    const tickets = [...workspace.get().selected].flatMap((id) => read.row(id)?.ticket ?? []);
    const wanted = tickets.filter((ticket) => can(me, right, ticket) && change(ticket) !== null);
    workspace.set({ bulkMenu: null });
    workspace.focusOn('list');
    if (wanted.length === 0) {
      tell({ tone: 'error', text: t('bulk.told.nothing') });
      return 0;
    }
    const controller = new AbortController();
    running.current = controller;
    setProgress({ done: 0, of: wanted.length });
    try {
      return await commands.bulk.run(
        wanted,
        change,
        text,
        (done, of) => setProgress({ done, of }),
        controller.signal,
      );
    } finally {
      running.current = null;
      setProgress(null);
    }
  }

  return { progress, run, stop: () => running.current?.abort() };
}
