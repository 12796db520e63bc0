import { Button, Group, Loader } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { ErrorNote } from './error-note.tsx';
import styles from './start.module.css';

const STEPS = ['starting', 'migrating', 'seeding'] as const;

/** The first start of the helpdesk on this computer, step by step, and a way on when it fails. */
export function StartingHelpdesk(props: { readonly onRunning: () => void; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const [step, setStep] = useState<(typeof STEPS)[number]>('starting');
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const { onRunning } = props;

  useEffect(() => {
    let cancelled = false;
    setFailed(false);
    setStep('starting');
    const stop = platform.on('helpdesk.changed', ({ state }) => {
      if (state === 'starting' || state === 'migrating' || state === 'seeding') setStep(state);
      else if (state === 'restarting') setStep('starting');
      else if (state === 'failed') setFailed(true);
    });
    void platform.helpdesk.startEmbedded().then((result) => {
      if (cancelled) return;
      if (result.ok) onRunning();
      else setFailed(true);
    });
    return () => {
      cancelled = true;
      stop();
    };
  }, [platform, attempt, onRunning]);

  const reached = STEPS.indexOf(step);
  return (
    <>
      <h2 className={styles.heading}>{t('start.starting')}</h2>
      {failed ? (
        <>
          <ErrorNote>{t('start.failed')}</ErrorNote>
          <Group justify="space-between">
            <Button onClick={props.onBack}>{t('common.back')}</Button>
            <Button variant="filled" onClick={() => setAttempt((n) => n + 1)}>
              {t('start.again')}
            </Button>
          </Group>
        </>
      ) : (
        <>
          <p className={styles.quiet}>{t('start.startingHint')}</p>
          <ol className={styles.steps} aria-live="polite">
            {STEPS.map((each, index) => (
              <li
                key={each}
                className={cx(styles.step, index === reached && styles.now, index < reached && styles.done)}
                aria-current={index === reached ? 'step' : undefined}
              >
                {index < reached ? (
                  <IconCheck size={16} aria-hidden="true" />
                ) : index === reached ? (
                  <Loader size={14} />
                ) : (
                  <span style={{ width: 16 }} />
                )}
                {t(`start.step.${each}`)}
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
