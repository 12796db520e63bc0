import type { DeskReader } from '#renderer/data/read/desk-reader.ts';
import type { Action, ActionSubject } from './use-actions.ts';
import type { Workspace } from './workspace.ts';

/**
 * What an action is done to: the ticket that is shown, since that is what a person looks at.
 *
 * @param follow a cursor that has moved on takes the ticket pane with it first; without it nothing changes
 */
export function actionSubject(
  read: DeskReader,
  workspace: Workspace,
  action: Pick<Action, 'group'>,
  follow = true,
): ActionSubject {
  const { screen, cursorId, openId } = workspace.get();
  if ((action.group !== 'ticket' && action.group !== 'composer') || screen !== 'queue')
    return { ticket: null };
  // The composer is that of the ticket that is open.
  const id = action.group === 'composer' ? openId : (cursorId ?? openId);
  if (id === null) return { ticket: null };
  if (id !== openId && follow) workspace.open(id);
  const conversation = read.conversation(id).get();
  if (conversation.kind === 'open' || conversation.kind === 'loading') return { ticket: conversation.ticket };
  return { ticket: read.row(id)?.ticket ?? null };
}
