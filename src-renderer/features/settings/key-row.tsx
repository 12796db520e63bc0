import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_KEYS } from '#shared/contract/ipc/own-keys.ts';
import { isChanged } from '#renderer/hooks/key-conflicts.ts';
import type { KeyedAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import { KeyRecorder } from './key-recorder.tsx';
import type { useKeyChanges } from './use-key-changes.ts';
import styles from './key-settings.module.css';

/** An action with its keys, each a button that takes another key. */
export function KeyRow(props: {
  readonly action: KeyedAction;
  readonly changes: ReturnType<typeof useKeyChanges>;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const { action, changes } = props;
  const label = changes.labelOf(action);
  const row = useRef<HTMLLIElement>(null);
  /** Which of the keys is being pressed anew; as many as there are for one more. */
  const [recording, setRecording] = useState<number | null>(null);
  const recordingNow = useRef(recording);
  recordingNow.current = recording;
  /** The button that gets the focus when the keys have been drawn again. */
  const [back, setBack] = useState<number | null>(null);
  const refused = changes.refused?.name === action.name ? changes.refused.text : null;
  const asked = changes.takeOver?.name === action.name ? changes.takeOver : null;

  useEffect(() => {
    if (back === null) return;
    const buttons = [...(row.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
    (buttons[back] ?? buttons.at(-1))?.focus();
    setBack(null);
  }, [back]);

  const record = (index: number) => {
    changes.forget();
    setRecording(index);
  };
  const stop = (index: number, focusBack: boolean) => {
    setRecording(null);
    if (focusBack) setBack(index);
  };
  /** The desktop writes settings some time later: until then the buttons are still those of the old keys. */
  const afterwards = (changed: Promise<void> | null, then: () => void) =>
    changed === null ? then() : void changed.then(then);
  const recorder = (index: number) => (
    <KeyRecorder
      key="recorder"
      label={t('keys.recording', { action: label })}
      onRecorded={(sequence) =>
        afterwards(changes.set(action, index, sequence), () => {
          // Who has gone elsewhere meanwhile is not called back.
          if (recordingNow.current === index) stop(index, true);
        })
      }
      onAlt={() => {
        stop(index, true);
        changes.refuseAlt(action);
      }}
      onCancel={(focusBack) => stop(index, focusBack)}
    />
  );

  return (
    <li ref={row} className={styles.row}>
      <div className={styles.line}>
        <span className={styles.name}>{label}</span>
        {isChanged(action) && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={t('keys.reset', { action: label })}
            onClick={() => {
              afterwards(changes.reset(action), () => setBack(0));
            }}
          >
            {t('keys.resetShort')}
          </Button>
        )}
        <span className={styles.keys}>
          {action.keys.map((sequence, index) => {
            const keys = names.label(sequence);
            if (recording === index) return recorder(index);
            return (
              <button
                key={keys}
                type="button"
                data-key=""
                className={styles.key}
                aria-label={t('keys.change', { action: label, keys })}
                onClick={() => record(index)}
              >
                <Kbd keys={keys} />
              </button>
            );
          })}
          {recording === action.keys.length
            ? recorder(action.keys.length)
            : action.keys.length < MAX_KEYS && (
                <button
                  type="button"
                  data-key=""
                  className={styles.add}
                  aria-label={t('keys.add', { action: label })}
                  onClick={() => record(action.keys.length)}
                >
                  {t('keys.addShort')}
                </button>
              )}
        </span>
      </div>
      {refused !== null && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
      {asked !== null && (
        <div className={styles.asked}>
          <p role="alert">{asked.question}</p>
          <Button
            variant="filled"
            size="compact-xs"
            onClick={() => {
              afterwards(changes.take(action, asked), () => setBack(0));
            }}
          >
            {t('keys.takeOver')}
          </Button>
          <Button
            size="compact-xs"
            onClick={() => {
              changes.forget();
              setBack(0);
            }}
          >
            {t('keys.leave')}
          </Button>
        </div>
      )}
    </li>
  );
}
