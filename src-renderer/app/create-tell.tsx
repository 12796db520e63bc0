import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Desk } from '#renderer/data/desk.ts';
import type { Tell } from '#renderer/hooks/ticket-commands.ts';
import type { Workspace } from '#renderer/hooks/workspace.ts';
import { NoticeCard } from './notice-card.tsx';

/** How long a message with an undo stays, in milliseconds. */
const UNDO_MS = 8_000;
const ERROR_MS = 10_000;
/** What has gone out is shown for so long, in milliseconds. */
const AFTER_MS = 2_000;

/** Short messages in the corner of the window. */
export function createTell(desk: Desk, workspace: Workspace, closeLabel: () => string): Tell {
  let count = 0;
  /** Those that may be shown still, by whether they can be taken back. */
  const shown: { undo: string | null; other: string | null } = { undo: null, other: null };
  return (notice) => {
    const id = `notice-${count++}`;
    const error = notice.tone === 'error';
    // Only the newest can be taken back: older ones give way. What only tells something takes nobody's undo away.
    if (shown.other !== null) notifications.hide(shown.other);
    shown.other = null;
    if (notice.undo === undefined) shown.other = id;
    else {
      if (shown.undo !== null) notifications.hide(shown.undo);
      shown.undo = id;
    }
    notifications.show({
      id,
      withBorder: true,
      color: error ? 'red' : 'teal',
      icon: error ? (
        <IconAlertTriangle size={16} aria-hidden="true" />
      ) : (
        <IconCheck size={16} aria-hidden="true" />
      ),
      autoClose: error ? ERROR_MS : Math.max(UNDO_MS, (notice.stayMs ?? 0) + AFTER_MS),
      closeButtonProps: { 'aria-label': closeLabel() },
      message: (
        <NoticeCard
          desk={desk}
          notice={notice}
          onUndo={() => {
            notice.undo?.();
            notifications.hide(id);
            // The button that had the focus goes away with the message.
            const { screen, openId } = workspace.get();
            workspace.focusOn(screen === 'outbox' ? 'outbox' : openId === null ? 'list' : 'conversation');
          }}
        />
      ),
    });
  };
}
