import { IconBuildings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isPartnerLate } from '#shared/domain/tickets/snooze.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { Tag } from './tag.tsx';

/** Which partner has a ticket, and until when; nothing where none has. */
export function PartnerTag({ ticket }: { readonly ticket: Ticket }) {
  return ticket.partner === null ? null : <Shown ticket={ticket} partner={ticket.partner} />;
}

/** A part of its own: only what a partner has is rendered again every minute. */
function Shown({ ticket, partner }: { readonly ticket: Ticket; readonly partner: Ticket['partner'] & {} }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const isLate = ticket.status !== 'resolved' && isPartnerLate(ticket, now);
  const until = isLate ? formats.date(partner.until, now) : formats.soon(partner.until, now);
  return (
    <Tag tone={isLate ? 'warn' : 'plain'}>
      <IconBuildings size={11} aria-hidden="true" />
      {t(isLate ? 'withPartner.late' : 'withPartner.badge', { name: partner.name, until })}
    </Tag>
  );
}
