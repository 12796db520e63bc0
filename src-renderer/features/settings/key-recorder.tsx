import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeySequence, Press } from '#shared/contract/ipc/own-keys.ts';
import { SEQUENCE_MS } from '#renderer/hooks/keys.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import styles from './key-settings.module.css';

/** Keys that may be followed by a second one: those that print something, pressed alone. */
const PRINTS =
  /^(Key|Digit|Numpad\d|Slash|Backslash|Comma|Period|Semicolon|Quote|Backquote|Bracket|Minus|Equal|Intl)/;

/**
 * Takes the next key, or two keys one after the other. Tab leaves, as anywhere.
 *
 * @param props.onRecorded with null when the key is to be taken away; no other key is taken after it
 * @param props.onCancel `back`: the focus belongs to where it was before
 */
export function KeyRecorder(props: {
  readonly label: string;
  readonly onRecorded: (sequence: KeySequence | null) => void;
  readonly onAlt: () => void;
  readonly onCancel: (back: boolean) => void;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const [first, setFirst] = useState<Press | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const given = useRef(false);
  const give = useCallback((sequence: KeySequence | null) => {
    if (given.current) return;
    given.current = true;
    latest.current.onRecorded(sequence);
  }, []);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (first === null) return;
    const timer = setTimeout(() => give([first]), SEQUENCE_MS);
    return () => clearTimeout(timer);
  }, [first, give]);

  const onKeyDown = (event: KeyboardEvent) => {
    const { code } = event.nativeEvent;
    if (code === '' || /^(Shift|Control|Alt|Meta)/.test(code) || event.nativeEvent.repeat) return;
    const mod = event.ctrlKey || event.metaKey;
    if (code === 'Tab' && !mod) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) return props.onAlt();
    if (!mod && code === 'Escape') return props.onCancel(true);
    if (!mod && code === 'Backspace') return give(null);
    const press: Press = { code, ...(event.shiftKey ? { shift: true } : {}), ...(mod ? { mod: true } : {}) };
    if (first !== null) give([first, press]);
    else if (mod || !PRINTS.test(code)) give([press]);
    else setFirst(press);
  };

  return (
    <input
      ref={field}
      readOnly
      className={styles.recorder}
      aria-label={props.label}
      value={first === null ? t('keys.press') : t('keys.pressSecond', { keys: names.label([first]) })}
      onKeyDown={onKeyDown}
      onBlur={() => props.onCancel(false)}
    />
  );
}
