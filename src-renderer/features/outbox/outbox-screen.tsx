import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { OutboxEntry } from './outbox-entry.tsx';
import styles from './outbox.module.css';

/** Everything that has not been settled with the helpdesk, and what needs a person's decision first. */
export function OutboxScreen() {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useTell();
  const outbox = useLive(desk.read.outbox);
  const quarantine = useLive(desk.read.quarantine);
  const drafts = useLive(desk.read.drafts);
  const connection = useLive(desk.read.connection);
  const undecided = outbox.filter((item) => item.state.kind !== 'waiting');
  const waiting = outbox.filter((item) => item.state.kind === 'waiting');
  const attention = undecided.length + quarantine.length;
  const nothing = outbox.length === 0 && quarantine.length === 0 && drafts.size === 0;

  const save = () => {
    exportUnsent(desk, new Date()).catch(() => tell({ tone: 'error', text: t('outbox.exportFailed') }));
  };

  return (
    <div className={styles.screen}>
      <div className={styles.inner}>
        <div className={styles.title}>
          <h2>{t('outbox.title')}</h2>
          {connection.kind === 'offline' && waiting.length > 0 && (
            <Button onClick={() => desk.write.tryNow()}>{t('connection.tryNow')}</Button>
          )}
          <Button
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            disabled={nothing}
            onClick={save}
          >
            {t('outbox.export')}
          </Button>
        </div>

        <section className={styles.section} aria-label={t('attention.name')}>
          <h3>
            {t('attention.name')}
            {attention > 0 && ` · ${attention}`}
          </h3>
          {attention === 0 && <p className={styles.quiet}>{t('attention.none')}</p>}
          {undecided.length > 0 && (
            <ul className={styles.list}>
              {undecided.map((item) => (
                <OutboxEntry key={item.command.id} item={item} />
              ))}
            </ul>
          )}
          {quarantine.length > 0 && (
            <ul className={styles.list}>
              {quarantine.map((item) => (
                <li key={item.key} className={styles.item}>
                  <div className={styles.head}>
                    <span className={styles.what}>{t(`quarantine.${item.what}`)}</span>
                    <span className={styles.raw}>{item.detail}</span>
                  </div>
                  <p className={styles.quiet}>{t(`quarantine.why.${item.what}`)}</p>
                </li>
              ))}
            </ul>
          )}
        </section>

        <section className={styles.section} aria-label={t('outbox.name')}>
          <h3>
            {t('outbox.waitingTitle')}
            {waiting.length > 0 && ` · ${waiting.length}`}
          </h3>
          {waiting.length === 0 ? (
            <p className={styles.quiet}>{t('outbox.none')}</p>
          ) : (
            <ul className={styles.list}>
              {waiting.map((item) => (
                <OutboxEntry key={item.command.id} item={item} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}
