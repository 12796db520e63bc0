import {
  IconCircleCheck,
  IconClock,
  IconHistory,
  IconPencil,
  IconPlayerTrackNext,
} from '@tabler/icons-react';
import { composerVerbs, type AfterSending } from '#renderer/hooks/composer-verbs.ts';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import { always, go, mayDo, one, type ActionParts } from './action-parts.ts';

/** Ways to send, and what concerns drafts as such. */
export function draftActions({ desk, workspace }: ActionParts): readonly Action[] {
  const may = mayDo(desk);
  const inTicket = (): Availability =>
    workspace.get().screen === 'queue' && workspace.get().openId !== null ? 'yes' : 'hidden';
  const send = (then: AfterSending) => () => composerVerbs()?.send(then);
  /** An entry of the list of drafts has the focus itself, not one of its buttons. */
  const entry = () => {
    const focused = document.activeElement;
    return focused?.hasAttribute('data-draft') === true ? focused : null;
  };

  return [
    {
      name: 'composer.sendResolve',
      group: 'composer',
      label: () => 'action.sendResolve',
      icon: IconCircleCheck,
      keys: [one('Enter', { mod: true, shift: true })],
      where: 'own',
      when: may('ticket.reply'),
      run: send('resolve'),
    },
    {
      name: 'composer.sendNext',
      group: 'composer',
      label: () => 'action.sendNext',
      icon: IconPlayerTrackNext,
      keys: [one('Period', { mod: true })],
      where: 'own',
      when: may('ticket.reply'),
      run: send('next'),
    },
    {
      name: 'composer.sendLater',
      group: 'composer',
      label: () => 'action.sendLater',
      icon: IconClock,
      keys: [],
      where: 'own',
      when: may('ticket.reply'),
      run: () => composerVerbs()?.sendLater(),
    },
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
