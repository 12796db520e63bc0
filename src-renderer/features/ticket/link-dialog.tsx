import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { TicketChooser } from './ticket-chooser.tsx';

/** Chooses the ticket to link with. */
export function LinkDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  const { ticket } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('action.link')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <TicketChooser
        label={t('link.search')}
        emptyText={t('link.none')}
        near={ticket}
        fits={({ id, links }) => id !== ticket.id && !ticket.links.includes(id) && !links.includes(ticket.id)}
        onLeave={props.onClose}
        onChoose={(other) => {
          props.onClose();
          void commands.link(ticket, other, true);
        }}
      />
    </Modal>
  );
}
