import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { collectFiles } from './collect-files.ts';
import { zipOf } from './ticket-mail.ts';
import { usePrintPage, type OpenConversation } from './use-print-page.ts';

export type SaveKind = 'pdf' | 'print' | 'eml';

/** Saves a ticket in one of the ways that this host has; what does not work is told and nothing is saved. */
export function useSaveTicket({ ticket, customer, timeline }: OpenConversation, onDone: () => void) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const workspace = useWorkspace();
  const { read } = useDesk();
  const makePage = usePrintPage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { makePdf } = platform;
  const kinds: readonly [SaveKind, ...SaveKind[]] = [makePdf === null ? 'print' : 'pdf', 'eml'];

  /** @returns why it failed, or null */
  const write = async (kind: SaveKind, withNotes: boolean): Promise<string | null> => {
    if (kind === 'print') {
      workspace.set({ printing: { withNotes } });
      return null;
    }
    if (kind === 'pdf') {
      const page = await makePage({ kind: 'open', ticket, customer, timeline }, withNotes);
      const pdf = makePdf === null ? null : await makePdf(page);
      if (pdf?.ok !== true) return t('talk.saveWhy.pages');
      saveFile(new Blob([pdf.value.slice()]), `${ticket.number} ${ticket.subject}.pdf`);
      return null;
    }
    const messages = timeline.flatMap(({ message }): SpokenMessage[] =>
      message.kind === 'event' || (message.kind === 'note' && !withNotes) ? [] : [message],
    );
    const { files, missing } = await collectFiles(
      read,
      messages.flatMap(({ attachments }) => attachments),
    );
    if (missing.length > 0) return t('talk.saveWhy.files', { names: missing.join(', ') });
    const zip = zipOf(messages, { ticket, customer, files });
    saveFile(new Blob([zip.slice()]), `${ticket.number} ${ticket.subject}.zip`);
    return null;
  };

  const save = async (kind: SaveKind, withNotes: boolean) => {
    setBusy(true);
    setProblem(null);
    const failed = await write(kind, withNotes);
    setBusy(false);
    setProblem(failed);
    if (failed === null) onDone();
  };
  return { save, kinds, busy, problem };
}
