import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { ANSWER_TARGET_MS, dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { cx } from './cx.ts';
import styles from './due-label.module.css';

/**
 * How long there is, or who waits how long: the loudest thing of a ticket. Warns in the last quarter of the target.
 * The exact time is shown on hover. Renders by itself as time goes by.
 */
export function DueLabel({ ticket, pill = false }: { readonly ticket: Ticket; readonly pill?: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const due = dueAt(ticket);

  let tone: 'bad' | 'warn' | 'plain' | 'quiet' = 'quiet';
  let text: string;
  let exact: string;
  if (ticket.snooze !== null) {
    const { until } = ticket.snooze;
    text = until === null ? t('due.untilAnswer') : t('due.snoozed', { time: formats.soon(until, now) });
    exact = until === null ? text : t('due.back', { time: formats.exact(until) });
  } else if (due !== null) {
    const left = due - now;
    tone = left <= 0 ? 'bad' : left <= ANSWER_TARGET_MS[ticket.priority] / 4 ? 'warn' : 'plain';
    text = t(left > 0 ? 'due.left' : 'due.late', { span: formats.span(Math.abs(left)) });
    exact = t('due.exact', { time: formats.exact(due) });
  } else if (ticket.mergedInto !== null) {
    text = t('due.merged');
    exact = formats.exact(ticket.updatedAt);
  } else if (ticket.status === 'resolved') {
    text = t('due.resolved', {
      date:
        formats.daysBefore(ticket.updatedAt, now) === 0
          ? formats.time(ticket.updatedAt)
          : formats.date(ticket.updatedAt, now),
    });
    exact = formats.exact(ticket.updatedAt);
  } else {
    text = t('due.waits', { span: formats.span(now - ticket.updatedAt) });
    exact = t('due.since', { time: formats.exact(ticket.updatedAt) });
  }
  return (
    <span className={cx(styles.due, styles[tone], pill && styles.pill)} title={exact}>
      {text}
    </span>
  );
}
