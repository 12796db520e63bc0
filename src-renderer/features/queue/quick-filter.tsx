import { Button, TextInput } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conditionsOf, NO_FILTER, type Condition } from '#shared/domain/views/filter.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Picker } from '#renderer/ui-kit/picker.tsx';
import { useFieldValues, withValues, type ChoiceField } from './field-values.ts';
import styles from './quick-filter.module.css';

const CHIPS = ['queue', 'assignee', 'tags', 'priority'] as const satisfies readonly ChoiceField[];
type Chip = (typeof CHIPS)[number];

/** Narrows the present view at once, by words and by the commonest fields; what it shows can be kept as a view. */
export function QuickFilter({ queueChosen }: { readonly queueChosen: boolean }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const quick = useWorkspacePart((state) => state.quick);
  const valuesOf = useFieldValues();
  const save = useAction('view.save');
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<Chip | null>(null);
  useFocusRequest('filter', () => {
    field.current?.focus();
    field.current?.select();
  });

  const set = (of: Condition['field'], condition: Condition | null) => {
    const others = quick.conditions.filter((each) => each.field !== of);
    workspace.set({ quick: { ...quick, conditions: condition === null ? others : [...others, condition] } });
  };
  const words = quick.conditions.find((each) => each.field === 'text');
  const isNarrowed = conditionsOf(quick).length > 0;

  const chip = (name: Chip) => {
    const empty: Condition =
      name === 'tags'
        ? { field: name, op: 'all', values: [] }
        : ({ field: name, op: 'is', values: [] } as const);
    const condition = quick.conditions.find((each) => each.field === name) ?? empty;
    if (!('values' in condition)) return null;
    const chosen = condition.values.map(String);
    const shown = open === name || chosen.length > 0 ? valuesOf(name) : [];
    const labels = chosen.map((value) => shown.find((each) => each.value === value)?.label ?? value);
    const [first] = labels;
    return (
      <Picker
        key={name}
        opened={open === name}
        onOpenedChange={(opened) => setOpen(opened ? name : null)}
        searchLabel={t(`field.${name}`)}
        emptyText={t('common.nothingFound')}
        stayOpen
        options={shown.map((each) => ({ ...each, checked: chosen.includes(each.value) }))}
        onPick={(value) => {
          const next = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
          set(name, next.length === 0 ? null : withValues(condition, next));
        }}
      >
        <button
          type="button"
          className={cx(styles.chip, chosen.length > 0 && styles.on)}
          aria-haspopup="listbox"
          aria-expanded={open === name}
          aria-label={
            first === undefined
              ? t('quick.any', { field: t(`field.${name}`) })
              : t('quick.some', { field: t(`field.${name}`), values: labels.join(', ') })
          }
          onClick={() => setOpen(open === name ? null : name)}
        >
          {first === undefined
            ? t(`field.${name}`)
            : labels.length === 1
              ? first
              : t('quick.more', { field: t(`field.${name}`), first, count: labels.length - 1 })}
        </button>
      </Picker>
    );
  };

  return (
    <div className={styles.bar} role="search" aria-label={t('quick.name')}>
      <TextInput
        ref={field}
        size="xs"
        type="search"
        aria-label={t('quick.search')}
        placeholder={t('quick.search')}
        leftSection={<IconFilter size={14} aria-hidden="true" />}
        maxLength={200}
        value={words !== undefined && 'text' in words ? words.text : ''}
        onChange={(event) => {
          const text = event.currentTarget.value;
          set('text', text === '' ? null : { field: 'text', op: 'contains', text });
        }}
        onKeyDown={(event) => {
          // Enter goes on to what was found; Escape first clears, then leaves.
          if (event.key === 'Escape' && words !== undefined) set('text', null);
          else if (event.key === 'Enter' || event.key === 'Escape') workspace.focusOn('list');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <div className={styles.chips}>
        {CHIPS.filter((name) => name !== 'queue' || !queueChosen).map(chip)}
        {isNarrowed && (
          <>
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconX size={12} aria-hidden="true" />}
              onClick={() => {
                workspace.set({ quick: NO_FILTER });
                workspace.focusOn('list');
              }}
            >
              {t('quick.clear')}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => save.run({ ticket: null })}>
              {t('quick.save')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
