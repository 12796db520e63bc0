import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import styles from './settings.module.css';

const CHOICES: readonly Settings['undoSendSeconds'][] = [0, 5, 10, 20, 30];

/** How long sending can be undone. */
export function SendingSection(props: {
  readonly seconds: Settings['undoSendSeconds'];
  readonly onChange: (seconds: Settings['undoSendSeconds']) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className={styles.section} aria-label={t('delay.settings.name')}>
      <h3>{t('delay.settings.name')}</h3>
      <div className={styles.row}>
        <span id="settings-undo">{t('delay.settings.undo')}</span>
        <SegmentedControl
          aria-labelledby="settings-undo"
          size="xs"
          value={String(props.seconds)}
          onChange={(value) => {
            const chosen = CHOICES.find((each) => String(each) === value);
            if (chosen !== undefined) props.onChange(chosen);
          }}
          data={CHOICES.map((each) => ({
            value: String(each),
            label: each === 0 ? t('delay.settings.off') : t('delay.settings.seconds', { count: each }),
          }))}
        />
      </div>
      <p className={styles.quiet}>{t('delay.settings.hint')}</p>
    </section>
  );
}
