import {
  IconArrowForwardUp,
  IconCategory,
  IconCircleCheck,
  IconEye,
  IconFlag,
  IconProgress,
  IconTag,
  IconUserPlus,
  IconZzz,
} from '@tabler/icons-react';
import { can, type Action as Right } from '#shared/domain/roles/can.ts';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import type { BulkMenu } from '#renderer/hooks/workspace.ts';
import { one, type ActionParts } from './action-parts.ts';

/** What is done to all chosen tickets: while some are chosen, the keys of the open ticket mean these. */
export function bulkActions({ desk, workspace }: ActionParts): readonly Action[] {
  const may = (right: Right) => (): Availability => {
    const { screen, selected } = workspace.get();
    if (screen !== 'queue' || selected.size === 0) return 'hidden';
    const me = desk.read.me.get();
    if (can(me, right, null)) return 'yes';
    return { no: me.role === 'trainee' ? 'action.no.trainee' : 'action.no.role' };
  };
  const open = (menu: BulkMenu) => () =>
    workspace.set({ bulkMenu: workspace.get().bulkMenu === menu ? null : menu });

  return [
    {
      name: 'bulk.assign',
      group: 'list',
      label: () => 'action.queue.bulkAssign',
      icon: IconUserPlus,
      keys: [one('KeyA')],
      when: may('ticket.assign'),
      run: open('assign'),
    },
    {
      name: 'bulk.status',
      group: 'list',
      label: () => 'action.queue.bulkStatus',
      icon: IconProgress,
      keys: [one('KeyS')],
      when: may('ticket.status'),
      run: open('status'),
    },
    {
      name: 'bulk.priority',
      group: 'list',
      label: () => 'action.queue.bulkPriority',
      icon: IconFlag,
      keys: [one('KeyP')],
      when: may('ticket.priority'),
      run: open('priority'),
    },
    {
      name: 'bulk.tags',
      group: 'list',
      label: () => 'action.queue.bulkTags',
      icon: IconTag,
      keys: [one('KeyT')],
      when: may('ticket.tag'),
      run: open('tags-add'),
    },
    {
      name: 'bulk.category',
      group: 'list',
      label: () => 'action.queue.bulkCategory',
      icon: IconCategory,
      keys: [one('KeyC')],
      when: may('ticket.category'),
      run: open('category'),
    },
    {
      name: 'bulk.snooze',
      group: 'list',
      label: () => 'action.queue.bulkSnooze',
      icon: IconZzz,
      keys: [one('KeyZ')],
      when: may('ticket.snooze'),
      run: open('snooze'),
    },
    {
      name: 'bulk.delegate',
      group: 'list',
      label: () => 'action.queue.bulkDelegate',
      icon: IconArrowForwardUp,
      keys: [one('KeyD')],
      when: may('ticket.delegate'),
      run: open('delegate'),
    },
    {
      name: 'bulk.follow',
      group: 'list',
      label: () => 'action.queue.bulkFollow',
      icon: IconEye,
      keys: [one('KeyF')],
      when: may('ticket.follow'),
      run: open('follow'),
    },
    {
      name: 'bulk.resolve',
      group: 'list',
      label: () => 'action.queue.bulkResolve',
      icon: IconCircleCheck,
      keys: [one('KeyE')],
      when: may('ticket.status'),
      run: open('resolve'),
    },
  ];
}
