import type { TFunction } from 'i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Alert } from '#shared/domain/alerts/alert.ts';
import type { AlertGroup } from '#shared/domain/alerts/group-alerts.ts';
import type { SystemNotice } from '#renderer/platform/platform.ts';

/** What a notification says. @param hidden without words and names of customers */
export function alertWords(group: AlertGroup, hidden: boolean, t: TFunction): SystemNotice {
  if (group.kind === 'many') {
    const { count, first } = group;
    const body = hidden ? '' : first.ticket.subject;
    return { title: t('alerts.many', { count }), body, ticketId: first.ticket.id, answer: null };
  }
  const { alert, ticket, count } = group;
  const more = count > 1 ? ` (${count})` : '';
  const number = t('alerts.number', { number: ticket.number });
  if (hidden) {
    const title = t(`alerts.hidden.${alert.kind}`);
    return { title: title + more, body: number, ticketId: ticket.id, answer: null };
  }
  const body = [`${number} ${ticket.subject}`, alert.text].filter((each) => each !== '').join('\n');
  return {
    title: (titleOf(alert, t) + more).slice(0, 200),
    body: body.slice(0, 500),
    ticketId: ticket.id,
    answer: answerOf(alert, t),
  };
}

function titleOf({ kind, from, ticket }: Alert, t: TFunction): string {
  switch (kind) {
    case 'message':
      return from ?? ticket.customerName;
    case 'unassigned':
      return t('alerts.unassigned', { name: from ?? ticket.customerName });
    case 'followed':
      return t('alerts.followed', { name: from ?? ticket.customerName });
    case 'resolved':
      return from === null ? t('alerts.hidden.resolved') : t('alerts.resolved', { name: from });
    case 'assigned':
      return from === null ? t('alerts.hidden.assigned') : t('alerts.assigned', { name: from });
    case 'mention':
      return t('alerts.mention', { name: from ?? '' });
    case 'due':
      return t('alerts.due', { name: ticket.customerName });
    default:
      return assertNever(kind);
  }
}

function answerOf({ kind }: Alert, t: TFunction): string | null {
  if (kind === 'message') return t('alerts.answerReply');
  return kind === 'mention' ? t('alerts.answerNote') : null;
}
