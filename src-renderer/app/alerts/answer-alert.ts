import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import type { Desk } from '#renderer/data/desk.ts';

/** What was shown when somebody answered. */
export interface Answerable {
  readonly kind: ComposerKind;
  /** The customer's newest message then. */
  readonly lastCustomerMessageId: MessageId | null;
}

/**
 * Takes an answer that was given in a notification. It goes out like any other, unless the customer has written since it
 * was shown, or it cannot be recorded: then the words become the draft, behind what is there, and a person decides.
 * @param shown null: not known any more
 */
export async function answerAlert(
  desk: Pick<Desk, 'read' | 'write'>,
  ticketId: TicketId,
  text: string,
  shown: Answerable | null,
): Promise<'sent' | 'drafted' | 'nothing'> {
  const words = text.trim();
  if (words === '') return 'nothing';
  const kind = shown?.kind ?? 'reply';
  const conversation = desk.read.conversation(ticketId).get();
  const ticket = conversation.kind === 'open' || conversation.kind === 'loading' ? conversation.ticket : null;
  const hasSeenAll =
    shown !== null &&
    ticket !== null &&
    (kind === 'note' || ticket.lastCustomerMessageId === shown.lastCustomerMessageId);
  if (hasSeenAll) {
    const payload = { text: words, attachments: [] };
    const recorded = await desk.write.record({ kind, ticketId, payload });
    if (recorded.ok) return 'sent';
  }
  const { draft } = desk.read.draft(ticketId, kind).get();
  const joined = [draft?.text ?? '', words].filter((each) => each !== '').join('\n\n');
  await desk.write.saveDraft({ ticketId, kind, text: joined, attachments: draft?.attachments ?? [] });
  return 'drafted';
}
