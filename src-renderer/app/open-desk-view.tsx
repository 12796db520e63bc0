import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketIdSchema } from '#shared/base/brand.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { DiagnosticsDialog } from '#renderer/features/diagnostics/diagnostics-dialog.tsx';
import { useActions, ActionsContext, type Action, type ActionSubject } from '#renderer/hooks/use-actions.ts';
import { useActionKeys } from '#renderer/hooks/use-action-keys.ts';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { DeskContext, useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { TellContext } from '#renderer/hooks/use-tell.ts';
import { createTicketCommands, TicketCommandsContext } from '#renderer/hooks/ticket-commands.ts';
import { useLivePart } from '#renderer/hooks/use-live.ts';
import { createWorkspace, useWorkspace, WorkspaceContext } from '#renderer/hooks/workspace.ts';
import { createActions } from './actions.ts';
import { createTell } from './create-tell.tsx';
import { DeskLayout } from './desk-layout.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { useFollowingPane } from './use-following-pane.ts';
import { useGoneOutNotices } from './use-gone-out-notices.ts';
import { useMessageNotices } from './use-message-notices.ts';

/** The desk with everything that works on it: actions, keys, messages, dialogs. */
export function OpenDeskView(props: { readonly desk: Desk; readonly onSignOut: () => Promise<void> }) {
  const { desk } = props;
  const { i18n } = useTranslation();
  const platform = usePlatform();
  const queries = useQueryClient();
  const workspace = useMemo(createWorkspace, []);
  const tell = useMemo(
    () => createTell(desk, workspace, () => i18n.t('common.close')),
    [desk, workspace, i18n],
  );
  // The texts are asked for when something is told, so that the language may change in between.
  const commands = useMemo(() => createTicketCommands(desk, tell, i18n.t), [desk, tell, i18n]);
  const actions = useMemo(() => createActions(desk, workspace, commands), [desk, workspace, commands]);

  useEffect(() => {
    const open = (wanted: string) => {
      const id = ticketIdSchema.safeParse(wanted);
      const ticketId = id.success ? id.data : desk.read.findTicketByNumber(Number(wanted));
      if (ticketId !== null) workspace.open(ticketId, 'conversation');
      else tell({ tone: 'error', text: i18n.t('ticket.notFound', { number: wanted }) });
    };
    const stops = [
      platform.on('ticket.requested', ({ ticket }) => open(ticket)),
      platform.on('menu.chosen', ({ item }) => {
        if (item === 'settings' || item === 'outbox' || item === 'sync') workspace.show(item);
        else workspace.set({ dialog: item });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [platform, desk, workspace, tell, i18n]);

  // What the helpdesk knows by itself (devices) is asked for again when it can be reached.
  useEffect(() => {
    let before = desk.read.connection.get().kind;
    return desk.read.connection.subscribe(() => {
      const { kind } = desk.read.connection.get();
      if (kind === 'online' && before !== 'online') void queries.invalidateQueries();
      before = kind;
    });
  }, [desk, queries]);

  return (
    <DeskContext value={desk}>
      <WorkspaceContext value={workspace}>
        <TellContext value={tell}>
          <TicketCommandsContext value={commands}>
            <ActionsContext value={actions}>
              <ErrorBoundary save={() => exportUnsent(desk, new Date())}>
                <Keys />
                <DeskLayout />
                <ShortcutSheet />
                <DiagnosticsDialog />
                <SignInDialog />
                <SignOutDialog onSignOut={props.onSignOut} />
              </ErrorBoundary>
            </ActionsContext>
          </TicketCommandsContext>
        </TellContext>
      </WorkspaceContext>
    </DeskContext>
  );
}

/** Keys and system messages: no output of its own. */
function Keys() {
  const { read } = useDesk();
  const workspace = useWorkspace();
  const actions = useActions();
  const noDialog = useLivePart(workspace, (state) => state.dialog === null && state.drawer === null);
  useMessageNotices();
  useGoneOutNotices();
  useFollowingPane();

  const subject = (action: Action): ActionSubject => {
    const { screen, cursorId, openId, view, queueId } = workspace.get();
    if (action.group !== 'ticket' || screen !== 'queue') return { ticket: null };
    // What is acted upon is what is shown: a cursor that has moved on takes the ticket pane with it first.
    const id = cursorId ?? openId;
    if (id === null) return { ticket: null };
    if (id !== openId) workspace.open(id);
    const conversation = read.conversation(id).get();
    if (conversation.kind === 'open' || conversation.kind === 'loading')
      return { ticket: conversation.ticket };
    const row = read
      .tickets(view, queueId)
      .get()
      .rows.find((candidate) => candidate.ticket.id === id);
    return { ticket: row?.ticket ?? null };
  };
  useActionKeys(actions, subject, noDialog);
  return null;
}
