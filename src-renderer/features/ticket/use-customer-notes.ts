import { useTranslation } from 'react-i18next';
import type { CommandId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { CustomerNote } from '#shared/domain/customers/customer-note.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Intent, WriteError } from '#renderer/data/write/desk-writer.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

type NotePayload = Extract<Intent, { kind: 'customer-note' }>['payload'];

/** What is done with notes on the customer of a ticket: offline too, told, and with an undo. */
export function useCustomerNotes(ticket: Ticket, customer: Customer) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const commands = useTicketCommands();
  const tell = useTell();
  const fail = (error: WriteError | 'too-late') =>
    tell({ tone: 'error', text: error === 'too-late' ? t('told.tooLate') : t(`writeError.${error}`) });
  const record = (payload: NotePayload) =>
    write.record({ kind: 'customer-note', ticketId: ticket.id, payload });

  /** Tells what was done. Taken back it is out of the outbox while it is there, else by the opposite. */
  const done = (recorded: Result<CommandId, WriteError>, text: string, opposite: NotePayload): boolean => {
    if (!recorded.ok) {
      fail(recorded.error);
      return false;
    }
    commands.offerUndo(text, async () => {
      const undone = await write.undo(recorded.value);
      if (undone.ok) return;
      const reversed = await record(opposite);
      if (!reversed.ok) fail(reversed.error);
    });
    return true;
  };

  return {
    /** Makes a note of the draft. @param before the one that it changes */
    async save(before: CustomerNote | null): Promise<boolean> {
      const noteId = read.draft(ticket.id, 'customer-note').get().draft?.noteId;
      if (noteId === undefined) return false;
      const sent = await write.send(ticket.id, 'customer-note');
      const text = t('customerNotes.saved', { name: customer.name });
      return done(sent, text, { noteId, text: before?.text ?? null });
    },
    /** Begins to change a note. */
    async edit({ id: noteId, text }: CustomerNote): Promise<void> {
      const draft = { ticketId: ticket.id, kind: 'customer-note', text, attachments: [], noteId } as const;
      const saved = await write.saveDraft({ ...draft, attachments: [] });
      if (!saved.ok) fail(saved.error);
    },
    async discard(): Promise<boolean> {
      const { draft } = read.draft(ticket.id, 'customer-note').get();
      if (draft === null) return true;
      const before = (customer.notes ?? []).find(({ id }) => id === draft.noteId);
      const discarded = await write.discardDraft(ticket.id, 'customer-note');
      if (!discarded.ok) {
        fail(discarded.error);
        return false;
      }
      // What is as it was before is no loss.
      if (draft.text.trim() !== '' && draft.text !== before?.text)
        commands.offerUndo(t('drafts.discarded'), async () => {
          const back = await write.restoreDraft(draft);
          if (!back.ok) fail(back.error);
        });
      return true;
    },
    async remove({ id: noteId, text, authorId, at }: CustomerNote): Promise<void> {
      const recorded = await record({ noteId, text: null });
      const told = t('customerNotes.removed', { name: customer.name });
      done(recorded, told, { noteId, text, first: { authorId, at } });
    },
  };
}
