import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import { useSavedViews } from '#renderer/hooks/saved-views.ts';
import { Splitter } from '#renderer/ui-kit/splitter.tsx';
import styles from './ticket-list.module.css';

const WIDTH = { min: 40, max: 600 } as const;

/** Names of the columns; their edges can be moved, and are kept with the view. */
export function ColumnHeads({ view }: { readonly view: SavedView }) {
  const { t } = useTranslation();
  const views = useSavedViews();
  const [moving, setMoving] = useState<{ readonly id: string; readonly width: number } | null>(null);
  const keep = (id: string, width: number) => {
    setMoving(null);
    const columns = view.layout.columns.map((column) => (column.id === id ? { ...column, width } : column));
    void views.save({ ...view, layout: { ...view.layout, columns } });
  };
  return (
    <div className={styles.heads}>
      <span className={styles.subjectHead}>{t('field.subject')}</span>
      <div className={styles.columnHeads}>
        {view.layout.columns.map(({ id, width }) => (
          <span
            key={id}
            id={`column-${id}`}
            className={styles.columnHead}
            style={{ width: moving?.id === id ? moving.width : width }}
          >
            <Splitter
              label={t('viewDialog.columnWidth', { name: t(`column.${id}`) })}
              controls={`column-${id}`}
              width={width}
              reversed
              {...WIDTH}
              onMove={(next) => setMoving({ id, width: next })}
              onSettle={(next) => keep(id, next)}
            />
            <span>{t(`column.${id}`)}</span>
          </span>
        ))}
      </div>
    </div>
  );
}
