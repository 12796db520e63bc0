import { useTranslation } from 'react-i18next';
import type { ExchangeRecord, SyncReport } from '#renderer/data/read/sync-report.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Moment } from './facts.tsx';
import styles from './inspector.module.css';

/** Exchanges that are shown, newest first. */
const SHOWN = 50;

/** The last exchanges with the helpdesk: when, what for, how long, how much, with what result. Never what was in them. */
export function ExchangeTable({ sync }: { readonly sync: SyncReport | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const all = sync?.exchanges ?? [];
  const failed = all.filter(hasFailed).length;
  return (
    <section className={styles.card} aria-label={t('inspector.exchanges.name')}>
      <h3>
        {t('inspector.exchanges.name')}
        {all.length > 0 && (
          <span className={styles.quiet}>
            {' '}
            · {t('inspector.exchanges.count', { count: all.length })}
            {failed > 0 && `, ${t('inspector.exchanges.failed', { count: failed })}`}
          </span>
        )}
      </h3>
      {all.length === 0 ? (
        <p className={styles.quiet}>{t('inspector.exchanges.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('inspector.exchanges.at')}</th>
              <th scope="col">{t('inspector.exchanges.what')}</th>
              <th scope="col">{t('inspector.exchanges.took')}</th>
              <th scope="col">{t('inspector.exchanges.sent')}</th>
              <th scope="col">{t('inspector.exchanges.received')}</th>
              <th scope="col">{t('inspector.exchanges.result')}</th>
            </tr>
          </thead>
          <tbody>
            {all
              .slice(-SHOWN)
              .toReversed()
              .map((exchange) => (
                <tr key={exchange.n}>
                  <td>
                    <Moment at={exchange.at} />
                  </td>
                  <td>{t(`inspector.exchanges.kind.${exchange.kind}`)}</td>
                  <td>{t('inspector.exchanges.ms', { ms: exchange.tookMs })}</td>
                  <td>{exchange.sent === 0 ? '–' : formats.bytes(exchange.sent)}</td>
                  <td>{exchange.received === null ? '–' : formats.bytes(exchange.received)}</td>
                  <td className={cx(hasFailed(exchange) && styles.bad)}>
                    {exchange.result === 'ok' || exchange.result === 'ended'
                      ? t(`inspector.exchanges.${exchange.result}`)
                      : t(`failure.${exchange.result}`)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function hasFailed({ result }: ExchangeRecord): boolean {
  return result !== 'ok' && result !== 'ended';
}
