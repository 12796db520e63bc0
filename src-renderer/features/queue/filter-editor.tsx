import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition, Filter, FilterGroup } from '#shared/domain/views/filter.ts';
import { ConditionEditor } from './condition-editor.tsx';
import styles from './view-dialog.module.css';

const FIRST: Condition = { field: 'status', op: 'is', values: [] };

/** The conditions of a filter and its groups. */
export function FilterEditor(props: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) {
  const { t } = useTranslation();
  const { filter, onChange } = props;
  const setGroup = (at: number, group: FilterGroup | null) =>
    onChange({
      ...filter,
      groups: group === null ? filter.groups.toSpliced(at, 1) : filter.groups.with(at, group),
    });
  return (
    <fieldset className={styles.filter}>
      <legend>{t('viewDialog.conditions')}</legend>
      <GroupEditor group={filter} onChange={(group) => onChange({ ...filter, ...group })} />
      {filter.groups.map((group, at) => (
        // A group has no name of its own: its place is what it is.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={at} className={styles.group}>
          <legend>{t('viewDialog.group', { n: at + 1 })}</legend>
          <GroupEditor group={group} onChange={(next) => setGroup(at, next)}>
            <ActionIcon
              variant="subtle"
              aria-label={`${t('viewDialog.removeGroup')} ${at + 1}`}
              title={t('viewDialog.removeGroup')}
              onClick={() => setGroup(at, null)}
            >
              <IconTrash size={15} aria-hidden="true" />
            </ActionIcon>
          </GroupEditor>
        </fieldset>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={13} aria-hidden="true" />}
        disabled={filter.groups.length >= 10}
        onClick={() =>
          onChange({ ...filter, groups: [...filter.groups, { match: 'any', conditions: [FIRST] }] })
        }
      >
        {t('viewDialog.addGroup')}
      </Button>
    </fieldset>
  );
}

function GroupEditor(props: {
  readonly group: FilterGroup;
  readonly onChange: (group: FilterGroup) => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { group, onChange } = props;
  const { match, conditions } = group;
  return (
    <div className={styles.conditions}>
      <div className={styles.matchLine}>
        <Select
          size="xs"
          aria-label={t('viewDialog.match')}
          allowDeselect={false}
          data={[
            { value: 'all', label: t('viewDialog.matchAll') },
            { value: 'any', label: t('viewDialog.matchAny') },
          ]}
          value={match}
          onChange={(value) => onChange({ match: value === 'any' ? 'any' : 'all', conditions })}
        />
        {props.children}
      </div>
      {conditions.map((condition, at) => (
        // A condition has no name of its own: its place is what it is.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.condition}>
          <ConditionEditor
            condition={condition}
            onChange={(next) => onChange({ match, conditions: conditions.with(at, next) })}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`${t('viewDialog.removeCondition')} ${at + 1}`}
            title={t('viewDialog.removeCondition')}
            onClick={() => onChange({ match, conditions: conditions.toSpliced(at, 1) })}
          >
            <IconTrash size={15} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        className={styles.add}
        leftSection={<IconPlus size={13} aria-hidden="true" />}
        disabled={conditions.length >= 30}
        onClick={() => onChange({ match, conditions: [...conditions, FIRST] })}
      >
        {t('viewDialog.addCondition')}
      </Button>
    </div>
  );
}
