import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { OutboxEntry } from './outbox-entry.tsx';
import styles from './outbox.module.css';

/** What has to be decided about this ticket, right in it. */
export function TicketAttention({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const outbox = useLive(useDesk().read.outbox);
  const undecided = outbox.filter(
    (item) => item.command.ticketId === ticketId && item.state.kind !== 'waiting',
  );
  if (undecided.length === 0) return null;
  return (
    <section className={styles.inTicket} aria-label={t('attention.inTicket')}>
      <ul className={styles.list}>
        {undecided.map((item) => (
          <OutboxEntry key={item.command.id} item={item} inTicket />
        ))}
      </ul>
    </section>
  );
}
