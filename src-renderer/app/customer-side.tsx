import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { CustomerCard } from '#renderer/features/ticket/customer-card.tsx';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

/** The side of the open ticket. */
export function CustomerSide({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const conversation = useLive(useDesk().read.conversation(ticketId));
  if (conversation.kind === 'open')
    return <CustomerCard ticket={conversation.ticket} customer={conversation.customer} />;
  if (conversation.kind === 'loading') return <CustomerCard ticket={conversation.ticket} customer={null} />;
  return <EmptyState title={t('customer.none')} />;
}
