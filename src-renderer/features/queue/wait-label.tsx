import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';

/** How long the customer has been waiting for us; nothing where nobody does. Renders by itself as time goes by. */
export function WaitLabel({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  if (ticket.waitingSince === null || ticket.status !== 'open') return null;
  return (
    <span title={t('queue.waitingSince', { time: formats.exact(ticket.waitingSince) })}>
      {t('queue.waits', { span: formats.span(now - ticket.waitingSince) })}
    </span>
  );
}
