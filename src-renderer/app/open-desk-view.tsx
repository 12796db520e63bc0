import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketIdSchema } from '#shared/base/brand.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { loadEditor } from '#renderer/features/composer/load-editor.ts';
import { SendLaterDialog } from '#renderer/features/drafts/send-later-dialog.tsx';
import { VersionsDialog } from '#renderer/features/drafts/versions-dialog.tsx';
import { FirstStepsWatch } from '#renderer/features/first-steps/first-steps-watch.tsx';
import { ViewDialog } from '#renderer/features/queue/view-dialog.tsx';
import { DiagnosticsDialog } from '#renderer/features/diagnostics/diagnostics-dialog.tsx';
import { Palette } from '#renderer/features/palette/palette.tsx';
import { useActions } from '#renderer/hooks/use-actions.ts';
import { actionSubject } from '#renderer/hooks/action-subject.ts';
import { useActionKeys } from '#renderer/hooks/use-action-keys.ts';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { noteDefect } from '#renderer/hooks/defect-memory.ts';
import { DeskContext, useDesk } from '#renderer/hooks/use-desk.ts';
import { FirstStepsContext, openFirstSteps } from '#renderer/hooks/first-steps.ts';
import { SavedViewsContext } from '#renderer/hooks/saved-views.ts';
import { PlatformContext, usePlatform } from '#renderer/hooks/use-platform.ts';
import { TellContext } from '#renderer/hooks/use-tell.ts';
import { formatsOf } from '#renderer/hooks/format.ts';
import { createTicketCommands, TicketCommandsContext } from '#renderer/hooks/ticket-commands.ts';
import { useLivePart } from '#renderer/hooks/use-live.ts';
import { createWorkspace, useWorkspace, WorkspaceContext } from '#renderer/hooks/workspace.ts';
import { ActionsProvider } from './actions/actions-provider.tsx';
import { useAlerts } from './alerts/use-alerts.ts';
import { useIconCount } from './alerts/use-icon-count.ts';
import { createActions } from './actions/create-actions.ts';
import { createTell } from './create-tell.tsx';
import { ownSettings } from './own-settings.ts';
import { openSavedViews } from './open-saved-views.ts';
import { DeskLayout } from './desk-layout.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeyHint } from './key-hint.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { useAttendance } from './use-attendance.ts';
import { useDraftClashNotices } from './use-draft-clash-notices.ts';
import { useFollowingPane } from './use-following-pane.ts';
import { useReadAhead } from './use-read-ahead.ts';
import { useGoneOutNotices } from './use-gone-out-notices.ts';
import { useMarkSeen } from './use-mark-seen.ts';

/** The desk with everything that works on it: actions, keys, messages, dialogs. */
export function OpenDeskView(props: { readonly desk: Desk; readonly onSignOut: () => Promise<void> }) {
  const { desk } = props;
  const { i18n } = useTranslation();
  const host = usePlatform();
  const platform = useMemo(
    () => ({ ...host, settings: ownSettings(host.settings, desk.write) }),
    [host, desk],
  );
  const queries = useQueryClient();
  const workspace = useMemo(createWorkspace, []);
  const tell = useMemo(
    () => createTell(desk, workspace, () => i18n.t('common.close')),
    [desk, workspace, i18n],
  );
  // Nothing is to be taken back on a desk that is closed.
  useEffect(() => () => notifications.clean(), [tell]);
  // The texts are asked for when something is told, so that the language may change in between.
  const commands = useMemo(() => {
    const formats = () => formatsOf(i18n.language === 'ru' ? 'ru' : 'en');
    const undoMs = () => platform.settings.get().undoSendSeconds * 1_000;
    return createTicketCommands(desk, tell, i18n.t, formats, undoMs);
  }, [desk, tell, i18n, platform]);
  const views = useMemo(() => openSavedViews(platform.settings), [platform]);
  const firstSteps = useMemo(() => openFirstSteps(platform.settings), [platform]);
  const actions = useMemo(
    () => createActions({ desk, workspace, commands, views, firstSteps }),
    [desk, workspace, commands, views, firstSteps],
  );

  // Fetched ahead, so that the first ticket does not wait for it.
  useEffect(() => void loadEditor().catch(noteDefect), []);

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
    <PlatformContext value={platform}>
      <DeskContext value={desk}>
        <WorkspaceContext value={workspace}>
          <TellContext value={tell}>
            <TicketCommandsContext value={commands}>
              <SavedViewsContext value={views}>
                <FirstStepsContext value={firstSteps}>
                  <ActionsProvider actions={actions}>
                    <ErrorBoundary save={() => exportUnsent(desk, new Date())}>
                      <Keys />
                      <DeskLayout />
                      <FirstStepsWatch />
                      <Palette />
                      <ShortcutSheet />
                      <ViewDialog />
                      <VersionsDialog />
                      <SendLaterDialog />
                      <DiagnosticsDialog />
                      <SignInDialog />
                      <SignOutDialog onSignOut={props.onSignOut} />
                    </ErrorBoundary>
                  </ActionsProvider>
                </FirstStepsContext>
              </SavedViewsContext>
            </TicketCommandsContext>
          </TellContext>
        </WorkspaceContext>
      </DeskContext>
    </PlatformContext>
  );
}

/** Keys and system messages; shows what can follow the first key of a sequence. */
function Keys() {
  const { read } = useDesk();
  const workspace = useWorkspace();
  const actions = useActions();
  const enabled = useLivePart(workspace, (state) =>
    state.dialog !== null ? 'none' : state.drawer !== null ? 'anywhere' : 'all',
  );
  useAlerts();
  useIconCount();
  useGoneOutNotices();
  useDraftClashNotices();
  useFollowingPane();
  useReadAhead();
  useAttendance();
  useMarkSeen();
  const begun = useActionKeys(actions, (action) => actionSubject(read, workspace, action), enabled);
  return begun === null ? null : <KeyHint begun={begun} />;
}
