import {
  IconArrowBackUp,
  IconCircleCheck,
  IconFlag,
  IconInbox,
  IconKeyboard,
  IconMessageReply,
  IconNote,
  IconProgress,
  IconRefreshDot,
  IconSend,
  IconSettings,
  IconStethoscope,
  IconTag,
  IconUserPlus,
} from '@tabler/icons-react';
import type { Desk } from '#renderer/data/desk.ts';
import type { Action, ActionSubject, Availability } from '#renderer/hooks/use-actions.ts';
import { choiceButton, moveEntryFocus, type Choice } from '#renderer/hooks/entries.ts';
import type { KeySequence, Press } from '#renderer/hooks/keys.ts';
import type { TicketCommands } from '#renderer/hooks/ticket-commands.ts';
import type { Workspace, TicketMenu } from '#renderer/hooks/workspace.ts';
import { can, type Action as Right } from '#shared/domain/roles/can.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';

const one = (code: string, more: Omit<Press, 'code'> = {}): KeySequence => [{ code, ...more }];
const go = (code: string): KeySequence => [{ code: 'KeyG' }, { code }];

/** Every verb of the window, once: buttons, keys and the sheet are made of these. */
export function createActions(desk: Desk, workspace: Workspace, commands: TicketCommands): readonly Action[] {
  const may =
    (right: Right) =>
    ({ ticket }: ActionSubject): Availability => {
      if (ticket === null) return 'hidden';
      const me = desk.read.me.get();
      if (can(me, right, ticket)) return 'yes';
      return { no: me.role === 'trainee' ? 'action.no.trainee' : 'action.no.role' };
    };
  const inQueue = (): Availability => (workspace.get().screen === 'queue' ? 'yes' : 'hidden');
  const always = (): Availability => 'yes';

  const rows = () => {
    const { view, queueId } = workspace.get();
    return desk.read.tickets(view, queueId).get().rows;
  };
  let lastIndex = 0;
  const move = (by: 1 | -1) => {
    const list = rows();
    const { cursorId } = workspace.get();
    const near = list[lastIndex]?.ticket.id === cursorId ? lastIndex : -1;
    const index = near >= 0 ? near : list.findIndex((row) => row.ticket.id === cursorId);
    // The ticket has left the list: go on from where it was.
    const from = index >= 0 ? index : cursorId === null ? -1 : by > 0 ? lastIndex - 1 : lastIndex;
    lastIndex = Math.min(list.length - 1, Math.max(0, from + by));
    const row = list[lastIndex];
    if (row === undefined) return;
    workspace.set({ cursorId: row.ticket.id });
    workspace.focusOn('list');
  };
  const openMenu = (menu: TicketMenu) => () =>
    workspace.set({ menu: workspace.get().menu === menu ? null : menu });
  const compose = (kind: 'reply' | 'note') => () => workspace.compose(kind);
  const showView = (view: ViewId) => () => workspace.showView(view, null);

  /** A key on an entry does what its button does; where there is none, the key keeps its other meaning. */
  const decide = (choice: Choice, code: string, more: Omit<Press, 'code'> = {}): Action => ({
    name: `decide.${choice}`,
    group: 'decide',
    label: () => `action.decide.${choice}`,
    keys: [one(code, more)],
    when: () => (choiceButton(choice) === null ? 'hidden' : 'yes'),
    run: () => choiceButton(choice)?.click(),
  });
  const inOutbox = (): Availability => (workspace.get().screen === 'outbox' ? 'yes' : 'hidden');

  return [
    {
      name: 'decide.next',
      group: 'decide',
      label: () => 'action.decide.next',
      keys: [one('KeyJ'), one('ArrowDown', { inList: true })],
      when: inOutbox,
      run: () => void moveEntryFocus(1),
    },
    {
      name: 'decide.previous',
      group: 'decide',
      label: () => 'action.decide.previous',
      keys: [one('KeyK'), one('ArrowUp', { inList: true })],
      when: inOutbox,
      run: () => void moveEntryFocus(-1),
    },
    decide('do', 'KeyS'),
    decide('edit', 'KeyE'),
    decide('discard', 'KeyD'),
    decide('open', 'KeyO'),
    decide('behind', 'KeyB'),
    decide('do-all', 'KeyS', { shift: true }),
    decide('discard-all', 'KeyD', { shift: true }),
    {
      name: 'list.next',
      group: 'list',
      label: () => 'action.next',
      keys: [one('KeyJ'), one('ArrowDown', { inList: true })],
      when: inQueue,
      run: () => move(1),
    },
    {
      name: 'list.previous',
      group: 'list',
      label: () => 'action.previous',
      keys: [one('KeyK'), one('ArrowUp', { inList: true })],
      when: inQueue,
      run: () => move(-1),
    },
    {
      name: 'list.open',
      group: 'list',
      label: () => 'action.open',
      keys: [one('Enter', { inList: true })],
      when: inQueue,
      run: () => {
        const { cursorId } = workspace.get();
        const id = cursorId ?? rows()[0]?.ticket.id;
        if (id !== undefined) workspace.open(id, 'conversation');
      },
    },
    {
      name: 'ticket.reply',
      group: 'ticket',
      label: () => 'action.reply',
      icon: IconMessageReply,
      keys: [one('KeyR')],
      when: may('ticket.reply'),
      run: compose('reply'),
    },
    {
      name: 'ticket.note',
      group: 'ticket',
      label: () => 'action.note',
      icon: IconNote,
      keys: [one('KeyN')],
      when: may('ticket.note'),
      run: compose('note'),
    },
    {
      name: 'ticket.assign',
      group: 'ticket',
      label: () => 'action.assign',
      icon: IconUserPlus,
      keys: [one('KeyA')],
      when: may('ticket.assign'),
      run: openMenu('assign'),
    },
    {
      name: 'ticket.tags',
      group: 'ticket',
      label: () => 'action.tags',
      icon: IconTag,
      keys: [one('KeyT')],
      when: may('ticket.tag'),
      run: openMenu('tags'),
    },
    {
      name: 'ticket.status',
      group: 'ticket',
      label: () => 'action.status',
      icon: IconProgress,
      keys: [one('KeyS')],
      when: may('ticket.status'),
      run: openMenu('status'),
    },
    {
      name: 'ticket.priority',
      group: 'ticket',
      label: () => 'action.priority',
      icon: IconFlag,
      keys: [one('KeyP')],
      when: may('ticket.priority'),
      run: openMenu('priority'),
    },
    {
      name: 'ticket.resolve',
      group: 'ticket',
      label: ({ ticket }) => (ticket?.status === 'resolved' ? 'action.reopen' : 'action.resolve'),
      icon: IconCircleCheck,
      keys: [one('KeyE')],
      when: may('ticket.status'),
      run: ({ ticket }) => {
        if (ticket === null) return;
        void commands.setStatus(ticket, ticket.status === 'resolved' ? 'open' : 'resolved');
      },
    },
    {
      name: 'undo',
      group: 'window',
      label: () => 'action.undo',
      icon: IconArrowBackUp,
      keys: [one('KeyU')],
      when: always,
      run: () => commands.undoLast(),
    },
    {
      name: 'composer.send',
      group: 'composer',
      label: () => 'action.send',
      icon: IconSend,
      keys: [one('Enter', { mod: true })],
      where: 'own',
      when: may('ticket.reply'),
      run: compose('reply'),
    },
    {
      name: 'composer.leave',
      group: 'composer',
      label: () => 'action.leave',
      keys: [one('Escape')],
      where: 'own',
      when: may('ticket.reply'),
      run: () => workspace.focusOn('list'),
    },
    ...(
      [
        ['go.mine', 'KeyM', 'mine'],
        ['go.unassigned', 'KeyU', 'unassigned'],
        ['go.us', 'KeyW', 'waiting-for-us'],
        ['go.customer', 'KeyC', 'waiting-for-customer'],
        ['go.all', 'KeyA', 'all'],
      ] as const
    ).map(([name, code, view]): Action => ({
      name,
      group: 'go',
      label: () => `view.${view}`,
      keys: [go(code)],
      when: always,
      run: showView(view),
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
      name: 'go.outbox',
      group: 'go',
      label: () => 'nav.outbox',
      icon: IconSend,
      keys: [go('KeyO')],
      when: always,
      run: () => workspace.show('outbox'),
    },
    {
      name: 'go.sync',
      group: 'go',
      label: () => 'nav.sync',
      icon: IconRefreshDot,
      keys: [go('KeyI')],
      when: always,
      run: () => workspace.show('sync'),
    },
    {
      name: 'go.settings',
      group: 'go',
      label: () => 'nav.settings',
      icon: IconSettings,
      keys: [go('KeyS')],
      when: always,
      run: () => workspace.show('settings'),
    },
    {
      name: 'help',
      group: 'window',
      label: () => 'action.help',
      icon: IconKeyboard,
      keys: [one('Slash', { shift: true })],
      when: always,
      run: () => workspace.set({ dialog: 'shortcuts' }),
    },
    {
      name: 'diagnostics',
      group: 'window',
      label: () => 'action.diagnostics',
      icon: IconStethoscope,
      keys: [],
      when: always,
      run: () => workspace.set({ dialog: 'diagnostics' }),
    },
    {
      name: 'back',
      group: 'window',
      label: () => 'action.back',
      keys: [one('Escape')],
      when: always,
      run: () => {
        if (workspace.get().screen !== 'queue') workspace.show('queue');
        workspace.focusOn('list');
      },
    },
  ];
}
