import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { snoozeChoices } from '#renderer/hooks/snooze-choices.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useTicketMenu } from '#renderer/hooks/use-ticket-menu.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { Picker } from '#renderer/ui-kit/picker.tsx';

/** For how long a ticket goes out of the way. */
export function SnoozePicker({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const action = useAction('ticket.snooze');
  const { opened, onOpenedChange } = useTicketMenu('snooze');
  const now = useMinute();
  if (action.when({ ticket }) === 'hidden') return null;
  const choices = snoozeChoices(now);
  const timed = (['hours', 'tomorrow', 'monday'] as const).map((name) => ({
    value: name,
    label: t(`snooze.${name}`),
    hint: formats.soon(choices[name], now),
  }));
  const pick = (value: string) => {
    if (value === 'wake') void commands.snooze(ticket, undefined);
    else if (value === 'answer') void commands.snooze(ticket, null);
    else if (value === 'pick') workspace.set({ menu: null, dialog: 'snooze' });
    else void commands.snooze(ticket, choices[value as keyof typeof choices]);
  };
  return (
    <Picker
      opened={opened}
      onOpenedChange={onOpenedChange}
      searchLabel={t('snooze.title')}
      emptyText={t('common.nothingFound')}
      options={[
        ...timed,
        { value: 'answer', label: t('snooze.answer') },
        { value: 'pick', label: t('snooze.pick') },
        ...(ticket.snooze === null ? [] : [{ value: 'wake', label: t('snooze.wake') }]),
      ]}
      onPick={pick}
    >
      <ActionButton action={action} subject={{ ticket }} expanded={opened} />
    </Picker>
  );
}
