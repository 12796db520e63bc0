import { ActionIcon } from '@mantine/core';
import { IconMailDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { collectFiles } from './collect-files.ts';
import { emlOf } from './ticket-mail.ts';

/** Saves one message as an e-mail file, with its attachments. */
export function SaveMessageButton({ message }: { readonly message: SpokenMessage }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { read } = useDesk();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const conversation = read.conversation(message.ticketId).get();
    if (conversation.kind !== 'open') return;
    setBusy(true);
    const { files, missing } = await collectFiles(read, message.attachments);
    setBusy(false);
    if (missing.length > 0) {
      const why = t('talk.saveWhy.files', { names: missing.join(', ') });
      return tell({ tone: 'error', text: t('talk.saveFailed', { why }) });
    }
    const { ticket, customer } = conversation;
    const eml = emlOf(message, null, { ticket, customer, files });
    saveFile(new Blob([eml.slice()]), `${ticket.number} ${ticket.subject}.eml`);
  };
  return (
    <ActionIcon
      size={24}
      aria-label={t('talk.saveMessage')}
      title={t('talk.saveMessage')}
      loading={busy}
      onClick={() => void save()}
    >
      <IconMailDown size={14} aria-hidden="true" />
    </ActionIcon>
  );
}
