import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { DueLabel } from '#renderer/ui-kit/due-label.tsx';
import { PresenceMarks } from '#renderer/ui-kit/presence-marks.tsx';
import { PartnerTag } from '#renderer/ui-kit/partner-tag.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { SnoozePicker } from './snooze-picker.tsx';
import { TicketDialogs } from './ticket-dialogs.tsx';
import { TicketMoreMenu } from './ticket-menu.tsx';
import { AssignPicker, CategoryPicker, PriorityPicker, StatusPicker, TagsPicker } from './ticket-pickers.tsx';
import { TicketRelations } from './ticket-relations.tsx';
import styles from './ticket-header.module.css';

/** What a ticket is and what can be done with it. */
export function TicketHeader(props: {
  readonly ticket: Ticket;
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
}) {
  const { t } = useTranslation();
  const { ticket } = props;
  const { read } = useDesk();
  const people = useLive(read.people);
  const queues = useLive(read.queues);
  const resolve = useAction('ticket.resolve');
  const mayChange = useRight('ticket.status', ticket);
  const assignee =
    ticket.assigneeId === null ? null : (people.get(ticket.assigneeId)?.name ?? t('person.unknown'));
  const queue = queues.get(ticket.queueId)?.name;
  const isMerged = ticket.mergedInto !== null;

  return (
    <header className={styles.header} role="group" aria-label={t('ticket.name')}>
      <div className={styles.top}>
        {props.leading}
        <h2 className={styles.subject} title={ticket.subject}>
          {ticket.subject}
        </h2>
        <span className={styles.number}>
          #{ticket.number} · <TimeLabel at={ticket.createdAt} />
        </span>
        <PresenceMarks ticketId={ticket.id} />
        <PartnerTag ticket={ticket} />
        <span className={styles.due}>
          <DueLabel ticket={ticket} pill />
        </span>
        {props.trailing}
      </div>
      <div className={styles.meta}>
        {mayChange && !isMerged ? (
          <>
            <StatusPicker ticket={ticket} className={styles.pill} />
            <PriorityPicker ticket={ticket} className={styles.pill} />
            <CategoryPicker ticket={ticket} className={styles.pill} />
          </>
        ) : (
          <>
            <span className={styles.pill}>
              {t('ticket.status')} <b>{t(`status.${ticket.status}`)}</b>
            </span>
            <span className={styles.pill}>
              {t('ticket.priority')} <b>{t(`priority.${ticket.priority}`)}</b>
            </span>
            {ticket.category !== null && (
              <span className={styles.pill}>
                {t('category.label')} <b>{t(`category.${ticket.category}`)}</b>
              </span>
            )}
          </>
        )}
        <span className={styles.pill}>
          {t('ticket.assignee')} <b>{assignee ?? t('ticket.nobody')}</b>
        </span>
        {queue !== undefined && (
          <span className={styles.pill}>
            {t('ticket.queue')} <b>{queue}</b>
          </span>
        )}
        {ticket.tier > 1 && (
          <span className={styles.pill}>
            {t('tier.label')} <b>{ticket.tier}</b>
          </span>
        )}
        {mayChange ? (
          <TagsPicker ticket={ticket} className={styles.pill} />
        ) : (
          ticket.tags.length > 0 && (
            <span className={styles.tags}>
              {ticket.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          )
        )}
        {mayChange && (
          <span className={styles.actions}>
            {!isMerged && <AssignPicker ticket={ticket} />}
            <SnoozePicker ticket={ticket} />
            <ActionButton action={resolve} subject={{ ticket }} />
            <TicketMoreMenu ticket={ticket} />
          </span>
        )}
      </div>
      <TicketRelations ticket={ticket} />
      {mayChange && <TicketDialogs key={ticket.id} ticket={ticket} />}
    </header>
  );
}
