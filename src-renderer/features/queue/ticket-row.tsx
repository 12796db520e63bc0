import { IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import { PresenceMarks } from '#renderer/ui-kit/presence-marks.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { RowColumns } from './row-columns.tsx';
import { LastLine, Marks, UnreadDot, type TicketRowProps } from './row-parts.tsx';
import { WaitLabel } from './wait-label.tsx';
import styles from './ticket-row.module.css';

/** The element id of a row, which the list points to as its active one. */
export function rowDomId(ticketId: string): string {
  return `ticket-${ticketId}`;
}

/** One line of the list. Renders only when its own row, place or selection changes. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { t } = useTranslation();
  const { ticket } = props.row;
  const id = rowDomId(ticket.id);
  const compact = props.layout.density === 'compact';
  return (
    // The keyboard is handled by the list, which has the focus (aria-activedescendant).
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={props.selected}
      aria-label={ticket.subject}
      aria-describedby={compact ? `${id}-columns` : `${id}-due ${id}-line ${id}-marks`}
      aria-setsize={props.total}
      aria-posinset={props.position}
      data-ticket={ticket.id}
      className={cx(
        styles.row,
        compact && styles.compact,
        props.active && styles.active,
        props.choosing && props.selected && styles.chosen,
        props.choosing && styles.choosing,
        props.unread && styles.unread,
        ticket.status === 'resolved' && styles.resolved,
        props.fate !== undefined && styles.leaving,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      // The press opens: until the button is released the list may have moved, and there would be no click.
      onMouseDown={(event) => {
        if (event.button === 0) props.onPress(props.row, event);
      }}
      // Assistive technology only clicks.
      onClick={(event) => props.onPress(props.row, event)}
    >
      <span className={styles.box} data-choose="" aria-hidden="true">
        {props.choosing && props.selected && <IconCheck size={12} stroke={3} />}
      </span>
      {compact ? (
        <RowColumns {...props} id={`${id}-columns`} />
      ) : (
        <>
          <div className={styles.subject} title={ticket.subject}>
            {props.unread && <UnreadDot />}
            {ticket.subject}
          </div>
          <div id={`${id}-due`} className={styles.due}>
            <DueLabel ticket={ticket} />
          </div>
          <div id={`${id}-line`} className={styles.line}>
            <LastLine row={props.row} fate={props.fate} />
          </div>
          <div className={styles.wait}>
            <WaitLabel ticket={ticket} />
          </div>
          <div id={`${id}-marks`} className={styles.marks}>
            <span className={styles.tags}>
              <Marks row={props.row} hasDraft={props.hasDraft} />
              {ticket.tags.slice(0, 6).map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
            <PresenceMarks ticketId={ticket.id} />
            {props.assigneeName !== null && (
              <>
                <Avatar name={props.assigneeName} />
                <span className="visually-hidden">{t('list.assignee', { name: props.assigneeName })}</span>
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
});
