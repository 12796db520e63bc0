import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer, MergedCustomer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { useSamePerson } from './use-same-person.ts';
import styles from './customer-card.module.css';

/** Who else this customer was, who said so, and the way to say it or to take it back. */
export function CustomerIdentity({
  ticket,
  customer,
}: {
  readonly ticket: Ticket;
  readonly customer: Customer;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const people = useLive(read.people);
  const workspace = useWorkspace();
  const may = useRight('customer.merge', ticket);
  const same = useSamePerson();
  const separate = useMutation({
    mutationFn: (other: MergedCustomer) => same.separate(customer, other),
  });
  const merged = customer.merged ?? [];
  const trail = (customer.trail ?? []).toReversed();
  if (!may && merged.length === 0 && trail.length === 0) return null;
  return (
    <section aria-label={t('samePerson.section')}>
      <h4 className={styles.section}>{t('samePerson.section')}</h4>
      {merged.length > 0 && (
        <ul className={styles.notes}>
          {merged.map((other) => (
            <li key={other.id} className={styles.note}>
              <p>
                {other.name}
                <span className={styles.quiet}>
                  {[other.email, other.phone]
                    .filter((each) => each !== null)
                    .map((each) => ` · ${each}`)
                    .join('')}
                </span>
              </p>
              {may && (
                <div className={styles.noteActions}>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={separate.isPending}
                    aria-label={t('samePerson.separateNamed', { name: other.name })}
                    onClick={() => separate.mutate(other)}
                  >
                    {t('samePerson.separate')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {trail.length > 0 && (
        <ul className={styles.trail} aria-label={t('samePerson.trail')}>
          {trail.map((line) => (
            <li key={`${line.at} ${line.other.id}`} className={styles.quiet}>
              {t(`samePerson.line.${line.kind}`, {
                who: people.get(line.by)?.name ?? t('person.unknown'),
                name: line.other.name,
              })}{' '}
              · <TimeLabel at={line.at} />
            </li>
          ))}
        </ul>
      )}
      {may && (
        <Button
          size="xs"
          leftSection={<IconUsers size={13} aria-hidden="true" />}
          onClick={() => workspace.set({ dialog: 'same-person' })}
        >
          {t('samePerson.open')}
        </Button>
      )}
    </section>
  );
}
