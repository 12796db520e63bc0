import { Button, Group, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { collectDiagnostics } from './collect-diagnostics.ts';
import styles from './diagnostics-dialog.module.css';

/** Shows what a diagnostics file would hold, and saves it: nothing leaves this machine by itself. */
export function DiagnosticsDialog() {
  const opened = useWorkspacePart((state) => state.dialog === 'diagnostics');
  return opened ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t } = useTranslation();
  const desk = useDesk();
  const platform = usePlatform();
  const tell = useTell();
  const workspace = useWorkspace();
  const [state, setState] = useState<{ readonly text: string } | 'collecting' | 'failed'>('collecting');

  useEffect(() => {
    let left = false;
    collectDiagnostics(desk, platform).then(
      (found) => left || setState({ text: JSON.stringify(found, null, 2) }),
      () => left || setState('failed'),
    );
    return () => {
      left = true;
    };
  }, [desk, platform]);

  const close = () => workspace.set({ dialog: null });
  const save = (text: string) => {
    const stamp = new Date().toISOString().slice(0, 16).replaceAll(':', '-');
    saveFile(new Blob([text]), `vakhta-diagnostics-${stamp}.json`);
    close();
    tell({ tone: 'done', text: t('diagnostics.saved') });
  };
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(
      () => tell({ tone: 'done', text: t('outbox.copied') }),
      () => tell({ tone: 'error', text: t('outbox.notCopied') }),
    );
  };

  return (
    <Modal
      opened
      onClose={close}
      title={t('diagnostics.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.content}>
        <p>{t('diagnostics.body')}</p>
        {typeof state === 'object' ? (
          <textarea
            className={styles.text}
            aria-label={t('diagnostics.content')}
            readOnly
            spellCheck={false}
            value={state.text}
          />
        ) : (
          <p role={state === 'failed' ? 'alert' : 'status'} className={styles.wait}>
            {t(`diagnostics.${state}`)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button
            disabled={typeof state !== 'object'}
            onClick={() => typeof state === 'object' && copy(state.text)}
          >
            {t('diagnostics.copy')}
          </Button>
          <Button
            variant="filled"
            data-autofocus
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            disabled={typeof state !== 'object'}
            onClick={() => typeof state === 'object' && save(state.text)}
          >
            {t('diagnostics.save')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
