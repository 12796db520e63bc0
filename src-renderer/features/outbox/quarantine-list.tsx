import { useTranslation } from 'react-i18next';
import type { QuarantinedItem } from '#renderer/data/read/desk-reader.ts';
import styles from './outbox.module.css';

/** What this version cannot read: kept, told, counted (I7). */
export function QuarantineList({ items }: { readonly items: readonly QuarantinedItem[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.key} className={styles.item}>
          <div className={styles.head}>
            <span className={styles.what}>{t(`quarantine.${item.what}`)}</span>
            <span className={styles.raw}>{item.detail}</span>
          </div>
          <p className={styles.quiet}>{t(`quarantine.why.${item.what}`)}</p>
        </li>
      ))}
    </ul>
  );
}
