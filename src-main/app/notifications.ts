import { Notification } from 'electron';
import type { TicketId } from '#shared/base/brand.ts';

/** As in the call `notifications.show`. */
interface Notice {
  readonly title: string;
  readonly body: string;
  readonly ticketId: TicketId;
  readonly answer: string | null;
}

/**
 * Shows notifications, one of a ticket at a time. A click opens it; on macOS it can be answered where it stands: other
 * systems give Electron no field. Silent where the system has none; sounds are made by the page.
 */
export function makeNotifier(events: {
  readonly open: (ticketId: TicketId) => void;
  readonly answered: (ticketId: TicketId, text: string) => void;
}) {
  // Kept while shown: a collected notification loses its click.
  const shown = new Map<TicketId, Notification>();
  return ({ title, body, ticketId, answer }: Notice): void => {
    if (!Notification.isSupported()) return;
    shown.get(ticketId)?.close();
    const field = answer === null ? {} : { hasReply: true, replyPlaceholder: answer };
    const notification = new Notification({ title, body, silent: true, ...field });
    shown.set(ticketId, notification);
    const forget = (): void => {
      if (shown.get(ticketId) === notification) shown.delete(ticketId);
    };
    notification.on('click', () => events.open(ticketId));
    notification.on('reply', (_event, text) => events.answered(ticketId, text));
    notification.on('close', forget);
    notification.on('failed', forget);
    notification.show();
  };
}
