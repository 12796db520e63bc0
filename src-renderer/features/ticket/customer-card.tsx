import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerIdentity } from './customer-identity.tsx';
import { CustomerNotes } from './customer-notes.tsx';
import { KnownIncompatibilities } from './known-incompatibilities.tsx';
import { LinkedText } from './linked-text.tsx';
import styles from './customer-card.module.css';

/** Who the customer is and what he works with: what an answer depends on. */
export function CustomerCard({
  ticket,
  customer,
}: {
  readonly ticket: Ticket;
  readonly customer: Customer | null;
}) {
  const { t } = useTranslation();
  const environment = ticket.environment ?? customer?.environment ?? null;
  return (
    // Scrolled by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.card} aria-label={t('customer.name')} tabIndex={0}>
      <div className={styles.head}>
        <h3>{t('customer.name')}</h3>
        {customer !== null && <span className={styles.level}>{t(`level.${customer.level}`)}</span>}
      </div>
      <dl className={styles.facts}>
        <Fact label={t('customer.fullName')} value={customer?.name ?? ticket.customerName} />
        <Fact label={t('customer.company')} value={customer?.company ?? null} />
        <Fact label={t('customer.email')} value={customer?.email ?? null} />
        <Fact label={t('customer.phone')} value={customer?.phone ?? null} />
        <Fact label={t('customer.language')} value={t(`language.${customer?.language ?? ticket.language}`)} />
      </dl>
      {customer === null && <p className={styles.quiet}>{t('customer.notHere')}</p>}
      <KnownIncompatibilities ticket={ticket} customer={customer} />
      {/* What is being written belongs to a ticket, whatever becomes of the card. */}
      {customer !== null && <CustomerNotes key={ticket.id} ticket={ticket} customer={customer} />}
      {customer !== null && customer.products.length > 0 && (
        <>
          <h4 className={styles.section}>{t('customer.products')}</h4>
          <ul>
            {customer.products.map((product, index) => (
              <li key={index}>
                {product.name}
                {product.version !== null && <span className={styles.quiet}> {product.version}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {environment !== null && (
        <>
          <h4 className={styles.section}>{t('customer.environment')}</h4>
          <dl className={styles.facts}>
            <Fact label={t('customer.os')} value={environment.os} />
            <Fact label={t('customer.browser')} value={environment.browser} />
            <Fact label={t('customer.browserLanguage')} value={environment.language} />
            <Fact label={t('customer.screen')} value={environment.screen} />
            <Fact label={t('customer.page')} value={environment.page} linked />
          </dl>
        </>
      )}
      <CustomerHistory customerId={ticket.customerId} ticketId={ticket.id} />
      {customer !== null && <CustomerIdentity ticket={ticket} customer={customer} />}
    </section>
  );
}

function Fact(props: { readonly label: string; readonly value: string | null; readonly linked?: boolean }) {
  if (props.value === null || props.value === '') return null;
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.linked === true ? <LinkedText text={props.value} /> : props.value}</dd>
    </>
  );
}
