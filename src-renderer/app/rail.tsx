import { Menu, Tooltip } from '@mantine/core';
import {
  IconCommand,
  IconInbox,
  IconBellOff,
  IconKeyboard,
  IconListCheck,
  IconLogout,
  IconPencil,
  IconRefreshDot,
  IconSearch,
  IconSend,
  IconSettings,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import { useWorkspace, useWorkspacePart, type Screen } from '#renderer/hooks/workspace.ts';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import styles from './rail.module.css';

/** The window's screens and the operator. */
export function Rail() {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const firstSteps = useAction('firstSteps');
  const { settings } = usePlatform();
  const isAway = useSettings().duty === 'away';
  const me = useLive(read.me);
  const connection = useLive(read.connection);
  const outbox = useLive(read.outbox);
  const quarantine = useLive(read.quarantine);
  const drafts = useLive(read.draftList);
  const undecided = outbox.filter((item) => item.state.kind !== 'waiting').length + quarantine.length;
  const online = connection.kind === 'online';
  return (
    <nav className={styles.rail} aria-label={t('nav.name')}>
      <ul>
        <RailLink screen="queue" action="go.queue" icon={IconInbox} />
        <RailLink screen="search" action="go.search" icon={IconSearch} />
        <RailLink screen="drafts" action="go.drafts" icon={IconPencil} badge={drafts.length} />
        <RailLink
          screen="outbox"
          action="go.outbox"
          icon={IconSend}
          badge={undecided > 0 ? undecided : outbox.length}
          attention={undecided > 0}
        />
        <RailLink screen="settings" action="go.settings" icon={IconSettings} />
        <PaletteButton />
      </ul>
      <Menu position="right-end" width={240}>
        <Menu.Target>
          <button
            type="button"
            className={styles.me}
            aria-label={t('nav.me', {
              name: me.name,
              state: [t(online ? 'nav.online' : 'nav.offline'), ...(isAway ? [t('alerts.isAway')] : [])].join(
                ', ',
              ),
            })}
          >
            <Avatar name={me.name} size="medium" />
            <span
              className={cx(styles.state, online && styles.online, isAway && styles.away)}
              aria-hidden="true"
            />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name} · {t(`role.${me.role}`)}
          </Menu.Label>
          <Menu.CheckboxItem
            checked={isAway}
            closeMenuOnClick
            rightSection={<IconBellOff size={16} aria-hidden="true" />}
            onChange={(away) => void settings.write({ duty: away ? 'away' : 'on' })}
          >
            {t('alerts.away')}
          </Menu.CheckboxItem>
          <Menu.Item
            leftSection={<IconKeyboard size={16} aria-hidden="true" />}
            onClick={() => workspace.set({ dialog: 'shortcuts' })}
          >
            {t('shortcuts.title')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconListCheck size={16} aria-hidden="true" />}
            onClick={() => firstSteps.run({ ticket: null })}
          >
            {t('firstSteps.title')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefreshDot size={16} aria-hidden="true" />}
            onClick={() => workspace.show('sync')}
          >
            {t('nav.sync')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={16} aria-hidden="true" />}
            onClick={() => workspace.show('settings')}
          >
            {t('nav.settings')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden="true" />}
            onClick={() => workspace.set({ dialog: 'sign-out' })}
          >
            {t('settings.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

function PaletteButton() {
  const { t } = useTranslation();
  const names = useKeyNames();
  const action = useAction('palette');
  const keys = action.keys[0];
  const label = t('palette.title');
  return (
    <li>
      <Tooltip label={keys === undefined ? label : `${label}  ${names.label(keys)}`} position="right">
        <button
          type="button"
          className={styles.link}
          aria-label={label}
          aria-haspopup="dialog"
          aria-keyshortcuts={names.aria(keys)}
          onClick={() => action.run({ ticket: null })}
        >
          <IconCommand size={20} stroke={1.7} aria-hidden="true" />
        </button>
      </Tooltip>
    </li>
  );
}

function RailLink(props: {
  readonly screen: Screen;
  readonly action: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: 'true' }>;
  readonly badge?: number;
  readonly attention?: boolean;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const action = useAction(props.action);
  const current = useWorkspacePart((state) => state.screen === props.screen);
  const label = t(`nav.${props.screen}`);
  const badge = props.badge ?? 0;
  const keys = action.keys[0];
  return (
    <li>
      <Tooltip label={keys === undefined ? label : `${label}  ${names.label(keys)}`} position="right">
        <a
          href={`#${props.screen}`}
          className={styles.link}
          aria-label={badge > 0 ? t('nav.withCount', { label, count: badge }) : label}
          aria-current={current ? 'page' : undefined}
          data-action={props.action}
          onClick={(event) => {
            event.preventDefault();
            action.run({ ticket: null });
          }}
        >
          <props.icon size={20} stroke={1.7} aria-hidden="true" />
          {badge > 0 && (
            <span
              className={cx(styles.badge, props.attention === true && styles.attention)}
              aria-hidden="true"
            >
              {badge > 99 ? '99+' : badge}
            </span>
          )}
        </a>
      </Tooltip>
    </li>
  );
}
