import { IconAlertTriangle, IconClock, IconPencil } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layout } from '#shared/domain/views/saved-view.ts';
import type { TicketRow as Row } from '#renderer/data/read/desk-reader.ts';
import { PartnerTag } from '#renderer/ui-kit/partner-tag.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import styles from './ticket-row.module.css';

export interface TicketRowProps {
  readonly row: Row;
  readonly top: number;
  readonly position: number;
  readonly total: number;
  /** The keyboard is on it. */
  readonly active: boolean;
  readonly selected: boolean;
  /** Some tickets are chosen. */
  readonly choosing: boolean;
  readonly hasDraft: boolean;
  readonly unread: boolean;
  /** Why it does not belong to the list any more; it only stays while the hand is on it. */
  readonly fate: string | undefined;
  readonly layout: Layout;
  readonly assigneeName: string | null;
  readonly queueName: string | null;
  readonly onPress: (row: Row, event: MouseEvent) => void;
}

/** New words that nobody has looked at on this machine. */
export function UnreadDot() {
  const { t } = useTranslation();
  return (
    <span className={styles.dot}>
      <span className="visually-hidden">{t('queue.unread')} </span>
    </span>
  );
}

/** The customer and the newest words; or why the ticket is on its way out of the list. */
export function LastLine(props: { readonly row: Row; readonly fate: string | undefined }) {
  const { t } = useTranslation();
  const { ticket } = props.row;
  const line = ticket.lastLine;
  if (props.fate !== undefined) return <em>{props.fate}</em>;
  return (
    <>
      {ticket.customerName}
      {line !== null && ' · '}
      {line !== null &&
        (line.from === 'team'
          ? t('list.teamLine', { text: line.text })
          : t('list.customerLine', { text: line.text }))}
    </>
  );
}

/** What stands out about a ticket: to be decided, urgent, not sent, a draft. */
export function Marks(props: { readonly row: Row; readonly hasDraft: boolean }) {
  const { t } = useTranslation();
  const { ticket, pending, undecided } = props.row;
  return (
    <>
      {undecided && (
        <Tag tone="bad">
          <IconAlertTriangle size={11} aria-hidden="true" />
          {t('list.undecided')}
        </Tag>
      )}
      {(ticket.priority === 'urgent' || ticket.priority === 'high') && (
        <Tag tone={ticket.priority === 'urgent' ? 'bad' : 'warn'}>{t(`priority.${ticket.priority}`)}</Tag>
      )}
      <PartnerTag ticket={ticket} />
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
    </>
  );
}
