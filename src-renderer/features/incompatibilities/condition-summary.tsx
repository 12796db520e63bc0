import { useTranslation } from 'react-i18next';
import type { Condition } from '#shared/domain/references/incompatibility.ts';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import styles from './incompatibilities.module.css';

/** Conditions as words, each in its pill. */
export function ConditionSummary({ conditions }: { readonly conditions: readonly Condition[] }) {
  const { t } = useTranslation();
  return (
    <p className={styles.conditions}>
      {conditions.map((condition, index) => (
        <Tag key={index}>
          {t(`incompatibility.summary.${condition.test}`, {
            fact: t(`incompatibility.facts.${condition.fact}`),
            words: condition.words,
            version: condition.version ?? '',
          })}
        </Tag>
      ))}
    </p>
  );
}
