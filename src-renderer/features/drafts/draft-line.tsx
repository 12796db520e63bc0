import { Button } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { DraftItem } from '#renderer/data/read/desk-reader.ts';
import { openDraft } from '#renderer/hooks/open-draft.ts';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { EntryItem } from '#renderer/ui-kit/item-list.tsx';
import styles from './drafts.module.css';

/** What the line of a draft is found by. */
export function draftEntryId({ ticketId, kind }: Draft): string {
  return `${ticketId} ${kind}`;
}

/** One draft: where, when, the words, and what can be done with it. */
export const DraftLine = memo(function DraftLine({ item }: { readonly item: DraftItem }) {
  const { t } = useTranslation();
  const { write } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const tell = useTell();
  const { draft, ticket, at } = item;
  const kind = t(`drafts.what.${draft.kind}`);
  const where = ticket === null ? t('drafts.gone') : `#${ticket.number} ${ticket.subject}`;

  const copy = () => {
    void navigator.clipboard.writeText(draft.text).then(
      () => tell({ tone: 'done', text: t('outbox.copied') }),
      () => tell({ tone: 'error', text: t('outbox.notCopied') }),
    );
  };
  const discard = async () => {
    const discarded = await write.discardDraft(draft.ticketId, draft.kind);
    if (!discarded.ok) return tell({ tone: 'error', text: t(`writeError.${discarded.error}`) });
    commands.offerUndo(t('drafts.discarded'), async () => {
      const back = await write.restoreDraft(draft);
      if (!back.ok) tell({ tone: 'error', text: t(`writeError.${back.error}`) });
    });
  };

  return (
    <EntryItem
      what={`${kind} · ${where}`}
      at={at}
      reached={{ id: draftEntryId(draft), label: `${kind}, ${where}`, isDraft: true }}
    >
      {draft.text !== '' && (
        <div className={cx(styles.words, draft.kind === 'note' && styles.noteWords)}>{draft.text}</div>
      )}
      <Attachments attachments={draft.attachments} />
      <div className={styles.actions}>
        {ticket !== null && (
          <Button data-choice="open" onClick={() => openDraft(workspace, draft, ticket)}>
            {t('drafts.open')}
          </Button>
        )}
        <Button onClick={copy}>{t('outbox.copyWords')}</Button>
        <Button onClick={() => saveFile(new Blob([draft.text]), t('drafts.fileName', { kind }))}>
          {t('drafts.saveFile')}
        </Button>
        <Button color="red" variant="subtle" data-choice="discard" onClick={() => void discard()}>
          {t('outbox.discard')}
        </Button>
      </div>
    </EntryItem>
  );
});
