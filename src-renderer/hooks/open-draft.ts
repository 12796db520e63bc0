import type { Draft, HandOverKind } from '#shared/domain/drafts/draft.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { TicketDialogName, Workspace } from './workspace.ts';

/** Where words of a hand-over are written. */
const DIALOG_OF = {
  delegate: 'delegate',
  'hand-to-partner': 'to-partner',
  'back-from-partner': 'from-partner',
} as const satisfies Record<HandOverKind, TicketDialogName>;

/**
 * Shows a draft where it is written on, with the focus in it: in the composer, beside the ticket on the customer's card, or in
 * a dialog.
 * @param ticket null when it is not here
 */
export function openDraft(
  workspace: Workspace,
  { ticketId, kind }: Pick<Draft, 'ticketId' | 'kind'>,
  ticket: Ticket | null,
): void {
  workspace.open(ticketId);
  switch (kind) {
    case 'reply':
    case 'note':
      return workspace.compose(kind);
    case 'customer-note':
      workspace.set({ screen: 'queue', drawer: 'customer' });
      return workspace.focusOn('customer-note');
    default:
      // Where it cannot be handed over any more the ticket itself says why.
      if (ticket !== null && canGo(kind, ticket)) workspace.set({ dialog: DIALOG_OF[kind] });
  }
}

function canGo(kind: HandOverKind, { mergedInto, partner, status }: Ticket): boolean {
  if (mergedInto !== null) return false;
  if (kind === 'back-from-partner') return partner !== null;
  return kind === 'delegate' || (partner === null && status !== 'resolved');
}
