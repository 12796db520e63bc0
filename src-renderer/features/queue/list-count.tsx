import { useTranslation } from 'react-i18next';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import styles from './ticket-list.module.css';

/**
 * How many tickets the list has. While not all are here it says so, and of how many, where the helpdesk has told it.
 * @param view the fixed view that is shown as it is; null where nobody but this machine can count
 */
export function ListCount({ shown, view }: { readonly shown: number; readonly view: ViewId | null }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const isComplete = useLive(read.complete);
  const counts = useLive(read.counts);
  const told = view === null ? null : counts.views[view];
  const text =
    isComplete || told === shown
      ? t('list.count', { count: shown })
      : told !== null && told > shown
        ? t('queue.countOf', { shown, count: told })
        : t('queue.countSoFar', { count: shown });
  return <span className={styles.count}>{text}</span>;
}
