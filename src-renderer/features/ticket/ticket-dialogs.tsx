import { useCallback, useState } from 'react';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useWorkspace, useWorkspacePart, type TicketDialogName } from '#renderer/hooks/workspace.ts';
import { DelegateDialog } from './delegate-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SamePersonDialog } from './same-person-dialog.tsx';
import { FromPartnerDialog } from './from-partner-dialog.tsx';
import { ToPartnerDialog } from './to-partner-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';

const DIALOGS = {
  snooze: SnoozeDialog,
  link: LinkDialog,
  delegate: DelegateDialog,
  merge: MergeDialog,
  'same-person': SamePersonDialog,
  'to-partner': ToPartnerDialog,
  'from-partner': FromPartnerDialog,
} satisfies Record<TicketDialogName, unknown>;
const NAMES = Object.keys(DIALOGS) as TicketDialogName[];

/** The dialogs about the open ticket, one at a time. Give it the ticket's id as key: what is chosen belongs to one ticket. */
export function TicketDialogs({ ticket }: { readonly ticket: Ticket }) {
  const workspace = useWorkspace();
  const dialog = useWorkspacePart((state) => state.dialog);
  const onClose = useCallback(() => workspace.set({ dialog: null }), [workspace]);
  // Made when it is first wanted: seven closed dialogs cost each change of the ticket as much as the header itself.
  const [made, setMade] = useState<readonly TicketDialogName[]>([]);
  const wanted = NAMES.find((name) => name === dialog);
  if (wanted !== undefined && !made.includes(wanted)) setMade([...made, wanted]);
  return made.map((name) => {
    const Dialog = DIALOGS[name];
    return <Dialog key={name} ticket={ticket} opened={dialog === name} onClose={onClose} />;
  });
}
