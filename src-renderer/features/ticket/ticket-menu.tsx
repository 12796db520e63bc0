import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useActions } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';

/** Actions that have no button of their own in the header. */
const NAMES = [
  'ticket.delegate',
  'ticket.partner',
  'ticket.partner-answer',
  'ticket.follow',
  'ticket.link',
  'ticket.merge',
  'ticket.wake',
];

/** What else can be done with a ticket. */
export function TicketMoreMenu({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const actions = useActions();
  const subject = { ticket };
  const shown = NAMES.flatMap((name) => actions.filter((action) => action.name === name)).filter(
    (action) => action.when(subject) !== 'hidden',
  );
  if (shown.length === 0) return null;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t('action.ticketMenu')}
          title={t('action.ticketMenu')}
        >
          <IconDotsVertical size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map((action) => {
          const keys = action.keys[0];
          const Icon = action.icon;
          return (
            <Menu.Item
              key={action.name}
              disabled={action.when(subject) !== 'yes'}
              leftSection={Icon !== undefined && <Icon size={14} aria-hidden="true" />}
              rightSection={keys !== undefined && <Kbd keys={names.label(keys)} />}
              aria-keyshortcuts={names.aria(keys)}
              onClick={() => action.run(subject)}
            >
              {t(action.label(subject))}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
