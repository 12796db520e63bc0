import type { FirstStep } from '#shared/domain/first-steps/first-steps.ts';

/** Where a step is done: the actions whose keys it shows, of which the first is what pressing it does, and its place. */
export interface StepGuide {
  readonly actions: readonly [string, ...string[]];
  /** CSS of what is pointed at; null where the action itself fills the window. */
  readonly place: string | null;
  /** Pressing it only goes to the list: there it is done with the ticket that one wants. */
  readonly inList?: true;
}

const LIST = '[data-ticket-list]';

export const STEP_GUIDES: Readonly<Record<FirstStep, StepGuide>> = {
  open: { actions: ['list.next', 'list.previous', 'list.open'], place: LIST, inList: true },
  take: { actions: ['ticket.assign'], place: '[data-action="ticket.assign"]' },
  reply: { actions: ['ticket.reply'], place: '[data-kind]' },
  note: { actions: ['ticket.note'], place: '[data-kind]' },
  finish: { actions: ['ticket.snooze', 'ticket.resolve'], place: '[data-action="ticket.snooze"]' },
  give: { actions: ['ticket.assign', 'ticket.delegate'], place: '[data-action="ticket.assign"]' },
  choose: { actions: ['list.choose'], place: LIST, inList: true },
  known: { actions: ['go.incompatibilities'], place: null },
  views: { actions: ['go.all'], place: '#pane-views nav' },
  find: { actions: ['talk.find'], place: null },
  search: { actions: ['go.search'], place: '[data-action="go.search"]' },
  palette: { actions: ['palette'], place: null },
  keys: { actions: ['help'], place: null },
};
