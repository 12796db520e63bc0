import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NO_FILTER } from '#shared/domain/views/filter.ts';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { queryOf } from '#renderer/hooks/view-query.ts';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import styles from './view-dialog.module.css';

const SHOWN = 6;

/** What a view shows now: how many tickets, and the first of them. */
export function ViewPreview({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const { filter, order } = useDeferredValue(view);
  const query = useMemo(
    () => queryOf({ view: 'all', queueId: null, quick: NO_FILTER }, { ...view, filter, order }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- of the view only these two matter
    [filter, order],
  );
  const list = useLive(read.list(query));
  const isComplete = useLive(read.complete);
  const count = list.rows.length;
  return (
    <section className={styles.preview} aria-label={t('viewDialog.preview')}>
      <p role="status">
        <b>{isComplete ? t('viewDialog.count', { count }) : t('queue.countSoFar', { count })}</b>
      </p>
      {count === 0 && <p className={styles.hint}>{t('viewDialog.previewEmpty')}</p>}
      <ul>
        {list.rows.slice(0, SHOWN).map(({ ticket }) => (
          <li key={ticket.id} className={styles.previewRow}>
            <span className={styles.previewSubject}>{ticket.subject}</span>
            <DueLabel ticket={ticket} />
          </li>
        ))}
      </ul>
    </section>
  );
}
