import { Button, Group, Modal, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { TicketChooser } from './ticket-chooser.tsx';
import styles from './ticket-dialogs.module.css';

/** Chooses the ticket in which this one goes on, and says what that means before it is done. */
export function MergeDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const { ticket } = props;
  const [into, setInto] = useState<Ticket | null>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  // The field that had the focus has gone with the choice.
  useEffect(() => {
    if (into !== null) confirm.current?.focus();
  }, [into]);
  const close = () => {
    setInto(null);
    props.onClose();
  };

  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={t('merge.title', { number: ticket.number })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        {into === null ? (
          <TicketChooser
            label={t('merge.search')}
            emptyText={t('merge.none')}
            near={ticket}
            fits={({ id, mergedInto }) => id !== ticket.id && mergedInto === null}
            onChoose={setInto}
            onLeave={close}
          />
        ) : (
          <p>
            <b>{t('link.number', { number: into.number, subject: into.subject })}</b>
          </p>
        )}
        <p className={styles.what}>{t('merge.what')}</p>
        {into !== null && into.customerId !== ticket.customerId && (
          <p className={styles.warning} role="alert">
            {t('merge.otherCustomer', { name: into.customerName, own: ticket.customerName })}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={into === null ? close : () => setInto(null)}>
            {t(into === null ? 'common.cancel' : 'common.back')}
          </Button>
          {into !== null && (
            <Button
              variant="filled"
              ref={confirm}
              onClick={() => {
                close();
                void commands.merge(ticket, into);
              }}
            >
              {t('merge.confirmInto', { number: into.number })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
