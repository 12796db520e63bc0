import { Notification } from 'electron';

/** Shows notifications; a click calls `open` with the ticket's id. Silent where the system has none. */
export function makeNotifier(open: (ticketId: string) => void) {
  // Kept while shown: a collected notification loses its click.
  const shown = new Set<Notification>();
  return (notice: { title: string; body: string; ticketId: string }): void => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title: notice.title, body: notice.body });
    shown.add(notification);
    notification.on('click', () => open(notice.ticketId));
    notification.on('close', () => shown.delete(notification));
    notification.on('failed', () => shown.delete(notification));
    notification.show();
  };
}
