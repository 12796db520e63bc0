import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { SnoozeUntil } from '#renderer/ui-kit/snooze-until.tsx';

/** Snoozes until any date and time. */
export function SnoozeDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const commands = useTicketCommands();
  return (
    <SnoozeUntil
      opened={props.opened}
      title={t('snooze.title')}
      onClose={props.onClose}
      onSnooze={(until) => void commands.snooze(props.ticket, until)}
    />
  );
}
