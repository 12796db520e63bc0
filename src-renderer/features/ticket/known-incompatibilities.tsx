import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconArrowBarToLeft, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { explanationsFor, languageOf } from '#renderer/hooks/known-explanations.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { LinkedText } from './linked-text.tsx';
import styles from './customer-card.module.css';

/** What is known not to work where the customer wrote from, in his language: ready to be told to him. */
export function KnownIncompatibilities(props: {
  readonly ticket: Ticket;
  readonly customer: Customer | null;
}) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const references = useLive(useDesk().read.references);
  const { ticket, customer } = props;
  const mayReply = useRight('ticket.reply', ticket) && ticket.mergedInto === null;
  const known = explanationsFor(references, ticket, customer);
  if (known.length === 0) return null;

  const copy = (text: string) => {
    navigator.clipboard.writeText(text).then(
      () => tell({ tone: 'done', text: t('customer.copied') }),
      () => tell({ tone: 'error', text: t('customer.notCopied') }),
    );
  };
  return (
    <section aria-label={t('customer.incompatibilities')}>
      <h4 className={styles.section}>{t('customer.incompatibilities')}</h4>
      <ul className={styles.warnings}>
        {known.map(({ id, title, explanation, link, text }) => (
          <li key={id} className={styles.warning}>
            <div lang={languageOf(ticket, customer)}>
              <p className={styles.warningTitle}>
                <IconAlertTriangle size={14} aria-hidden="true" />
                {title}
              </p>
              <p>{explanation}</p>
              {link !== null && (
                <p className={styles.warningLink}>
                  <LinkedText text={link} />
                </p>
              )}
            </div>
            <Group gap={6}>
              {mayReply && (
                <Button
                  size="xs"
                  leftSection={<IconArrowBarToLeft size={13} aria-hidden="true" />}
                  onClick={() => workspace.insert(ticket.id, { text: explanation, link })}
                >
                  {t('customer.insertExplanation')}
                </Button>
              )}
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconCopy size={13} aria-hidden="true" />}
                onClick={() => copy(text)}
              >
                {t('customer.copyExplanation')}
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
