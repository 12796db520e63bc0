import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPaperclip } from '@tabler/icons-react';
import { useCallback, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import { keysLabel } from '#renderer/hooks/keys.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive, useLivePart } from '#renderer/hooks/use-live.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import { DraftFiles } from './draft-files.tsx';
import { useDraftEditor } from './use-draft-editor.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useKeptFiles } from './use-kept-files.ts';
import styles from './composer.module.css';

const KINDS: readonly Draft['kind'][] = ['reply', 'note'];

/** Where answers and notes are written. Give it the ticket's id as `key`. */
export function Composer({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const kind = useWorkspacePart((state) => state.composerKind);
  const tabs = useRef<(HTMLButtonElement | null)[]>([]);
  const { read } = useDesk();
  const other = useLive(read.draft(ticket.id, kind === 'reply' ? 'note' : 'reply'));

  const onTabKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const next = kind === 'reply' ? 'note' : 'reply';
    workspace.set({ composerKind: next });
    tabs.current[KINDS.indexOf(next)]?.focus();
  };

  return (
    <Editor
      // Another kind is another draft.
      key={kind}
      ticket={ticket}
      kind={kind}
      tablist={
        // The keys belong to the tabs inside, which have the focus.
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
        <div className={styles.tablist} role="tablist" aria-label={t('composer.tabs')} onKeyDown={onTabKey}>
          {KINDS.map((each, index) => (
            <button
              key={each}
              ref={(element) => {
                tabs.current[index] = element;
              }}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={kind === each}
              tabIndex={kind === each ? 0 : -1}
              onClick={() => workspace.compose(each)}
            >
              {t(`composer.${each}`)}
              {each !== kind && other.draft !== null && <em> · {t('list.draft')}</em>}
            </button>
          ))}
        </div>
      }
    />
  );
}

function Editor(props: {
  readonly ticket: Ticket;
  readonly kind: Draft['kind'];
  readonly tablist: React.ReactNode;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { os } = usePlatform();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const { ticket, kind } = props;
  const me = useLive(read.me);
  const offline = useLivePart(read.connection, (c) => c.kind === 'offline' || c.kind === 'signed-out');
  const draft = useDraftEditor(ticket.id, kind);
  const files = useKeptFiles(draft.addAttachment, draft.attachments.length);
  const [error, setError] = useState<WriteError | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  useFocusRequest('composer', () => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  });

  const { add } = files;
  const addFiles = useCallback(
    (list: readonly File[]) => void add(list.map((file) => ({ blob: file, name: file.name }))),
    [add],
  );
  const over = useFileDrop(addFiles);

  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    const stamp = new Date();
    void add(
      pasted.map((file) => ({
        blob: file,
        // Browsers call every pasted picture image.png.
        name: /^image\.\w+$/.test(file.name)
          ? t('composer.pastedName', {
              time: `${formats.date(stamp.getTime(), 0)} ${formats.time(stamp.getTime())}`.replaceAll(
                ':',
                '-',
              ),
              ending: file.name.split('.').pop() ?? 'png',
            })
          : file.name,
      })),
    );
  };

  const keeping = files.incoming.some((file) => file.state === 'keeping');
  const tooLong = draft.text.length > MAX_MESSAGE_CHARS;
  const canSend = !draft.isEmpty && !sending && !keeping && !tooLong;

  const send = async (thenResolve: boolean) => {
    // At once, whatever was pressed to send. Not again when it is safe: by then the operator may be in the next ticket.
    field.current?.focus();
    if (!canSend) return;
    setSending(true);
    setError(null);
    const failed = await draft.handOver();
    const sent = failed === null ? await commands.send(ticket, kind, thenResolve) : null;
    setSending(false);
    if (sent === null || !sent.ok) setError(sent === null ? failed : sent.ok ? null : sent.error);
    else draft.clear();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send(false);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      workspace.focusOn('list');
    }
  };

  const sendLabel = t(kind === 'reply' ? 'composer.send' : 'composer.addNote');
  const label = t(`composer.${kind}`);
  return (
    <div className={styles.composer}>
      {over && <div className={styles.drop}>{t('composer.drop')}</div>}
      <div className={styles.tabs}>
        {props.tablist}
        <span className={styles.as}>
          {kind === 'reply' ? t('composer.as', { name: me.name }) : t('composer.noteAs')}
        </span>
        <SafetyLabel safety={draft.safety} error={draft.error} />
      </div>
      <textarea
        ref={field}
        className={cx(styles.field, kind === 'note' && styles.noteField)}
        aria-label={label}
        placeholder={
          kind === 'reply' ? t('composer.replyHint', { name: ticket.customerName }) : t('composer.noteHint')
        }
        value={draft.text}
        readOnly={sending}
        spellCheck
        lang={kind === 'reply' ? ticket.language : undefined}
        onChange={(event) => draft.setText(event.currentTarget.value)}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        aria-keyshortcuts="Control+Enter"
      />
      <DraftFiles
        attachments={draft.attachments}
        incoming={files.incoming}
        onRemove={(index) => {
          draft.removeAttachment(index);
          field.current?.focus();
        }}
        onDismiss={(key) => {
          files.dismiss(key);
          field.current?.focus();
        }}
      />
      {error !== null && (
        <p className={styles.error} role="alert">
          {t(`writeError.${error}`)}
        </p>
      )}
      {tooLong && (
        <p className={styles.error} role="alert">
          {t('composer.tooLong', { count: draft.text.length - MAX_MESSAGE_CHARS })}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          variant="filled"
          aria-disabled={!canSend}
          {...(canSend ? {} : { 'data-disabled': true })}
          onClick={() => void send(false)}
          rightSection={<Kbd keys={keysLabel([{ code: 'Enter', mod: true }], os)} />}
        >
          {sendLabel}
        </Button>
        {kind === 'reply' && (
          <Button
            aria-disabled={!canSend}
            {...(canSend ? {} : { 'data-disabled': true })}
            onClick={() => void send(true)}
          >
            {t('composer.sendAndResolve')}
          </Button>
        )}
        <Button
          leftSection={<IconPaperclip size={14} aria-hidden="true" />}
          onClick={() => picker.current?.click()}
        >
          {t('composer.attach')}
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          aria-hidden="true"
          tabIndex={-1}
          onChange={(event) => {
            addFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
            field.current?.focus();
          }}
        />
        {keeping ? (
          <span className={styles.hint}>{t('composer.waitForFiles')}</span>
        ) : (
          offline && <span className={styles.hint}>{t('composer.offline')}</span>
        )}
      </div>
    </div>
  );
}

function SafetyLabel(props: {
  readonly safety: 'empty' | 'saving' | 'saved' | 'failed';
  readonly error: WriteError | null;
}) {
  const { t } = useTranslation();
  const { safety, error } = props;
  return (
    <span
      className={cx(styles.safety, safety === 'saved' && styles.saved, safety === 'failed' && styles.failed)}
      role={safety === 'failed' ? 'alert' : undefined}
    >
      {safety === 'saved' && <IconCheck size={13} aria-hidden="true" />}
      {safety === 'failed' && <IconAlertTriangle size={13} aria-hidden="true" />}
      {safety === 'saving' && t('composer.saving')}
      {safety === 'saved' && t('composer.saved')}
      {safety === 'failed' && t(error === 'disk-full' ? 'composer.failedFull' : 'composer.failed')}
    </span>
  );
}
