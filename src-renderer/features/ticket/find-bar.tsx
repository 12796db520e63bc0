import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/base/brand.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import styles from './find-bar.module.css';

/** Finds words in the whole conversation, also where it is not rendered: what the browser's own search cannot. */
export function FindBar(props: {
  readonly entries: readonly TimelineEntry[];
  readonly onShow: (id: MessageId, words: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { entries, onShow } = props;
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState('');
  const found = useMemo(() => findMessages(entries, words), [entries, words]);
  /** Counted from the newest, where reading begins. */
  const [at, setAt] = useState(0);
  const shown = found[Math.min(at, found.length - 1)];

  // It was asked for by a key or a button: the next thing is to type.
  useEffect(() => input.current?.focus(), []);

  useEffect(() => {
    if (shown !== undefined) onShow(shown, words);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- shown once for each hit
  }, [shown, words]);

  const move = (by: 1 | -1) => {
    if (found.length > 0)
      setAt((now) => (Math.min(now, found.length - 1) + by + found.length) % found.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.onClose();
    else if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const number = found.length === 0 ? 0 : Math.min(at, found.length - 1) + 1;
  return (
    <div role="search" className={styles.bar} aria-label={t('talk.find')}>
      <TextInput
        ref={input}
        type="search"
        className={styles.words}
        aria-label={t('talk.findWords')}
        placeholder={t('talk.findWords')}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <span className={styles.count} role="status">
        {words.trim() === '' ? '' : t('talk.found', { number, count: found.length })}
      </span>
      <ActionIcon aria-label={t('talk.findOlder')} disabled={found.length < 2} onClick={() => move(1)}>
        <IconChevronUp size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon aria-label={t('talk.findNewer')} disabled={found.length < 2} onClick={() => move(-1)}>
        <IconChevronDown size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon aria-label={t('common.close')} onClick={props.onClose}>
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}

/** Messages that hold the words, newest first. */
function findMessages(entries: readonly TimelineEntry[], words: string): readonly MessageId[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return entries
    .filter(({ message }) => message.kind !== 'event' && message.text.toLowerCase().includes(wanted))
    .map(({ message }) => message.id)
    .toReversed();
}
