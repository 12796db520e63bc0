import { IconHistory, IconPencil } from '@tabler/icons-react';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import { always, go, one, type ActionParts } from './action-parts.ts';

/** What concerns drafts as such. */
export function draftActions({ workspace }: ActionParts): readonly Action[] {
  const inTicket = (): Availability =>
    workspace.get().screen === 'queue' && workspace.get().openId !== null ? 'yes' : 'hidden';
  /** An entry of the list of drafts has the focus itself, not one of its buttons. */
  const entry = () => {
    const focused = document.activeElement;
    return focused?.hasAttribute('data-draft') === true ? focused : null;
  };

  return [
    {
      name: 'drafts.versions',
      group: 'composer',
      label: () => 'action.versions',
      icon: IconHistory,
      keys: [],
      when: inTicket,
      run: () => workspace.set({ dialog: 'versions' }),
    },
    {
      name: 'drafts.open',
      group: 'decide',
      label: () => 'action.openDraft',
      keys: [one('Enter')],
      keysOnly: true,
      when: () => (workspace.get().screen === 'drafts' && entry() !== null ? 'yes' : 'hidden'),
      run: () => entry()?.querySelector<HTMLButtonElement>('[data-choice="open"]')?.click(),
    },
    {
      name: 'go.drafts',
      group: 'go',
      label: () => 'nav.drafts',
      icon: IconPencil,
      keys: [go('KeyD')],
      when: always,
      run: () => workspace.show('drafts'),
    },
  ];
}
