import { IconAlertTriangle, IconClock, IconPencil } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow as Row } from '#renderer/data/read/desk-reader.ts';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import styles from './ticket-row.module.css';

/** The element id of a row, which the list points to as its active one. */
export function rowDomId(ticketId: string): string {
  return `ticket-${ticketId}`;
}

/** One line of the list. Renders only when its own row, place or selection changes. */
export const TicketRow = memo(function TicketRow(props: {
  readonly row: Row;
  readonly top: number;
  readonly position: number;
  readonly total: number;
  readonly selected: boolean;
  readonly hasDraft: boolean;
  readonly assigneeName: string | null;
  readonly onOpen: (row: Row) => void;
}) {
  const { t } = useTranslation();
  const { ticket, pending, undecided } = props.row;
  const id = rowDomId(ticket.id);
  const line = ticket.lastLine;
  return (
    // The keyboard is handled by the list, which has the focus (aria-activedescendant).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={props.selected}
      aria-label={ticket.subject}
      aria-describedby={`${id}-due ${id}-line ${id}-marks`}
      aria-setsize={props.total}
      aria-posinset={props.position}
      className={cx(
        styles.row,
        props.selected && styles.selected,
        ticket.status === 'resolved' && styles.resolved,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      // The press opens: until the button is released the list may have moved, and there would be no click.
      onMouseDown={(event) => {
        if (event.button === 0) props.onOpen(props.row);
      }}
      // Assistive technology only clicks.
      onClick={() => props.onOpen(props.row)}
    >
      <div className={styles.subject} title={ticket.subject}>
        {ticket.subject}
      </div>
      <div id={`${id}-due`} className={styles.due}>
        <DueLabel ticket={ticket} />
      </div>
      <div id={`${id}-line`} className={styles.line}>
        {ticket.customerName}
        {line !== null && ' · '}
        {line !== null &&
          (line.from === 'team'
            ? t('list.teamLine', { text: line.text })
            : t('list.customerLine', { text: line.text }))}
      </div>
      <div id={`${id}-marks`} className={styles.marks}>
        <span className={styles.tags}>
          {undecided && (
            <Tag tone="bad">
              <IconAlertTriangle size={11} aria-hidden="true" />
              {t('list.undecided')}
            </Tag>
          )}
          {(ticket.priority === 'urgent' || ticket.priority === 'high') && (
            <Tag tone={ticket.priority === 'urgent' ? 'bad' : 'warn'}>{t(`priority.${ticket.priority}`)}</Tag>
          )}
          {pending && (
            <Tag tone="accent">
              <IconClock size={11} aria-hidden="true" />
              {t('list.pending')}
            </Tag>
          )}
          {props.hasDraft && (
            <Tag tone="accent">
              <IconPencil size={11} aria-hidden="true" />
              {t('list.draft')}
            </Tag>
          )}
          {ticket.tags.slice(0, 6).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </span>
        {props.assigneeName !== null && (
          <>
            <Avatar name={props.assigneeName} />
            <span className="visually-hidden">{t('list.assignee', { name: props.assigneeName })}</span>
          </>
        )}
      </div>
    </div>
  );
});
