import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EpochMs } from '#shared/base/brand.ts';
import {
  FLAGS,
  TEXT_FIELDS,
  TIME_FIELDS,
  type Ago,
  type Condition,
  type Field,
  type Span,
} from '#shared/domain/views/filter.ts';
import { useFieldValues, withValues, type ChoiceField } from './field-values.ts';
import styles from './view-dialog.module.css';

const CHOICES = [
  'status',
  'queue',
  'assignee',
  'priority',
  'tags',
  'category',
  'tier',
  'channel',
  'language',
] as const satisfies readonly ChoiceField[];
const FIELDS: readonly Field[] = [...CHOICES, ...TEXT_FIELDS, ...TIME_FIELDS, 'due', ...FLAGS];

type TimeCondition = Extract<Condition, { readonly than: Ago }>;

/** One condition: the field, how it is asked, and what for. */
export function ConditionEditor(props: {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation();
  const { condition, onChange } = props;
  return (
    <>
      <Select
        size="xs"
        className={styles.field}
        aria-label={t('viewDialog.field')}
        allowDeselect={false}
        searchable
        data={FIELDS.map((field) => ({ value: field, label: t(`field.${field}`) }))}
        value={condition.field}
        onChange={(value) => {
          const field = FIELDS.find((each) => each === value);
          if (field !== undefined && field !== condition.field) onChange(emptyCondition(field));
        }}
      />
      {'values' in condition && <ChoiceEditor condition={condition} onChange={onChange} />}
      {'text' in condition && (
        <>
          <HowSelect
            ops={['contains', 'contains-not']}
            value={condition.op}
            onChange={(op) => onChange({ ...condition, op })}
          />
          <TextInput
            size="xs"
            className={styles.value}
            aria-label={t('viewDialog.words')}
            maxLength={200}
            value={condition.text}
            onChange={(event) => onChange({ ...condition, text: event.currentTarget.value })}
          />
        </>
      )}
      {'than' in condition && <TimeEditor condition={condition} onChange={onChange} />}
      {'within' in condition && (
        <>
          <span className={styles.word}>{t('op.within')}</span>
          <SpanEditor span={condition.within} onChange={(within) => onChange({ ...condition, within })} />
        </>
      )}
      {'is' in condition && (
        <HowSelect
          ops={['yes', 'no']}
          value={condition.is ? 'yes' : 'no'}
          onChange={(op) => onChange({ ...condition, is: op === 'yes' })}
        />
      )}
    </>
  );
}

function ChoiceEditor(props: {
  readonly condition: Extract<Condition, { readonly values: readonly unknown[] }>;
  readonly onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation();
  const valuesOf = useFieldValues();
  const { condition, onChange } = props;
  const values = condition.values.map(String);
  const known = valuesOf(condition.field);
  // What is not known here any more is still asked for.
  const data = [
    ...known,
    ...values
      .filter((value) => known.every((each) => each.value !== value))
      .map((value) => ({ value, label: value })),
  ];
  return (
    <>
      {condition.field === 'tags' ? (
        <HowSelect
          ops={['any', 'all', 'none']}
          value={condition.op}
          onChange={(op) => onChange({ ...condition, op })}
        />
      ) : (
        <HowSelect
          ops={['is', 'is-not']}
          value={condition.op}
          onChange={(op) => onChange({ ...condition, op })}
        />
      )}
      <MultiSelect
        size="xs"
        className={styles.value}
        aria-label={t('viewDialog.values')}
        placeholder={values.length === 0 ? t('viewDialog.noValue') : ''}
        searchable
        hidePickedOptions
        nothingFoundMessage={t('common.nothingFound')}
        data={data}
        value={values}
        onChange={(next) => onChange(withValues(condition, next))}
      />
    </>
  );
}

function TimeEditor(props: {
  readonly condition: TimeCondition;
  readonly onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation();
  const { condition, onChange } = props;
  const { op, than } = condition;
  const fixed = 'at' in than;
  return (
    <>
      <HowSelect
        ops={['older', 'newer', 'before', 'after']}
        value={fixed ? (op === 'older' ? 'before' : 'after') : op}
        onChange={(how) =>
          onChange({
            ...condition,
            op: how === 'older' || how === 'before' ? 'older' : 'newer',
            than:
              how === 'before' || how === 'after'
                ? fixed
                  ? than
                  : { at: startOfDay(new Date()) }
                : fixed
                  ? { amount: 1, unit: 'days' }
                  : than,
          })
        }
      />
      {fixed ? (
        <TextInput
          size="xs"
          type="date"
          className={styles.value}
          aria-label={t('viewDialog.date')}
          value={dayOf(than.at)}
          onChange={(event) => {
            const at = new Date(`${event.currentTarget.value}T00:00`);
            if (!Number.isNaN(at.getTime()) && at.getTime() >= 0)
              onChange({ ...condition, than: { at: startOfDay(at) } });
          }}
        />
      ) : (
        <SpanEditor span={than} onChange={(next) => onChange({ ...condition, than: next })} />
      )}
    </>
  );
}

function SpanEditor(props: { readonly span: Span; readonly onChange: (span: Span) => void }) {
  const { t } = useTranslation();
  const { amount, unit } = props.span;
  return (
    <>
      <NumberInput
        size="xs"
        className={styles.amount}
        aria-label={t('viewDialog.amount')}
        min={0}
        max={10_000}
        clampBehavior="strict"
        allowDecimal={false}
        value={amount}
        onChange={(value) => props.onChange({ amount: Math.round(Number(value)) || 0, unit })}
      />
      <Select
        size="xs"
        className={styles.how}
        aria-label={t('viewDialog.unit')}
        allowDeselect={false}
        data={(['hours', 'days'] as const).map((value) => ({ value, label: t(`span.${value}`) }))}
        value={unit}
        onChange={(value) => props.onChange({ amount, unit: value === 'days' ? 'days' : 'hours' })}
      />
    </>
  );
}

type How =
  | 'is'
  | 'is-not'
  | 'any'
  | 'all'
  | 'none'
  | 'contains'
  | 'contains-not'
  | 'older'
  | 'newer'
  | 'before'
  | 'after'
  | 'yes'
  | 'no';

function HowSelect<O extends How>(props: {
  readonly ops: readonly O[];
  readonly value: O;
  readonly onChange: (op: O) => void;
}) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      className={styles.how}
      aria-label={t('viewDialog.how')}
      allowDeselect={false}
      data={props.ops.map((op) => ({ value: op as string, label: t(`op.${op as How}`) }))}
      value={props.value}
      onChange={(value) => {
        const op = props.ops.find((each) => each === value);
        if (op !== undefined) props.onChange(op);
      }}
    />
  );
}

/** What a field begins with. */
function emptyCondition(field: Field): Condition {
  for (const choice of CHOICES)
    if (choice === field)
      return choice === 'tags'
        ? { field: choice, op: 'any', values: [] }
        : ({ field: choice, op: 'is', values: [] } as Condition);
  for (const words of TEXT_FIELDS) if (words === field) return { field: words, op: 'contains', text: '' };
  for (const time of TIME_FIELDS)
    if (time === field) return { field: time, op: 'older', than: { amount: 1, unit: 'days' } };
  for (const flag of FLAGS) if (flag === field) return { field: flag, is: true };
  return { field: 'due', within: { amount: 1, unit: 'hours' } };
}

function startOfDay(at: Date): EpochMs {
  return new Date(at).setHours(0, 0, 0, 0) as EpochMs;
}

/** A local day as a date field wants it. */
function dayOf(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
