import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { IconArrowsSplit2, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useRight } from '#renderer/hooks/use-rights.ts';
import styles from './ticket-dialogs.module.css';

/** What can be done with a message of the customer. */
export function MessageMenu({ message }: { readonly message: Extract<Message, { kind: 'customer' }> }) {
  const { t } = useTranslation();
  const ticket = useDesk().read.findTicket(message.ticketId);
  const maySplit = useRight('ticket.split', ticket);
  const [splitting, setSplitting] = useState(false);
  if (ticket === null || ticket.mergedInto !== null || !maySplit) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            size="xs"
            variant="subtle"
            aria-label={t('split.actions', { name: message.authorName })}
          >
            <IconDots size={14} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArrowsSplit2 size={14} aria-hidden="true" />}
            onClick={() => setSplitting(true)}
          >
            {t('split.title')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={splitting}
        onClose={() => setSplitting(false)}
        title={t('split.title')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <SplitForm ticket={ticket} message={message} onClose={() => setSplitting(false)} />
      </Modal>
    </>
  );
}

function SplitForm(props: {
  readonly ticket: Ticket;
  readonly message: Extract<Message, { kind: 'customer' }>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const [subject, setSubject] = useState(previewOf(props.message.text) || props.ticket.subject);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (subject.trim() === '') return;
        props.onClose();
        void commands.split(props.ticket, props.message.id, subject.trim());
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          label={t('split.subject')}
          value={subject}
          maxLength={300}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <p className={styles.what}>{t('split.what')}</p>
        <Group justify="flex-end" gap="xs">
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button variant="filled" type="submit" disabled={subject.trim() === ''}>
            {t('split.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
