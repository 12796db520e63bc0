import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StoreReport, SyncReport } from '#renderer/data/read/sync-report.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { Card, Facts } from './facts.tsx';
import styles from './inspector.module.css';

/** As much of the cursor as tells two places apart. */
const CURSOR_CHARS = 24;

/** What synchronisation does right now, and how far the local copy has come. */
export function WorkCard(props: { readonly sync: SyncReport | null; readonly store: StoreReport | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { sync, store } = props;
  const doing =
    sync === null
      ? []
      : [
          sync.isPulling ? t('inspector.work.pulling') : '',
          sync.pushing > 0 ? t('inspector.work.pushing', { count: sync.pushing }) : '',
          sync.isUploading ? t('inspector.work.uploading') : '',
        ].filter((part) => part !== '');
  const copy = sync?.isSweeping === true ? (sync.isComplete ? 'renewing' : 'partial') : 'complete';
  const progress = sync?.progress ?? null;
  return (
    <Card name={t('inspector.work.name')}>
      <Facts
        of={[
          [t('inspector.work.now'), doing.length === 0 ? t('inspector.work.idle') : doing.join(', ')],
          sync === null
            ? null
            : [
                t('inspector.work.copy'),
                progress === null
                  ? t(
                      sync.isComplete || sync.isSweeping
                        ? `inspector.work.${copy}`
                        : 'inspector.work.partial',
                    )
                  : `${t(`inspector.work.${copy}`)}, ${t('inspector.work.progress', progress)}`,
              ],
          store === null ? null : [t('inspector.work.tickets'), formats.number(store.tickets)],
          sync === null ? null : [t('inspector.work.run'), t('inspector.work.times', { count: sync.run })],
          sync === null
            ? null
            : [
                t('inspector.work.cursor'),
                sync.cursor === null ? (
                  t('inspector.work.noCursor')
                ) : (
                  <code className={styles.code}>
                    {sync.cursor.length > CURSOR_CHARS ? `…${sync.cursor.slice(-CURSOR_CHARS)}` : sync.cursor}
                  </code>
                ),
              ],
        ]}
      />
      {progress !== null && progress.total > 0 && (
        <Progress
          size="sm"
          value={(progress.done / progress.total) * 100}
          aria-label={t('inspector.work.copy')}
        />
      )}
    </Card>
  );
}
