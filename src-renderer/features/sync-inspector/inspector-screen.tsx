import { Button } from '@mantine/core';
import { IconDownload, IconPlugConnected, IconRefresh, IconStethoscope } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { ConfirmDialog } from '#renderer/ui-kit/confirm-dialog.tsx';
import { Page } from '#renderer/ui-kit/page.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { DiskCard } from './disk-card.tsx';
import { ExchangeTable } from './exchange-table.tsx';
import { UnsentCard } from './unsent-card.tsx';
import { WorkCard } from './work-card.tsx';
import styles from './inspector.module.css';

/** How the ring is doing, live: the connection, the local copy, unsent work, the disk, and what can be done. */
export function InspectorScreen() {
  const { t } = useTranslation();
  const desk = useDesk();
  const { read, write } = desk;
  const tell = useTell();
  const workspace = useWorkspace();
  const sync = useLive(read.inspector.sync);
  const store = useLive(read.inspector.store);
  const connection = useLive(read.connection);
  const [asking, setAsking] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const save = () => {
    exportUnsent(desk, new Date()).catch(() => tell({ tone: 'error', text: t('outbox.exportFailed') }));
  };
  return (
    <>
      <Page
        width="cards"
        title={t('inspector.title')}
        titleRef={title}
        intro={t('inspector.intro')}
        actions={
          <>
            <Button
              leftSection={<IconPlugConnected size={14} aria-hidden="true" />}
              onClick={() => write.tryNow()}
            >
              {t('connection.tryNow')}
            </Button>
            <Button
              leftSection={<IconRefresh size={14} aria-hidden="true" />}
              onClick={() => setAsking(true)}
            >
              {t('inspector.rebuild')}
            </Button>
            <Button leftSection={<IconDownload size={14} aria-hidden="true" />} onClick={save}>
              {t('outbox.export')}
            </Button>
            <Button
              leftSection={<IconStethoscope size={14} aria-hidden="true" />}
              onClick={() => workspace.set({ dialog: 'diagnostics' })}
            >
              {t('inspector.diagnostics')}
            </Button>
          </>
        }
      >
        <div className={styles.cards}>
          <ConnectionCard sync={sync} store={store} />
          <WorkCard sync={sync} store={store} />
          <UnsentCard sync={sync} store={store} />
          <DiskCard sync={sync} store={store} />
        </div>
        <ExchangeTable sync={sync} />
      </Page>
      <ConfirmDialog
        opened={asking}
        title={t('inspector.rebuildTitle')}
        confirmLabel={t('inspector.rebuildConfirm')}
        cancelLabel={t('common.cancel')}
        closeLabel={t('common.close')}
        harmless
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          write.beginAnew();
          tell({ tone: 'done', text: t('inspector.rebuildTold') });
        }}
      >
        <p>{t('inspector.rebuildBody')}</p>
        {connection.kind !== 'online' && <p>{t('inspector.rebuildOffline')}</p>}
      </ConfirmDialog>
    </>
  );
}
