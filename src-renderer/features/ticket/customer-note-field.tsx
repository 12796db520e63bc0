import { Button, Group, Textarea } from '@mantine/core';
import { useEffect, useId, useRef, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { CustomerNoteId, TicketId } from '#shared/base/brand.ts';
import { MAX_NOTE_CHARS } from '#shared/domain/customers/customer-note.ts';
import { isOneOf } from '#renderer/hooks/keys.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import styles from './customer-card.module.css';

/** So many characters before the limit it is told how many are left. */
const NEAR_LIMIT = 400;

/** A note on a customer while it is written: a draft like any other, so leaving it loses nothing. */
export function CustomerNoteField(props: {
  readonly ticketId: TicketId;
  readonly isNew: boolean;
  readonly onSave: () => Promise<void>;
  readonly onCancel: () => Promise<void>;
  readonly ref: Ref<HTMLTextAreaElement>;
}) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const { ticketId, isNew } = props;
  const live = read.draft(ticketId, 'customer-note');
  const kept = useLive(live);
  const saveKeys = useAction('composer.send').keys;
  const hintId = useId();
  const text = kept.draft?.text ?? '';
  const left = MAX_NOTE_CHARS - text.length;
  const canSave = text.trim() !== '' && left >= 0;

  const own = useRef<HTMLDivElement>(null);
  // Only where somebody has just asked for it: a draft that is shown with its ticket takes no focus.
  const mayFocus = useRef(kept.draft === null);
  useEffect(() => {
    if (mayFocus.current) own.current?.querySelector('textarea')?.focus();
  }, []);

  const type = (value: string) => {
    const noteId = live.get().draft?.noteId ?? (uuid() as CustomerNoteId);
    void write.saveDraft({ ticketId, kind: 'customer-note', text: value, attachments: [], noteId });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !isOneOf(saveKeys, event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (canSave) void props.onSave();
  };
  return (
    <div className={styles.noteField} ref={own}>
      <Textarea
        ref={props.ref}
        // Where the card is a drawer, that gives the focus to it instead of to its own button.
        data-autofocus=""
        aria-label={t(isNew ? 'customerNotes.newField' : 'customerNotes.field')}
        placeholder={t('customerNotes.hint')}
        rows={4}
        resize="vertical"
        value={text}
        aria-describedby={hintId}
        error={left < 0 && t('customerNotes.tooLong', { count: -left })}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <p className={styles.quiet} id={hintId}>
        {kept.saved === 'failed'
          ? t('customerNotes.notKept')
          : left >= 0 && left < NEAR_LIMIT
            ? t('customerNotes.left', { count: left })
            : t('customerNotes.team')}
      </p>
      <Group gap={6}>
        <Button size="xs" variant="filled" disabled={!canSave} onClick={() => void props.onSave()}>
          {t('customerNotes.save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => void props.onCancel()}>
          {t('common.cancel')}
        </Button>
      </Group>
    </div>
  );
}
