import { useCallback } from 'react';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useWorkspace, useWorkspacePart, type TicketDialogName } from '#renderer/hooks/workspace.ts';
import { DelegateDialog } from './delegate-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SamePersonDialog } from './same-person-dialog.tsx';
import { FromPartnerDialog } from './from-partner-dialog.tsx';
import { ToPartnerDialog } from './to-partner-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';

/** The dialogs about the open ticket, one at a time. */
export function TicketDialogs({ ticket }: { readonly ticket: Ticket }) {
  const workspace = useWorkspace();
  const dialog = useWorkspacePart((state) => state.dialog);
  const onClose = useCallback(() => workspace.set({ dialog: null }), [workspace]);
  const of = (name: TicketDialogName) => ({ ticket, opened: dialog === name, onClose });
  return (
    <>
      <SnoozeDialog {...of('snooze')} />
      <LinkDialog {...of('link')} />
      <DelegateDialog {...of('delegate')} />
      <MergeDialog {...of('merge')} />
      <SamePersonDialog {...of('same-person')} />
      <ToPartnerDialog key={`to/${ticket.id}`} {...of('to-partner')} />
      <FromPartnerDialog key={`from/${ticket.id}`} {...of('from-partner')} />
    </>
  );
}
