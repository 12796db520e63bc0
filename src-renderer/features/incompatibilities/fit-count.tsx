import { useTranslation } from 'react-i18next';
import { isIncompatible, type Incompatibility } from '#shared/domain/references/incompatibility.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import styles from './incompatibilities.module.css';

/** How many tickets on this machine conditions fit. Products belong to customers, who are not all in memory. */
export function FitCount({ content }: { readonly content: Incompatibility }) {
  const { t } = useTranslation();
  const { rows } = useLive(useDesk().read.tickets('all', null));
  if (content.when.some(({ fact }) => fact === 'product'))
    return <p className={styles.quiet}>{t('incompatibility.fitsProducts')}</p>;
  const count = rows.filter(({ ticket }) =>
    isIncompatible(content, { environment: ticket.environment, products: [] }),
  ).length;
  return (
    <p className={styles.quiet} role="status">
      {t('incompatibility.fits', { count })}
    </p>
  );
}
