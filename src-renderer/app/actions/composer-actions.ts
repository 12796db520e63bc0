import { IconSend } from '@tabler/icons-react';
import type { Action } from '#renderer/hooks/use-actions.ts';
import { mayDo, one, type ActionParts } from './action-parts.ts';

/** Keys that the composer handles itself. */
export function composerActions({ desk, workspace }: ActionParts): readonly Action[] {
  const may = mayDo(desk);

  return [
    {
      name: 'composer.send',
      group: 'composer',
      label: () => 'action.send',
      icon: IconSend,
      keys: [one('Enter', { mod: true })],
      where: 'own',
      keysOnly: true,
      when: may('ticket.reply'),
      run: () => workspace.compose('reply'),
    },
    {
      name: 'composer.leave',
      group: 'composer',
      label: () => 'action.leave',
      keys: [one('Escape')],
      where: 'own',
      keysOnly: true,
      when: may('ticket.reply'),
      run: () => workspace.focusOn('list'),
    },
  ];
}
