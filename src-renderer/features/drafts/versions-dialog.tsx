import { Button, Group, Modal } from '@mantine/core';
import { diffWordsWithSpace } from 'diff';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import { isSameDraft, type DraftVersion } from '#shared/domain/drafts/versions.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Attachments } from '#renderer/ui-kit/attachments.tsx';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import styles from './drafts.module.css';

/** How the draft of the open ticket once was, and the way back to it. */
export function VersionsDialog() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const ticketId = useWorkspacePart((state) => (state.dialog === 'versions' ? state.openId : null));
  const kind = useWorkspacePart((state) => state.composerKind);
  return (
    <Modal
      opened={ticketId !== null}
      onClose={() => {
        workspace.set({ dialog: null });
        workspace.focusOn('composer');
      }}
      // To the field, also where the button that was pressed is elsewhere.
      returnFocus={false}
      title={t(`drafts.versionsOf.${kind}`)}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {ticketId !== null && <Versions ticketId={ticketId} kind={kind} />}
    </Modal>
  );
}

function Versions({ ticketId, kind }: { readonly ticketId: TicketId; readonly kind: ComposerKind }) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const tell = useTell();
  const { draft: now } = useLive(read.draft(ticketId, kind));
  const [versions, setVersions] = useState<readonly DraftVersion[] | null>(null);
  const [chosen, setChosen] = useState(0);

  useEffect(() => {
    let isOver = false;
    void read.draftVersions(ticketId, kind).then((found) => {
      if (!isOver) setVersions(found);
    });
    return () => {
      isOver = true;
    };
  }, [read, ticketId, kind]);

  if (versions === null) return <div className={styles.versions} aria-busy="true" />;
  const version = versions[chosen];
  if (version === undefined) return <p className={styles.quiet}>{t('drafts.noVersions')}</p>;

  const restore = async () => {
    const restored = await write.restoreDraft(version.draft);
    if (!restored.ok) return tell({ tone: 'error', text: t(`writeError.${restored.error}`) });
    workspace.set({ dialog: null });
    workspace.compose(kind);
    const before = restored.value;
    commands.offerUndo(t('drafts.restored'), async () => {
      if (before === null) await write.discardDraft(ticketId, kind);
      else await write.restoreDraft(before);
    });
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = Math.min(versions.length - 1, Math.max(0, chosen + by));
    setChosen(next);
    event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };

  return (
    <div className={styles.versions}>
      {/* The keys belong to the choices inside, which have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div className={styles.choices} role="radiogroup" aria-label={t('action.versions')} onKeyDown={onKey}>
        {versions.map((each, at) => (
          <button
            key={`${each.at} ${at}`}
            type="button"
            role="radio"
            className={styles.choice}
            aria-checked={at === chosen}
            tabIndex={at === chosen ? 0 : -1}
            data-autofocus={at === chosen ? '' : undefined}
            onClick={() => setChosen(at)}
          >
            <TimeLabel at={each.at} />
            <span>{t(`drafts.why.${each.why}`)}</span>
          </button>
        ))}
      </div>
      <div className={styles.shown}>
        <Difference from={now?.text ?? ''} to={version.draft.text} />
        <Attachments attachments={version.draft.attachments} />
        <Group justify="flex-end" gap="xs">
          <Button variant="filled" disabled={isSameDraft(now, version.draft)} onClick={() => void restore()}>
            {t('drafts.restore')}
          </Button>
        </Group>
      </div>
    </div>
  );
}

/** The words of a version, and how they differ from those of now. */
function Difference({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={styles.quiet}>{t(from === to ? 'drafts.asNow' : 'drafts.difference')}</p>
      <div className={styles.preview} role="document" aria-label={t('drafts.preview')}>
        {diffWordsWithSpace(from, to, { timeout: 200 })?.map((part, at) =>
          part.added ? (
            <ins key={at}>{part.value}</ins>
          ) : part.removed ? (
            <del key={at}>{part.value}</del>
          ) : (
            <span key={at}>{part.value}</span>
          ),
        ) ?? to}
      </div>
    </>
  );
}
