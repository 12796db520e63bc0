import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#renderer/data/read/desk-reader.ts';
import { describeEvent } from '#renderer/hooks/describe-event.ts';
import { namesOf } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { collectPictures } from './collect-files.ts';
import { printPage } from './print-page.ts';

export type OpenConversation = Extract<Conversation, { kind: 'open' }>;

/** Makes the page of a ticket in the language of the window. */
export function usePrintPage(): (conversation: OpenConversation, withNotes: boolean) => Promise<string> {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  return useCallback(
    async ({ ticket, customer, timeline }, withNotes) => {
      const shown = timeline.filter(({ message }) => withNotes || message.kind !== 'note');
      const attachments = shown.flatMap(({ message }) =>
        message.kind === 'event' ? [] : message.attachments,
      );
      const names = namesOf(read, formats, t);
      const assignee = ticket.assigneeId === null ? null : names.person(ticket.assigneeId);
      const words = {
        language: i18n.language,
        facts: [
          customer?.name ?? ticket.customerName,
          ...(customer?.email == null ? [] : [customer.email]),
          `${t('ticket.status')}: ${t(`status.${ticket.status}`)}`,
          `${t('ticket.assignee')}: ${assignee ?? t('ticket.nobody')}`,
          t('talk.printedAt', { at: formats.exact(Date.now()) }),
        ],
        note: t('talk.note'),
        attachments: (names: string) => t('talk.attachments', { names }),
        exact: formats.exact,
        event: ({ message }: (typeof timeline)[number]) =>
          message.kind === 'event' ? describeEvent(message, names, t) : '',
      };
      const files = await collectPictures(read, attachments);
      return printPage(ticket, timeline, words, { withNotes, files });
    },
    [t, i18n, formats, read],
  );
}
