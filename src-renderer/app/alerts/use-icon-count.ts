import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskReader, TicketList } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import type { AlertSettings } from '#shared/domain/alerts/alert-settings.ts';

/** How long changes are gathered before they are counted, in milliseconds: a synchronisation brings many. */
const GATHER_MS = 300;

/** Keeps the number on the icon and in the title: what waits, as chosen. */
export function useIconCount(): void {
  const { t } = useTranslation();
  const platform = usePlatform();
  const { read } = useDesk();
  const { count: chosen } = useSettings().alerts;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let shown = -1;
    const { live, find } = counted(read, chosen);
    const look = () => {
      timer = null;
      const count = find();
      if (count === null || count === shown) return;
      shown = count;
      platform.setBadge(count, count === 0 ? '' : t(`alerts.badge.${chosen}`, { count }));
      document.title = count > 0 ? `(${count}) Vakhta` : 'Vakhta';
    };
    const stop = live.subscribe(() => {
      timer ??= setTimeout(look, GATHER_MS);
    });
    look();
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
      platform.setBadge(0, '');
    };
  }, [read, platform, chosen, t]);
}

/** What is counted, and how; null: not known yet. */
function counted(read: DeskReader, chosen: AlertSettings['count']) {
  const openOf = ({ ready, rows }: TicketList) =>
    ready ? rows.filter((row) => row.ticket.status === 'open').length : null;
  if (chosen === 'mine' || chosen === 'unassigned') {
    const live = read.tickets(chosen, null);
    return { live, find: () => openOf(live.get()) };
  }
  return {
    live: read.counts,
    find: () => (chosen === 'none' ? 0 : read.counts.get().views['waiting-for-us']),
  };
}
