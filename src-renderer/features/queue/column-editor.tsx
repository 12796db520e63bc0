import { ActionIcon, Checkbox, NumberInput } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, type ColumnId, type Layout } from '#shared/domain/views/saved-view.ts';
import styles from './view-dialog.module.css';

/** Widths that columns begin with, in CSS pixels. */
const WIDTHS: Readonly<Record<ColumnId, number>> = {
  number: 60,
  customer: 130,
  due: 90,
  waiting: 90,
  status: 110,
  priority: 80,
  assignee: 130,
  queue: 120,
  tags: 150,
  line: 220,
  updated: 110,
};

/** Which columns stand behind the subject, in which order and how wide. */
export function ColumnEditor(props: {
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
}) {
  const { t } = useTranslation();
  const { layout, onChange } = props;
  const { columns } = layout;
  const set = (next: Layout['columns']) => onChange({ ...layout, columns: next });
  const rest = COLUMNS.filter((id) => columns.every((column) => column.id !== id));
  const move = (at: number, by: 1 | -1) => {
    const column = columns[at];
    if (column !== undefined) set(columns.toSpliced(at, 1).toSpliced(at + by, 0, column));
  };
  return (
    <fieldset className={styles.filter}>
      <legend>{t('viewDialog.columns')}</legend>
      {columns.map(({ id, width }, at) => {
        const name = t(`column.${id}`);
        return (
          <div key={id} className={styles.column}>
            <Checkbox
              size="xs"
              label={name}
              checked
              onChange={() => set(columns.filter((column) => column.id !== id))}
            />
            <NumberInput
              size="xs"
              className={styles.amount}
              aria-label={t('viewDialog.columnWidth', { name })}
              min={40}
              max={600}
              step={10}
              value={width}
              onChange={(value) =>
                set(
                  columns.with(at, {
                    id,
                    width: Math.min(600, Math.max(40, Math.round(Number(value)) || 40)),
                  }),
                )
              }
            />
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('viewDialog.columnLeft', { name })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <IconArrowLeft size={14} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('viewDialog.columnRight', { name })}
              disabled={at === columns.length - 1}
              onClick={() => move(at, 1)}
            >
              <IconArrowRight size={14} aria-hidden="true" />
            </ActionIcon>
          </div>
        );
      })}
      <div className={styles.rest}>
        {rest.map((id) => (
          <Checkbox
            key={id}
            size="xs"
            label={t(`column.${id}`)}
            checked={false}
            onChange={() => set([...columns, { id, width: WIDTHS[id] }])}
          />
        ))}
      </div>
    </fieldset>
  );
}
