import { useTranslation } from 'react-i18next';
import type { QuarantinedItem } from '#renderer/data/read/desk-reader.ts';
import { EntryItem, ItemList } from '#renderer/ui-kit/item-list.tsx';
import styles from './outbox.module.css';

/** What this version cannot read: kept, told, counted (I7). */
export function QuarantineList({ items }: { readonly items: readonly QuarantinedItem[] }) {
  const { t } = useTranslation();
  return (
    <ItemList>
      {items.map((item) => (
        <EntryItem
          key={item.key}
          what={t(`quarantine.${item.what}`)}
          beside={<span className={styles.raw}>{item.detail}</span>}
        >
          <p className={styles.quiet}>{t(`quarantine.why.${item.what}`)}</p>
        </EntryItem>
      ))}
    </ItemList>
  );
}
