import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { ConfirmDialog } from '#renderer/ui-kit/confirm-dialog.tsx';

/** Signing out removes the local data: says what would be lost, and offers to keep it as a file. */
export function SignOutDialog({ onSignOut }: { readonly onSignOut: () => Promise<void> }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.dialog === 'sign-out');
  const commands = useLive(desk.read.outbox).length;
  const drafts = useLive(desk.read.drafts).size;
  const unread = useLive(desk.read.quarantine).length;
  const [busy, setBusy] = useState(false);
  const unsent = commands + drafts + unread > 0;

  const confirm = async () => {
    setBusy(true);
    await onSignOut();
    setBusy(false);
    workspace.set({ dialog: null });
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={t('signOut.title')}
      confirmLabel={t(unsent ? 'signOut.confirmLosing' : 'signOut.confirm')}
      cancelLabel={t('common.cancel')}
      closeLabel={t('common.close')}
      busy={busy}
      onCancel={() => workspace.set({ dialog: null })}
      onConfirm={() => void confirm()}
      extra={
        unsent ? (
          <Button variant="subtle" onClick={() => void exportUnsent(desk, new Date())}>
            {t('outbox.export')}
          </Button>
        ) : undefined
      }
    >
      <p>{t('signOut.body')}</p>
      {unsent && (
        <p role="alert" style={{ color: 'var(--bad)', marginTop: 8, fontWeight: 600 }}>
          {t('signOut.losing')}{' '}
          {[
            commands > 0 ? t('signOut.commands', { count: commands }) : '',
            drafts > 0 ? t('signOut.drafts', { count: drafts }) : '',
            unread > 0 ? t('signOut.unreadable', { count: unread }) : '',
          ]
            .filter((part) => part !== '')
            .join(', ')}
          .
        </p>
      )}
    </ConfirmDialog>
  );
}
