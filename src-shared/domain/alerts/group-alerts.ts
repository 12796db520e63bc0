import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Alert } from './alert.ts';

/** More tickets at once are told as one (a laptop that wakes up). */
export const MOST_APART = 3;

/** What is shown as one notification. */
export type AlertGroup =
  | {
      readonly kind: 'ticket';
      readonly ticket: Ticket;
      /** The one that weighs most; of equals the newest. */
      readonly alert: Alert;
      /** How many there are of this ticket. */
      readonly count: number;
    }
  | { readonly kind: 'many'; readonly count: number; readonly first: Alert };

const WEIGHT: Readonly<Record<Alert['kind'], number>> = {
  mention: 6,
  message: 5,
  assigned: 4,
  due: 3,
  followed: 2,
  resolved: 1,
  unassigned: 0,
};

/** Joins what has been gathered: one of each ticket, and one for all where there would be too many. */
export function groupAlerts(alerts: readonly Alert[]): readonly AlertGroup[] {
  const byTicket = new Map<TicketId, readonly Alert[]>();
  for (const alert of alerts)
    byTicket.set(alert.ticket.id, [...(byTicket.get(alert.ticket.id) ?? []), alert]);
  const [first] = alerts;
  if (byTicket.size > MOST_APART && first !== undefined)
    return [{ kind: 'many', count: alerts.length, first }];
  return [...byTicket.values()].flatMap((own): AlertGroup[] => {
    const alert = own.reduce((best, each) => (WEIGHT[each.kind] >= WEIGHT[best.kind] ? each : best));
    return [{ kind: 'ticket', ticket: alert.ticket, alert, count: own.length }];
  });
}
