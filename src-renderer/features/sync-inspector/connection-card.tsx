import { useTranslation } from 'react-i18next';
import type { LinkRecord, StoreReport, SyncReport } from '#renderer/data/read/sync-report.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Card, Facts, Moment } from './facts.tsx';
import styles from './inspector.module.css';

/** Changes of the connection that are shown. */
const SHOWN = 8;
/** Below this two clocks count as the same, in milliseconds: the helpdesk tells its time in whole seconds. */
const SAME_CLOCK_MS = 2_000;

/** The connection now and lately, who synchronises, and the helpdesk's clock (shown, never used). */
export function ConnectionCard(props: {
  readonly sync: SyncReport | null;
  readonly store: StoreReport | null;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  const connection = useLive(read.connection);
  const { sync, store } = props;
  const offset = sync?.clockOffsetMs ?? null;
  const links = (sync?.links ?? []).slice(-SHOWN).toReversed();
  const now: Pick<LinkRecord, 'kind' | 'why'> = {
    kind: connection.kind,
    why: connection.kind === 'offline' ? connection.why.kind : null,
  };
  const nameOf = ({ kind, why }: Pick<LinkRecord, 'kind' | 'why'>) =>
    kind === 'offline' ? t(`failure.${why ?? 'unreachable'}`) : t(`inspector.connection.${kind}`);

  return (
    <Card name={t('inspector.connection.name')}>
      <Facts
        of={[
          [
            t('inspector.connection.state'),
            <span key="now" className={cx(now.kind === 'online' ? styles.ok : styles.warn)}>
              {nameOf(now)}
            </span>,
          ],
          connection.kind === 'offline' && connection.nextTryAt !== null
            ? [t('inspector.connection.nextTry'), <Moment key="next" at={connection.nextTryAt} />]
            : null,
          [
            t('inspector.connection.where'),
            sync === null ? (
              t('inspector.connection.nobody')
            ) : (
              <>
                {t(
                  sync.windowId === read.inspector.windowId
                    ? 'inspector.connection.here'
                    : 'inspector.connection.elsewhere',
                )}
                , {t('inspector.connection.since', { time: formats.second(sync.startedAt) })}
              </>
            ),
          ],
          store === null ? null : [t('inspector.connection.windows'), formats.number(store.windows)],
          [
            t('inspector.connection.clock'),
            offset === null
              ? t('inspector.connection.clockUnknown')
              : Math.abs(offset) < SAME_CLOCK_MS
                ? t('inspector.connection.clockSame')
                : t(offset > 0 ? 'inspector.connection.clockAhead' : 'inspector.connection.clockBehind', {
                    span: formats.shortSpan(Math.abs(offset)),
                  }),
          ],
        ]}
      />
      <h4>{t('inspector.connection.history')}</h4>
      {links.length === 0 ? (
        <p className={styles.quiet}>{t('inspector.connection.none')}</p>
      ) : (
        <ol className={styles.history}>
          {links.map((link) => (
            <li key={`${link.at} ${link.kind} ${link.why}`}>
              <Moment at={link.at} /> {nameOf(link)}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
