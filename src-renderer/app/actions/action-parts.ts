import { can, type Action as Right } from '#shared/domain/roles/can.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { KeySequence, Press } from '#shared/contract/ipc/own-keys.ts';
import type { TicketCommands } from '#renderer/hooks/ticket-commands.ts';
import type { ActionSubject, Availability } from '#renderer/hooks/use-actions.ts';
import { queryOf } from '#renderer/hooks/view-query.ts';
import type { FirstStepsBook } from '#renderer/hooks/first-steps.ts';
import type { SavedViews } from '#renderer/hooks/saved-views.ts';
import type { Workspace } from '#renderer/hooks/workspace.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';

/** What actions are made of. */
export interface ActionParts {
  readonly desk: Desk;
  readonly workspace: Workspace;
  readonly commands: TicketCommands;
  readonly views: SavedViews;
  readonly firstSteps: FirstStepsBook;
}

/** The rows of the list, as they stand on the screen where they do. */
export function rowsOf({
  desk,
  workspace,
  views,
}: Omit<ActionParts, 'commands' | 'firstSteps'>): readonly TicketRow[] {
  const state = workspace.get();
  const saved = state.savedId === null ? null : views.find(state.savedId);
  return workspace.shown ?? desk.read.list(queryOf(state, saved)).get().rows;
}

/** One press. */
export const one = (code: string, more: Omit<Press, 'code'> = {}): KeySequence => [{ code, ...more }];
/** G, then another key. */
export const go = (code: string): KeySequence => [{ code: 'KeyG' }, { code }];

/** For what can be done at any time. */
export const always = (): Availability => 'yes';

/** When the person may do something to the open ticket; else the reason. */
export function mayDo(desk: Desk) {
  return (right: Right) =>
    ({ ticket }: ActionSubject): Availability => {
      if (ticket === null) return 'hidden';
      const me = desk.read.me.get();
      if (can(me, right, ticket)) return 'yes';
      return { no: me.role === 'trainee' ? 'action.no.trainee' : 'action.no.role' };
    };
}
