import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MAX_CONDITIONS } from '#shared/domain/references/incompatibility.ts';
import { EMPTY_CONDITION, needsVersion, type IncompatibilityForm } from './incompatibility-form.ts';
import styles from './incompatibilities.module.css';

const FACTS = ['os', 'browser', 'product'] as const;
const TESTS = ['is', 'is-not', 'below', 'from'] as const;

/** The conditions of an incompatibility, one line each. */
export function ConditionFields(props: {
  readonly when: IncompatibilityForm['when'];
  readonly showProblems: boolean;
  readonly onChange: (when: IncompatibilityForm['when']) => void;
}) {
  const { t } = useTranslation();
  const { when, showProblems, onChange } = props;
  const set = (index: number, patch: Partial<IncompatibilityForm['when'][number]>) =>
    onChange(when.map((each, at) => (at === index ? { ...each, ...patch } : each)));
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t('incompatibility.when')}</legend>
      {when.map((condition, index) => (
        <div key={index} className={styles.condition}>
          <NativeSelect
            aria-label={t('incompatibility.fact')}
            value={condition.fact}
            onChange={(event) => set(index, { fact: FACTS[event.currentTarget.selectedIndex] ?? 'os' })}
            data={FACTS.map((value) => ({ value, label: t(`incompatibility.facts.${value}`) }))}
          />
          <NativeSelect
            aria-label={t('incompatibility.test')}
            value={condition.test}
            onChange={(event) => set(index, { test: TESTS[event.currentTarget.selectedIndex] ?? 'is' })}
            data={TESTS.map((value) => ({ value, label: t(`incompatibility.tests.${value}`) }))}
          />
          <TextInput
            className={styles.grow}
            aria-label={t('incompatibility.words')}
            placeholder={t('incompatibility.wordsHint')}
            value={condition.words}
            error={showProblems && condition.words.trim() === '' && t('incompatibility.invalid.words')}
            onChange={(event) => set(index, { words: event.currentTarget.value })}
          />
          {needsVersion(condition.test) && (
            <TextInput
              className={styles.version}
              aria-label={t('incompatibility.version')}
              placeholder={t('incompatibility.versionHint')}
              value={condition.version}
              error={
                showProblems &&
                !/^\d+(\.\d+)*$/.test(condition.version.trim()) &&
                t('incompatibility.invalid.version')
              }
              onChange={(event) => set(index, { version: event.currentTarget.value })}
            />
          )}
          {when.length > 1 && (
            <ActionIcon
              aria-label={t('incompatibility.removeCondition')}
              title={t('incompatibility.removeCondition')}
              onClick={() => onChange(when.filter((_, at) => at !== index))}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          )}
        </div>
      ))}
      {when.length < MAX_CONDITIONS && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange([...when, EMPTY_CONDITION])}
        >
          {t('incompatibility.addCondition')}
        </Button>
      )}
    </fieldset>
  );
}
