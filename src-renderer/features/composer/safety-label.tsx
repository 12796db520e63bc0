import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import type { Safety } from './use-draft-editor.ts';
import styles from './composer.module.css';

/** Whether the words are safe on this computer. */
export function SafetyLabel(props: { readonly safety: Safety; readonly error: WriteError | null }) {
  const { t } = useTranslation();
  const { safety, error } = props;
  return (
    <span
      className={cx(styles.safety, safety === 'saved' && styles.saved, safety === 'failed' && styles.failed)}
      role={safety === 'failed' ? 'alert' : undefined}
    >
      {safety === 'saved' && <IconCheck size={13} aria-hidden="true" />}
      {safety === 'failed' && <IconAlertTriangle size={13} aria-hidden="true" />}
      {safety === 'saving' && t('composer.saving')}
      {safety === 'saved' && t('composer.saved')}
      {safety === 'failed' && t(error === 'disk-full' ? 'composer.failedFull' : 'composer.failed')}
    </span>
  );
}
