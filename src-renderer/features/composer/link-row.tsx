import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { readAddress } from '#shared/domain/rich-text/link-address.ts';
import styles from './format-bar.module.css';

/** Asks where a link leads. */
export function LinkRow(props: {
  /** The address there is, or null. */
  readonly href: string | null;
  readonly onDone: (href: string | null) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { href, onDone, onCancel } = props;
  const [typed, setTyped] = useState(href?.replace(/^mailto:/i, '') ?? '');
  const [isWrong, setWrong] = useState(false);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = readAddress(typed);
    if (address === null) setWrong(true);
    else onDone(address);
  };
  return (
    // Keys on their way to the composer: it would send, or leave.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles.link}
      aria-label={t('format.link')}
      onSubmit={submit}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <label htmlFor={id}>{t('format.address')}</label>
      <input
        ref={field}
        id={id}
        value={typed}
        placeholder="https://"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" size="compact-sm">
        {t('format.setLink')}
      </Button>
      {href !== null && (
        <Button size="compact-sm" onClick={() => onDone(null)}>
          {t('format.removeLink')}
        </Button>
      )}
      {isWrong && (
        <p id={`${id}-wrong`} role="alert">
          {t('format.wrongAddress')}
        </p>
      )}
    </form>
  );
}
