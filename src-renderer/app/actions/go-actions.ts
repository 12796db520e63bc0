import { MENU_KEYS } from '#shared/contract/ipc/own-keys.ts';
import {
  IconBuildings,
  IconInbox,
  IconPuzzleOff,
  IconRefreshDot,
  IconSearch,
  IconSend,
  IconSettings,
} from '@tabler/icons-react';
import type { Action } from '#renderer/hooks/use-actions.ts';
import { always, go, one, type ActionParts } from './action-parts.ts';

/** Moves to views and screens. */
export function goActions({ workspace }: ActionParts): readonly Action[] {
  return [
    ...(
      [
        ['go.mine', 'KeyM', 'mine'],
        ['go.unassigned', 'KeyU', 'unassigned'],
        ['go.us', 'KeyW', 'waiting-for-us'],
        ['go.customer', 'KeyC', 'waiting-for-customer'],
        ['go.snoozed', 'KeyZ', 'snoozed'],
        ['go.all', 'KeyA', 'all'],
      ] as const
    ).map(([name, code, view]): Action => ({
      name,
      group: 'go',
      label: () => `view.${view}`,
      keys: [go(code)],
      when: always,
      run: () => workspace.showView(view, null),
    })),
    {
      name: 'go.queue',
      group: 'go',
      label: () => 'nav.queue',
      icon: IconInbox,
      keys: [go('KeyQ')],
      when: always,
      run: () => {
        workspace.show('queue');
        workspace.focusOn('list');
      },
    },
    {
      name: 'go.search',
      group: 'go',
      label: () => 'nav.search',
      icon: IconSearch,
      keys: [one('Slash'), one('KeyF', { mod: true, shift: true }), go('KeyF')],
      when: always,
      run: () => workspace.show('search'),
    },
    {
      name: 'go.outbox',
      group: 'go',
      label: () => 'nav.outbox',
      icon: IconSend,
      keywords: 'keywords.outbox',
      keys: [go('KeyO'), MENU_KEYS['go.outbox']],
      when: always,
      run: () => workspace.show('outbox'),
    },
    {
      name: 'go.sync',
      group: 'go',
      label: () => 'nav.sync',
      icon: IconRefreshDot,
      keywords: 'keywords.sync',
      keys: [go('KeyI')],
      when: always,
      run: () => workspace.show('sync'),
    },
    {
      name: 'go.incompatibilities',
      group: 'go',
      label: () => 'nav.incompatibilities',
      icon: IconPuzzleOff,
      keys: [go('KeyN')],
      when: always,
      run: () => workspace.show('incompatibilities'),
    },
    {
      name: 'go.partners',
      group: 'go',
      label: () => 'nav.partners',
      icon: IconBuildings,
      keys: [go('KeyP')],
      when: always,
      run: () => workspace.show('partners'),
    },
    {
      name: 'go.settings',
      group: 'go',
      label: () => 'nav.settings',
      icon: IconSettings,
      keywords: 'keywords.settings',
      keys: [go('KeyS'), MENU_KEYS['go.settings']],
      when: always,
      run: () => workspace.show('settings'),
    },
  ];
}
