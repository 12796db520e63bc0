import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { describeCommand } from '#renderer/features/outbox/describe-command.ts';
import { namesOf } from '#renderer/hooks/names.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

/** Tells of commands that were to be taken back and had gone out already. */
export function useGoneOutNotices(): void {
  const { t } = useTranslation();
  const { read } = useDesk();
  const tell = useTell();
  const formats = useFormats();

  useEffect(() => {
    let told = read.goneOut.get().length;
    return read.goneOut.subscribe(() => {
      const all = read.goneOut.get();
      const fresh = all.slice(told);
      told = all.length;
      if (fresh.length === 0) return;
      const what = fresh.map((command) => {
        const row = read.conversation(command.ticketId).get();
        const number = 'ticket' in row ? ` · #${row.ticket.number}` : '';
        return `${describeCommand(command, namesOf(read, formats, t), t)}${number}`;
      });
      tell({ tone: 'error', text: t('takeBack.goneOut', { count: fresh.length, what: what.join('; ') }) });
    });
  }, [read, tell, t, formats]);
}
