import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId, TicketId } from '#shared/base/brand.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import styles from './customer-card.module.css';

/** How many are shown at first. */
const FIRST = 5;

/** The customer's other tickets over all channels, newest first. */
export function CustomerHistory(props: {
  readonly customerId: CustomerId;
  /** The open one: it is not listed. */
  readonly ticketId: TicketId;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const tickets = useLive(useDesk().read.customerTickets(props.customerId));
  const [whole, setWhole] = useState(false);
  const others = tickets.filter(({ ticket }) => ticket.id !== props.ticketId);
  const shown = whole ? others : others.slice(0, FIRST);
  return (
    <section aria-label={t('customer.history')}>
      <h4 className={styles.section}>
        {t('customer.history')}
        {others.length > 0 && ` · ${others.length}`}
      </h4>
      {others.length === 0 && <p className={styles.quiet}>{t('customer.noHistory')}</p>}
      <ul className={styles.history}>
        {shown.map(({ ticket }) => (
          <li key={ticket.id}>
            <button
              type="button"
              className={styles.earlier}
              aria-label={t('customer.openTicket', { number: ticket.number, subject: ticket.subject })}
              title={ticket.subject}
              onClick={() => workspace.open(ticket.id, 'conversation')}
            >
              <span className={styles.earlierSubject}>{ticket.subject}</span>
              <span className={styles.quiet}>
                #{ticket.number} · {t(`status.${ticket.status}`)} · {t(`channel.${ticket.channel}`)} ·{' '}
                <TimeLabel at={ticket.createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {others.length > shown.length && (
        <Button size="xs" variant="subtle" onClick={() => setWhole(true)}>
          {t('customer.allHistory', { count: others.length - shown.length })}
        </Button>
      )}
    </section>
  );
}
