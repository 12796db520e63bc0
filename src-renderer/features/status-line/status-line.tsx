import { Progress } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Connection } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import styles from './status-line.module.css';

/** The connection told honestly, what waits, what needs a decision. */
export function StatusLine() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const platform = usePlatform();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const connection = useLive(read.connection);
  const outbox = useLive(read.outbox);
  const quarantine = useLive(read.quarantine);
  const drafts = useLive(read.draftList).length;
  const since = useOfflineSince(connection);

  const undecided = outbox.filter((item) => item.state.kind !== 'waiting').length;
  // What has a time of its own is not on its way.
  const scheduled = outbox.filter((item) => item.delay?.kind === 'later').length;
  const waiting = outbox.length - undecided - scheduled;
  const attention = undecided + quarantine.length;
  const progress = connection.kind === 'online' ? connection.progress : null;
  const tone =
    connection.kind === 'online'
      ? progress === null && waiting === 0
        ? styles.ok
        : styles.warn
      : connection.kind === 'connecting'
        ? undefined
        : styles.bad;

  return (
    <footer className={styles.line}>
      <div role="status" aria-label={t('connection.name')} className={styles.status}>
        <span className={cx(styles.dot, tone)} aria-hidden="true" />
        <span>
          {describe(connection, waiting, undecided, since === null ? null : formats.time(since), t)}
        </span>
        {connection.kind !== 'online' && waiting > 0 && (
          <button
            type="button"
            className={cx(styles.button, styles.warnText)}
            onClick={() => workspace.show('outbox')}
          >
            {t('connection.waiting', { count: waiting })}
          </button>
        )}
      </div>
      <button
        type="button"
        className={cx(styles.button, styles.icon)}
        title={t('inspector.open')}
        aria-label={t('inspector.open')}
        onClick={() => workspace.show('sync')}
      >
        <IconActivity size={14} aria-hidden="true" />
      </button>
      {progress !== null && progress.total > 0 && (
        <Progress
          className={styles.progress}
          size="sm"
          value={(progress.done / progress.total) * 100}
          aria-label={t('connection.progress')}
        />
      )}
      {connection.kind === 'offline' && (
        <>
          <NextTry at={connection.nextTryAt} />
          <button type="button" className={styles.button} onClick={() => write.tryNow()}>
            {t('connection.tryNow')}
          </button>
        </>
      )}
      {connection.kind === 'signed-out' && (
        <button
          type="button"
          className={cx(styles.button, styles.badText)}
          onClick={() => workspace.set({ dialog: 'sign-in' })}
        >
          {t('connection.signIn')}
        </button>
      )}
      {drafts > 0 && (
        <button
          type="button"
          className={cx(styles.button, styles.warnText)}
          onClick={() => workspace.show('drafts')}
        >
          {t('connection.drafts', { count: drafts })}
        </button>
      )}
      {attention > 0 && (
        <button
          type="button"
          className={cx(styles.button, styles.badText)}
          onClick={() => workspace.show('outbox')}
        >
          {t('connection.attention', { count: attention })}
        </button>
      )}
      <span className={styles.space}>Vakhta {platform.version}</span>
      <span title={t(`language.${i18n.language === 'ru' ? 'ru' : 'en'}`)}>{i18n.language.toUpperCase()}</span>
    </footer>
  );
}

function describe(
  connection: Connection,
  waiting: number,
  undecided: number,
  since: string | null,
  t: TFunction,
): string {
  switch (connection.kind) {
    case 'connecting':
      return t('connection.connecting');
    case 'online':
      if (connection.progress !== null)
        return t('connection.syncing', { done: connection.progress.done, total: connection.progress.total });
      if (connection.filesAhead > 0 && waiting === 0)
        return t('connection.filesAhead', { count: connection.filesAhead });
      if (waiting > 0) return t('connection.sending', { count: waiting });
      return t(undecided > 0 ? 'connection.onlineOnly' : 'connection.online');
    case 'offline': {
      const why = t(`failure.${connection.why.kind}`);
      return since === null ? why : t('connection.offlineSince', { why, time: since });
    }
    case 'signed-out':
      return t('connection.signedOut');
    default:
      return assertNever(connection);
  }
}

/** Since when this window has known that it is offline. */
function useOfflineSince(connection: Connection): number | null {
  const [since, setSince] = useState<number | null>(null);
  const offline = connection.kind === 'offline';
  useEffect(() => {
    if (offline) setSince((before) => before ?? Date.now());
    else if (connection.kind === 'online') setSince(null);
  }, [offline, connection.kind]);
  return offline ? since : null;
}

/** Counts down to the next try; outside of the live region, so that it is not read out each second. */
function NextTry({ at }: { readonly at: number | null }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (at === null) return;
    const count = () => setLeft(Math.max(0, Math.ceil((at - Date.now()) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [at]);
  if (at === null) return null;
  return <span>{left > 0 ? t('connection.nextTry', { count: left }) : t('connection.trying')}</span>;
}
