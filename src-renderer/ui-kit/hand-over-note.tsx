import { Button, Group, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import styles from './hand-over-note.module.css';

/** The lower part of a dialog that hands over: words for the next one, what is to be known first, and the buttons. */
export function HandOverNote(props: {
  readonly note: string;
  readonly onNote: (note: string) => void;
  /** What becomes of the words. */
  readonly kept?: ReactNode;
  /** Told before it is given; null: nothing. */
  readonly warning: string | null;
  readonly canGive: boolean;
  readonly onGive: () => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { warning } = props;
  return (
    <>
      <Textarea
        label={t('delegate.note')}
        description={t('delegate.noteHint')}
        value={props.note}
        onChange={(event) => props.onNote(event.currentTarget.value)}
        maxLength={MAX_MESSAGE_CHARS}
        rows={5}
        resize="vertical"
      />
      {props.kept}
      <p className={warning === null ? 'visually-hidden' : styles.warning} role="status">
        {warning}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button variant="filled" disabled={!props.canGive} onClick={props.onGive}>
          {t('delegate.confirm')}
        </Button>
      </Group>
    </>
  );
}
