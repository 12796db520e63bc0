import {
  IconArrowBackUp,
  IconCommand,
  IconKeyboard,
  IconListCheck,
  IconStethoscope,
} from '@tabler/icons-react';
import type { Action } from '#renderer/hooks/use-actions.ts';
import { always, one, type ActionParts } from './action-parts.ts';

/** What concerns the window as a whole. */
export function windowActions({ workspace, commands, firstSteps }: ActionParts): readonly Action[] {
  return [
    {
      name: 'palette',
      group: 'window',
      label: () => 'action.palette',
      icon: IconCommand,
      keys: [one('KeyK', { mod: true })],
      where: 'anywhere',
      keysOnly: true,
      when: always,
      run: () => workspace.set({ dialog: 'palette', menu: null, drawer: null }),
    },
    {
      name: 'undo',
      group: 'window',
      label: () => 'action.undo',
      icon: IconArrowBackUp,
      keywords: 'keywords.undo',
      keys: [one('KeyU')],
      when: always,
      run: () => commands.undoLast(),
    },
    {
      name: 'help',
      group: 'window',
      label: () => 'action.help',
      icon: IconKeyboard,
      keywords: 'keywords.help',
      keys: [one('Slash', { shift: true })],
      when: always,
      run: () => workspace.set({ dialog: 'shortcuts' }),
    },
    {
      name: 'firstSteps',
      group: 'window',
      label: () => 'action.firstSteps',
      icon: IconListCheck,
      keywords: 'keywords.firstSteps',
      keys: [],
      when: always,
      run: () => {
        firstSteps.showAgain();
        workspace.show('queue');
        workspace.set({ dialog: null, guide: workspace.get().guide + 1 });
      },
    },
    {
      name: 'diagnostics',
      group: 'window',
      label: () => 'action.diagnostics',
      icon: IconStethoscope,
      keywords: 'keywords.diagnostics',
      keys: [],
      when: always,
      run: () => workspace.set({ dialog: 'diagnostics' }),
    },
    {
      name: 'back',
      group: 'window',
      label: () => 'action.back',
      keys: [one('Escape')],
      keysOnly: true,
      when: always,
      run: () => {
        const { screen, searchFrom } = workspace.get();
        if (screen === 'search') workspace.show(searchFrom);
        else if (screen !== 'queue') workspace.show('queue');
        workspace.focusOn('list');
      },
    },
  ];
}
