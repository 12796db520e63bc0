import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { selectAll, selectNothing, selectRange, toggleSelected } from '#renderer/hooks/selection.ts';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import { one, rowsOf, type ActionParts } from './action-parts.ts';

/** Moves in the list, and the choice of tickets in it. */
export function listActions(parts: ActionParts): readonly Action[] {
  const { desk, workspace } = parts;
  const inQueue = (): Availability => (workspace.get().screen === 'queue' ? 'yes' : 'hidden');
  const onTicket = (): Availability => (workspace.get().cursorId === null ? 'hidden' : inQueue());
  const choosing = (): Availability => (workspace.get().selected.size === 0 ? 'hidden' : inQueue());
  let lastIndex = 0;
  const beside = (by: 1 | -1) => {
    const list = rowsOf(parts);
    const { cursorId } = workspace.get();
    const index = indexOfTicket(list, cursorId, lastIndex);
    // The ticket has left the list: go on from where it was.
    const from = index >= 0 ? index : cursorId === null ? -1 : by > 0 ? lastIndex - 1 : lastIndex;
    lastIndex = Math.min(list.length - 1, Math.max(0, from + by));
    return list[lastIndex]?.ticket.id;
  };
  const move = (by: 1 | -1) => {
    const id = beside(by);
    if (id === undefined) return;
    workspace.set({ cursorId: id });
    workspace.focusOn('list');
  };
  const extend = (by: 1 | -1) => {
    const id = beside(by);
    if (id !== undefined) selectRange(workspace, id);
    workspace.focusOn('list');
  };
  const toMark = () => {
    const { selected, cursorId } = workspace.get();
    return selected.size > 0 ? [...selected] : cursorId === null ? [] : [cursorId];
  };

  return [
    {
      name: 'list.next',
      group: 'list',
      label: () => 'action.next',
      keys: [one('KeyJ'), one('ArrowDown', { inList: true })],
      keysOnly: true,
      when: inQueue,
      run: () => move(1),
    },
    {
      name: 'list.previous',
      group: 'list',
      label: () => 'action.previous',
      keys: [one('KeyK'), one('ArrowUp', { inList: true })],
      keysOnly: true,
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
        const id = cursorId ?? rowsOf(parts)[0]?.ticket.id;
        if (id !== undefined) workspace.open(id, 'conversation');
      },
    },
    {
      name: 'list.choose',
      group: 'list',
      label: () => 'action.queue.choose',
      keys: [one('KeyX'), one('Space', { inList: true })],
      when: onTicket,
      run: () => {
        const { cursorId } = workspace.get();
        if (cursorId !== null) toggleSelected(workspace, cursorId);
      },
    },
    {
      name: 'list.choose-next',
      group: 'list',
      label: () => 'action.queue.chooseNext',
      keys: [one('KeyJ', { shift: true }), one('ArrowDown', { shift: true, inList: true })],
      when: inQueue,
      run: () => extend(1),
    },
    {
      name: 'list.choose-previous',
      group: 'list',
      label: () => 'action.queue.choosePrevious',
      keys: [one('KeyK', { shift: true }), one('ArrowUp', { shift: true, inList: true })],
      when: inQueue,
      run: () => extend(-1),
    },
    {
      name: 'list.choose-all',
      group: 'list',
      label: () => 'action.queue.chooseAll',
      // Elsewhere it means all of the text.
      keys: [one('KeyA', { mod: true, inList: true })],
      when: inQueue,
      run: () => selectAll(workspace),
    },
    {
      name: 'list.choose-none',
      group: 'list',
      label: () => 'action.queue.chooseNone',
      keys: [one('Escape')],
      when: choosing,
      run: () => {
        selectNothing(workspace);
        workspace.focusOn('list');
      },
    },
    {
      name: 'list.unread',
      group: 'list',
      label: () => 'action.queue.unread',
      keys: [one('KeyU', { shift: true })],
      when: onTicket,
      run: () => desk.write.mark(toMark(), 'unread'),
    },
    {
      name: 'list.read',
      group: 'list',
      label: () => 'action.queue.read',
      keys: [one('KeyI', { shift: true })],
      when: onTicket,
      run: () => desk.write.mark(toMark(), 'read'),
    },
  ];
}
