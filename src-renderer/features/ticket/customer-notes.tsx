import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAX_NOTES, type CustomerNote } from '#shared/domain/customers/customer-note.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { mayChangeNote } from '#shared/sync/apply-to-customer.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { useFocusRequest } from '#renderer/hooks/workspace.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { CustomerNoteField } from './customer-note-field.tsx';
import { useCustomerNotes } from './use-customer-notes.ts';
import styles from './customer-card.module.css';

/** What colleagues have written down about a customer for good, and the place to write. */
export function CustomerNotes({
  ticket,
  customer,
}: {
  readonly ticket: Ticket;
  readonly customer: Customer;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const people = useLive(read.people);
  const mayWrite = useRight('customer.note', ticket);
  const notes = useCustomerNotes(ticket, customer);
  const draft = useLive(read.draft(ticket.id, 'customer-note')).draft;
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const all = customer.notes ?? [];
  const editedId = draft !== null && all.some(({ id }) => id === draft.noteId) ? draft.noteId : null;
  const isNew = editedId === null && (draft !== null || adding);
  const isWriting = editedId !== null || isNew;
  const isFull = all.length >= MAX_NOTES;
  const nameOf = (id: CustomerNote['authorId']) => people.get(id)?.name ?? t('person.unknown');

  useFocusRequest('customer-note', () => {
    if (!mayWrite) return;
    if (field.current !== null) field.current.focus();
    else if (!isFull) setAdding(true);
  });
  const close = () => {
    setAdding(false);
    requestAnimationFrame(() => add.current?.focus());
  };
  const writing = (before: CustomerNote | null) => (
    <CustomerNoteField
      ref={field}
      ticketId={ticket.id}
      isNew={before === null}
      onSave={async () => {
        const saved = await notes.save(before);
        if (saved) close();
      }}
      onCancel={async () => {
        if (await notes.discard()) close();
      }}
    />
  );

  return (
    <section aria-label={t('customerNotes.title')}>
      <h4 className={styles.section}>
        {t('customerNotes.title')}
        {all.length > 0 && ` · ${all.length}`}
      </h4>
      {all.length === 0 && !isWriting && (
        <p className={styles.quiet}>{t(mayWrite ? 'customerNotes.none' : 'customerNotes.noneToRead')}</p>
      )}
      <ul className={styles.notes}>
        {all.map((note) => (
          <li key={note.id} className={styles.note}>
            {note.id === editedId ? (
              writing(note)
            ) : (
              <>
                <p className={styles.noteText}>{note.text}</p>
                <p className={styles.quiet}>
                  {nameOf(note.authorId)} · <TimeLabel at={note.at} />
                  {note.edited !== undefined && (
                    <>
                      {' · '}
                      {note.edited.by === note.authorId
                        ? t('customerNotes.edited')
                        : t('customerNotes.editedBy', { name: nameOf(note.edited.by) })}{' '}
                      <TimeLabel at={note.edited.at} />
                    </>
                  )}
                  {note.of !== undefined &&
                    ` · ${t('customerNotes.of', {
                      name: customer.merged?.find(({ id }) => id === note.of)?.name ?? '',
                    })}`}
                </p>
                {mayWrite && mayChangeNote(me, note) && (
                  <div className={styles.noteActions}>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      disabled={isWriting}
                      title={isWriting ? t('customerNotes.finishFirst') : undefined}
                      aria-label={t('customerNotes.editNamed', { words: note.text.slice(0, 60) })}
                      onClick={() => void notes.edit(note).then(() => field.current?.focus())}
                    >
                      {t('customerNotes.edit')}
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="red"
                      aria-label={t('customerNotes.removeNamed', { words: note.text.slice(0, 60) })}
                      onClick={() => {
                        add.current?.focus();
                        void notes.remove(note);
                      }}
                    >
                      {t('customerNotes.remove')}
                    </Button>
                  </div>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      {isNew && mayWrite && writing(null)}
      {mayWrite && !isWriting && (
        <Button
          ref={add}
          size="xs"
          disabled={isFull}
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => setAdding(true)}
        >
          {t('customerNotes.add')}
        </Button>
      )}
      {isFull && <p className={styles.quiet}>{t('customerNotes.full', { count: MAX_NOTES })}</p>}
    </section>
  );
}
