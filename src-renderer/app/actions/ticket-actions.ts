import {
  IconArrowForwardUp,
  IconBellRinging,
  IconBuildings,
  IconCategory,
  IconCircleCheck,
  IconEye,
  IconFlag,
  IconGitMerge,
  IconLink,
  IconMailDown,
  IconMessageReply,
  IconNote,
  IconProgress,
  IconTag,
  IconUserPlus,
  IconZzz,
} from '@tabler/icons-react';
import type { Action, ActionSubject } from '#renderer/hooks/use-actions.ts';
import type { TicketDialogName, TicketMenu } from '#renderer/hooks/workspace.ts';
import { mayDo, one, type ActionParts } from './action-parts.ts';

const isMerged = ({ ticket }: ActionSubject) => ticket !== null && ticket.mergedInto !== null;
const isDone = ({ ticket }: ActionSubject) => ticket?.status === 'resolved';
const hasPartner = ({ ticket }: ActionSubject) => ticket !== null && ticket.partner !== null;
/** Hidden where it makes no sense. */
const unless =
  (senseless: (subject: ActionSubject) => boolean, when: Action['when']): Action['when'] =>
  (subject) =>
    senseless(subject) ? 'hidden' : when(subject);

/** What is done to the open ticket. */
export function ticketActions({ desk, workspace, commands }: ActionParts): readonly Action[] {
  const may = mayDo(desk);
  const openMenu = (menu: TicketMenu) => () =>
    workspace.set({ menu: workspace.get().menu === menu ? null : menu });
  const openDialog = (dialog: TicketDialogName) => () => workspace.set({ dialog });
  const compose = (kind: 'reply' | 'note') => () => workspace.compose(kind);

  return [
    {
      name: 'ticket.reply',
      group: 'ticket',
      label: () => 'action.reply',
      icon: IconMessageReply,
      keywords: 'keywords.reply',
      keys: [one('KeyR')],
      when: unless(isMerged, may('ticket.reply')),
      run: compose('reply'),
    },
    {
      name: 'ticket.note',
      group: 'ticket',
      label: () => 'action.note',
      icon: IconNote,
      keywords: 'keywords.note',
      keys: [one('KeyN')],
      when: may('ticket.note'),
      run: compose('note'),
    },
    {
      name: 'ticket.assign',
      group: 'ticket',
      label: () => 'action.assign',
      icon: IconUserPlus,
      keywords: 'keywords.assign',
      keys: [one('KeyA')],
      when: unless(isMerged, may('ticket.assign')),
      run: openMenu('assign'),
    },
    {
      name: 'ticket.tags',
      group: 'ticket',
      label: () => 'action.tags',
      icon: IconTag,
      keywords: 'keywords.tags',
      keys: [one('KeyT')],
      when: may('ticket.tag'),
      run: openMenu('tags'),
    },
    {
      name: 'ticket.status',
      group: 'ticket',
      label: () => 'action.status',
      icon: IconProgress,
      keywords: 'keywords.status',
      keys: [one('KeyS')],
      when: unless(isMerged, may('ticket.status')),
      run: openMenu('status'),
    },
    {
      name: 'ticket.priority',
      group: 'ticket',
      label: () => 'action.priority',
      icon: IconFlag,
      keywords: 'keywords.priority',
      keys: [one('KeyP')],
      when: unless(isMerged, may('ticket.priority')),
      run: openMenu('priority'),
    },
    {
      name: 'ticket.category',
      group: 'ticket',
      label: () => 'action.category',
      icon: IconCategory,
      keys: [one('KeyC')],
      when: may('ticket.category'),
      run: openMenu('category'),
    },
    {
      name: 'ticket.snooze',
      group: 'ticket',
      label: () => 'action.snooze',
      icon: IconZzz,
      keys: [one('KeyZ')],
      when: unless(isDone, may('ticket.snooze')),
      run: openMenu('snooze'),
    },
    {
      name: 'ticket.wake',
      group: 'ticket',
      label: () => 'action.wake',
      icon: IconBellRinging,
      keys: [],
      when: unless(({ ticket }) => ticket?.snooze == null, may('ticket.snooze')),
      run: ({ ticket }) => {
        if (ticket !== null) void commands.snooze(ticket, undefined);
      },
    },
    {
      name: 'ticket.follow',
      group: 'ticket',
      label: ({ ticket }) =>
        ticket?.followerIds.includes(desk.read.me.get().id) === true ? 'action.unfollow' : 'action.follow',
      icon: IconEye,
      keys: [one('KeyF')],
      when: may('ticket.follow'),
      run: ({ ticket }) => {
        if (ticket === null) return;
        void commands.follow(ticket, !ticket.followerIds.includes(desk.read.me.get().id));
      },
    },
    {
      name: 'ticket.delegate',
      group: 'ticket',
      label: () => 'action.delegate',
      icon: IconArrowForwardUp,
      keys: [one('KeyD')],
      when: unless(isMerged, may('ticket.delegate')),
      run: openDialog('delegate'),
    },
    {
      name: 'ticket.partner',
      group: 'ticket',
      label: () => 'action.handToPartner',
      icon: IconBuildings,
      keys: [one('KeyD', { shift: true })],
      when: unless(
        (subject) => isMerged(subject) || isDone(subject) || hasPartner(subject),
        may('ticket.delegate'),
      ),
      run: openDialog('to-partner'),
    },
    {
      name: 'ticket.partner-answer',
      group: 'ticket',
      label: () => 'action.fromPartner',
      icon: IconMailDown,
      keys: [one('KeyB')],
      when: unless((subject) => isMerged(subject) || !hasPartner(subject), may('ticket.delegate')),
      run: openDialog('from-partner'),
    },
    {
      name: 'ticket.link',
      group: 'ticket',
      label: () => 'action.link',
      icon: IconLink,
      keys: [one('KeyL')],
      when: may('ticket.link'),
      run: openDialog('link'),
    },
    {
      name: 'ticket.merge',
      group: 'ticket',
      label: ({ ticket }) => (ticket !== null && isMerged({ ticket }) ? 'action.unmerge' : 'action.merge'),
      icon: IconGitMerge,
      keys: [one('KeyM')],
      when: may('ticket.merge'),
      run: ({ ticket }) => {
        if (ticket === null) return;
        if (isMerged({ ticket })) void commands.unmerge(ticket);
        else workspace.set({ dialog: 'merge' });
      },
    },
    {
      name: 'ticket.resolve',
      group: 'ticket',
      label: ({ ticket }) => (ticket?.status === 'resolved' ? 'action.reopen' : 'action.resolve'),
      icon: IconCircleCheck,
      keywords: 'keywords.resolve',
      keys: [one('KeyE')],
      when: unless(isMerged, may('ticket.status')),
      run: ({ ticket }) => {
        if (ticket === null) return;
        void commands.setStatus(ticket, ticket.status === 'resolved' ? 'open' : 'resolved');
      },
    },
  ];
}
