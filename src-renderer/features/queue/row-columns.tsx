import { useTranslation } from 'react-i18next';
import type { ColumnId } from '#shared/domain/views/saved-view.ts';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import { PresenceMarks } from '#renderer/ui-kit/presence-marks.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { LastLine, Marks, UnreadDot, type TicketRowProps } from './row-parts.tsx';
import { WaitLabel } from './wait-label.tsx';
import styles from './ticket-row.module.css';

/** A row in one line: the subject, and the chosen columns behind it. */
export function RowColumns(props: TicketRowProps & { readonly id: string }) {
  const { ticket } = props.row;
  return (
    <>
      <div className={styles.subject} title={ticket.subject}>
        {props.unread && <UnreadDot />}
        {ticket.subject}
      </div>
      <div id={props.id} className={styles.columns}>
        <span className={styles.tags}>
          <Marks row={props.row} hasDraft={props.hasDraft} />
        </span>
        {props.fate !== undefined && (
          <em className={styles.cell}>
            <LastLine row={props.row} fate={props.fate} />
          </em>
        )}
        {props.layout.columns.map(({ id, width }) => (
          <span key={id} className={styles.cell} style={{ width }}>
            <Cell column={id} {...props} />
          </span>
        ))}
        <PresenceMarks ticketId={props.row.ticket.id} />
      </div>
    </>
  );
}

function Cell(props: TicketRowProps & { readonly column: ColumnId }) {
  const { t } = useTranslation();
  const { ticket } = props.row;
  switch (props.column) {
    case 'number':
      return `#${ticket.number}`;
    case 'customer':
      return ticket.customerName;
    case 'due':
      return <DueLabel ticket={ticket} />;
    case 'waiting':
      return <WaitLabel ticket={ticket} />;
    case 'status':
      return t(`status.${ticket.status}`);
    case 'priority':
      return t(`priority.${ticket.priority}`);
    case 'assignee':
      return props.assigneeName === null ? (
        t('ticket.nobody')
      ) : (
        <>
          <Avatar name={props.assigneeName} /> {props.assigneeName}
        </>
      );
    case 'queue':
      return props.queueName ?? '';
    case 'tags':
      return ticket.tags.slice(0, 6).map((tag) => <Tag key={tag}>{tag}</Tag>);
    case 'line':
      return ticket.lastLine?.text ?? '';
    case 'updated':
      return <TimeLabel at={ticket.updatedAt} />;
  }
}
