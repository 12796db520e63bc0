import { IconFileDownload, IconPrinter, IconSearch } from '@tabler/icons-react';
import type { Action, ActionSubject, Availability } from '#renderer/hooks/use-actions.ts';
import type { Look } from '#renderer/hooks/workspace.ts';
import { one, type ActionParts } from './action-parts.ts';

/** Ways through a conversation, and out of it onto paper or into a file. */
export function talkActions({ workspace }: ActionParts): readonly Action[] {
  const withTicket = ({ ticket }: ActionSubject): Availability => (ticket === null ? 'hidden' : 'yes');
  const look = (to: Look) => () => workspace.look(to);

  return [
    {
      name: 'talk.next',
      group: 'ticket',
      label: () => 'action.messageNext',
      keys: [one('ArrowDown', { alt: true })],
      when: withTicket,
      run: look('next'),
    },
    {
      name: 'talk.previous',
      group: 'ticket',
      label: () => 'action.messagePrevious',
      keys: [one('ArrowUp', { alt: true })],
      when: withTicket,
      run: look('previous'),
    },
    {
      name: 'talk.first',
      group: 'ticket',
      label: () => 'action.messageFirst',
      keys: [one('Home', { alt: true })],
      when: withTicket,
      run: look('first'),
    },
    {
      name: 'talk.last',
      group: 'ticket',
      label: () => 'action.messageLast',
      keys: [one('End', { alt: true })],
      when: withTicket,
      run: look('last'),
    },
    {
      name: 'talk.find',
      group: 'ticket',
      label: () => 'action.find',
      icon: IconSearch,
      keys: [one('KeyF', { mod: true })],
      when: withTicket,
      run: () => workspace.set({ finding: true }),
    },
    {
      name: 'talk.print',
      group: 'ticket',
      label: () => 'action.print',
      icon: IconPrinter,
      keys: [one('KeyP', { mod: true })],
      when: withTicket,
      run: () => workspace.set({ printing: { withNotes: false } }),
    },
    {
      name: 'talk.save',
      group: 'ticket',
      label: () => 'action.saveTicket',
      icon: IconFileDownload,
      keys: [one('KeyS', { mod: true })],
      when: withTicket,
      run: () => workspace.set({ dialog: 'save-ticket' }),
    },
  ];
}
