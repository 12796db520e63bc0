import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { CustomerCard } from '#renderer/features/ticket/customer-card.tsx';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

/** The side of the open ticket. */
export function CustomerSide({ ticketId }: { readonly ticketId: TicketId | null }) {
  return ticketId === null ? <Nobody /> : <Beside ticketId={ticketId} />;
}

function Nobody() {
  const { t } = useTranslation();
  return <EmptyState title={t('customer.none')}>{t('customer.noneHint')}</EmptyState>;
}

function Beside({ ticketId }: { readonly ticketId: TicketId }) {
  const conversation = useLive(useDesk().read.conversation(ticketId));
  if (conversation.kind === 'open')
    return <CustomerCard ticket={conversation.ticket} customer={conversation.customer} />;
  if (conversation.kind === 'loading') return <CustomerCard ticket={conversation.ticket} customer={null} />;
  return <Nobody />;
}
