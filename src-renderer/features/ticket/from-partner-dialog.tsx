import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { HandOverKept } from './hand-over-kept.tsx';
import { useHandOverDraft } from './use-hand-over-draft.ts';

/** Records what a partner has answered, or takes the ticket back without an answer. */
export function FromPartnerDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const { ticket } = props;
  const draft = useHandOverDraft(ticket.id, 'back-from-partner');
  const { text } = draft;
  const end = (answer: string | null) => {
    props.onClose();
    void commands.backFromPartner(ticket, answer);
  };
  return (
    <Modal
      opened={props.opened && ticket.partner !== null}
      onClose={props.onClose}
      title={t('fromPartner.title', { name: ticket.partner?.name ?? '', number: ticket.number })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Textarea
          data-autofocus
          label={t('fromPartner.text')}
          description={t('fromPartner.hint')}
          rows={4}
          resize="vertical"
          maxLength={MAX_MESSAGE_CHARS}
          value={text}
          onChange={(event) => draft.type(event.currentTarget.value)}
        />
        <HandOverKept draft={draft} />
        <Group justify="flex-end" gap="xs">
          <Button mr="auto" disabled={text.trim() !== ''} onClick={() => end(null)}>
            {t('fromPartner.takeBack')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button variant="filled" disabled={text.trim() === ''} onClick={() => end(text.trim())}>
            {t('fromPartner.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
