import type { Action } from '#renderer/hooks/use-actions.ts';
import type { ActionParts } from './action-parts.ts';
import { bulkActions } from './bulk-actions.ts';
import { composerActions } from './composer-actions.ts';
import { customerActions } from './customer-actions.ts';
import { decideActions } from './decide-actions.ts';
import { draftActions } from './draft-actions.ts';
import { formatActions } from './format-actions.ts';
import { goActions } from './go-actions.ts';
import { listActions } from './list-actions.ts';
import { talkActions } from './talk-actions.ts';
import { viewActions } from './view-actions.ts';
import { ticketActions } from './ticket-actions.ts';
import { windowActions } from './window-actions.ts';

/** Every verb of the window, once: buttons, keys and the sheet are made of these. Of two with the same key the first that can be done now is. */
export function createActions(parts: ActionParts): readonly Action[] {
  return [
    ...decideActions(parts),
    ...bulkActions(parts),
    ...listActions(parts),
    ...viewActions(parts),
    ...ticketActions(parts),
    ...customerActions(parts),
    ...talkActions(parts),
    ...composerActions(parts),
    ...draftActions(parts),
    ...formatActions(parts),
    ...goActions(parts),
    ...windowActions(parts),
  ];
}
