import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

/** Tells of drafts that were written on another computer too. */
export function useDraftClashNotices(): void {
  const { t } = useTranslation();
  const { read } = useDesk();
  const tell = useTell();

  useEffect(() => {
    let told = read.draftClashes.get().length;
    return read.draftClashes.subscribe(() => {
      const all = read.draftClashes.get();
      const fresh = all.slice(told);
      told = all.length;
      const [clash] = fresh;
      if (clash === undefined) return;
      const row = read.conversation(clash.ticketId).get();
      const ticket = 'ticket' in row ? `#${row.ticket.number}` : t('drafts.gone');
      tell({ tone: 'done', text: t('drafts.clash', { ticket }) });
    });
  }, [read, tell, t]);
}
