import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';

/** How long changes are gathered before they are looked at, in milliseconds: a synchronisation brings many. */
const GATHER_MS = 300;
/** More new messages at once than this are told as one (a laptop that wakes up). */
const MOST_AT_ONCE = 4;

/** Tells of new customer messages while the window is not looked at, and keeps the number on the icon. */
export function useMessageNotices(): void {
  const { t } = useTranslation();
  const platform = usePlatform();
  const { read } = useDesk();

  useEffect(() => {
    const mine = read.tickets('mine', null);
    const unassigned = read.tickets('unassigned', null);
    let known: Map<TicketId, MessageId | null> | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let badge = -1;

    const look = () => {
      timer = null;
      const mineRows = mine.get();
      const unassignedRows = unassigned.get();
      if (!mineRows.ready || !unassignedRows.ready) return;
      const waiting = mineRows.rows.filter((row) => row.ticket.status === 'open').length;
      if (waiting !== badge) {
        badge = waiting;
        platform.setBadge(waiting, t('notify.badge', { count: waiting }));
        document.title = waiting > 0 ? `(${waiting}) Vakhta` : 'Vakhta';
      }
      const connection = read.connection.get();
      const settling = connection.kind === 'online' && connection.progress !== null;
      const fresh: Ticket[] = [];
      const now = new Map<TicketId, MessageId | null>();
      for (const { ticket } of [...mineRows.rows, ...unassignedRows.rows]) {
        now.set(ticket.id, ticket.lastCustomerMessageId);
        const before = known?.get(ticket.id);
        if (known === null || settling || ticket.status !== 'open') continue;
        // A ticket that only came into the view by an assignment is not news from a customer.
        const isNews =
          before === undefined ? ticket.assigneeId === null : before !== ticket.lastCustomerMessageId;
        if (isNews && ticket.lastLine?.from === 'customer') fresh.push(ticket);
      }
      known = now;
      if (fresh.length === 0 || document.hasFocus() || !platform.settings.get().notifications) return;
      const first = fresh[0];
      if (fresh.length > MOST_AT_ONCE && first !== undefined) {
        platform.notify({
          title: t('notify.many', { count: fresh.length }),
          body: first.subject.slice(0, 200),
          ticketId: first.id,
        });
        return;
      }
      for (const ticket of fresh) {
        platform.notify({
          title: ticket.customerName.slice(0, 200),
          body: `${ticket.subject}\n${ticket.lastLine?.text ?? ''}`.slice(0, 500),
          ticketId: ticket.id,
        });
      }
    };
    const later = () => {
      timer ??= setTimeout(look, GATHER_MS);
    };
    look();
    const stops = [mine.subscribe(later), unassigned.subscribe(later)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
      platform.setBadge(0, '');
    };
  }, [read, platform, t]);
}
