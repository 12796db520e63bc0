import { useTranslation } from 'react-i18next';
import type { StoreReport, SyncReport } from '#renderer/data/read/sync-report.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Card, Facts } from './facts.tsx';
import styles from './inspector.module.css';

/** What lies on this machine, how healthy it is, and how much room there is. */
export function DiskCard(props: { readonly sync: SyncReport | null; readonly store: StoreReport | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const storage = useLive(useDesk().read.storage);
  const { sync, store } = props;
  const isWell = storage.kind === 'fine' || storage.kind === 'recovered';
  const quota = store?.quota ?? null;
  return (
    <Card name={t('inspector.disk.name')}>
      <Facts
        of={[
          [
            t('inspector.disk.health'),
            <span key="health" className={cx(isWell ? styles.ok : styles.bad)}>
              {t(`inspector.disk.${storage.kind}`)}
            </span>,
          ],
          store === null
            ? null
            : [
                t('inspector.disk.journal'),
                store.journal === null ? (
                  <span className={styles.bad}>{t('inspector.disk.journalFailing')}</span>
                ) : (
                  <>
                    {t('inspector.disk.journalOf', {
                      count: store.journal.records,
                      size: formats.bytes(store.journal.bytes),
                    })}
                    {store.journal.damaged > 0 && (
                      <span className={styles.bad}>
                        , {t('inspector.disk.journalDamaged', { count: store.journal.damaged })}
                      </span>
                    )}
                  </>
                ),
              ],
          store === null
            ? null
            : [
                t('inspector.disk.fetched'),
                t('inspector.disk.filesOf', {
                  count: store.files.fetched,
                  size: formats.bytes(store.files.fetchedBytes),
                }),
              ],
          sync === null ? null : [t('inspector.disk.segments'), formats.number(sync.segments)],
          store === null
            ? null
            : [
                t('inspector.disk.versions'),
                t('inspector.disk.versionsOf', { database: store.databaseVersion, rows: store.rowFormat }),
              ],
          store === null
            ? null
            : [
                t('inspector.disk.quota'),
                quota === null
                  ? t('inspector.disk.unknown')
                  : `${t('inspector.disk.quotaOf', {
                      used: formats.bytes(quota.used),
                      left: formats.bytes(Math.max(0, quota.granted - quota.used)),
                    })}; ${t(quota.isPersistent ? 'inspector.disk.persistent' : 'inspector.disk.fleeting')}`,
              ],
        ]}
      />
    </Card>
  );
}
