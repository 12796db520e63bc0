import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import styles from './views-pane.module.css';

/** A number beside a view; where not all tickets are here yet it says that there may be more. */
export function ViewCount({ count, isExact }: { readonly count: number; readonly isExact: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (isExact) return <span className={styles.count}>{formats.number(count)}</span>;
  return (
    <span className={styles.count} title={t('queue.atLeast', { count })}>
      <span aria-hidden="true">{t('queue.atLeastShort', { count })}</span>
      <span className="visually-hidden">{t('queue.atLeast', { count })}</span>
    </span>
  );
}
