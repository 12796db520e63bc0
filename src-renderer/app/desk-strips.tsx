import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notices } from '#renderer/features/start/notices.tsx';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { Strip } from '#renderer/ui-kit/strip.tsx';

/** Lines over the desk: what limits the work, and what happened to it. */
export function DeskStrips() {
  const { t } = useTranslation();
  const desk = useDesk();
  const workspace = useWorkspace();
  const me = useLive(desk.read.me);
  const storage = useLive(desk.read.storage);
  const connection = useLive(desk.read.connection);
  const [recoveredSeen, setRecoveredSeen] = useState(false);
  return (
    <aside aria-label={t('strip.name')}>
      {me.role === 'trainee' && <Strip tone="plain">{t('strip.trainee')}</Strip>}
      {(storage.kind === 'full' || storage.kind === 'failing') && (
        <Strip
          tone="bad"
          actions={<Button onClick={() => void exportUnsent(desk, new Date())}>{t('outbox.export')}</Button>}
        >
          {t(`strip.storage.${storage.kind}`)}
        </Strip>
      )}
      {storage.kind === 'recovered' && !recoveredSeen && (
        <Strip tone="warn" dismiss={{ label: t('common.dismiss'), run: () => setRecoveredSeen(true) }}>
          {t('strip.storage.recovered')} {t('strip.storage.recoveredCommands', { count: storage.commands })}{' '}
          {t('strip.storage.recoveredDrafts', { count: storage.drafts })}
        </Strip>
      )}
      {connection.kind === 'signed-out' && (
        <Strip
          tone="warn"
          actions={
            <Button onClick={() => workspace.set({ dialog: 'sign-in' })}>{t('connection.signIn')}</Button>
          }
        >
          {t('strip.signedOut')}
        </Strip>
      )}
      {connection.kind === 'offline' &&
        (connection.why.kind === 'certificate' ||
          connection.why.kind === 'wrong-version' ||
          connection.why.kind === 'not-a-helpdesk') && (
          <Strip tone="warn">{t(`strip.failure.${connection.why.kind}`)}</Strip>
        )}
      <Notices />
    </aside>
  );
}
