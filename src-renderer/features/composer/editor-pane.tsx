import { IconLock, IconMail } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { findNamedColleague } from '#shared/domain/people/named-colleague.ts';
import { publicNameOf } from '#shared/domain/queues/signature.ts';
import { picturesIn } from '#shared/domain/rich-text/look-into.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import { joinDrafts } from '#renderer/data/write/draft-saver.ts';
import { useAsComposer, type AfterSending } from '#renderer/hooks/composer-verbs.ts';
import { FORMATS, type Format } from '#renderer/hooks/formats.ts';
import { isOneOf } from '#renderer/hooks/keys.ts';
import { useNextTicket } from '#renderer/hooks/next-ticket.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useAction, useActions } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive, useLivePart } from '#renderer/hooks/use-live.ts';
import { useFocusRequest, useInsertion, useWorkspace } from '#renderer/hooks/workspace.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { ActionRow } from './action-row.tsx';
import { ColleagueDialog } from './colleague-dialog.tsx';
import { DraftFiles } from './draft-files.tsx';
import type { Place } from './editor/rich-editor.ts';
import { FormatBar } from './format-bar.tsx';
import { LinkRow } from './link-row.tsx';
import { MentionList } from './mention-list.tsx';
import { RichField, type FieldHandle } from './rich-field.tsx';
import { SafetyLabel } from './safety-label.tsx';
import { useDraftEditor } from './use-draft-editor.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useInlinePictures } from './use-inline-pictures.ts';
import { useKeptFiles } from './use-kept-files.ts';
import { useMentions } from './use-mentions.ts';
import { useSignature } from './use-signature.ts';
import styles from './composer.module.css';

const NO_ARIA: Readonly<Record<string, string>> = {};

/** One draft: its field, its files, and what can be done with it. Another kind is another one: give the kind as `key`. */
export function EditorPane(props: {
  readonly ticket: Ticket;
  readonly kind: ComposerKind;
  readonly tablist: ReactNode;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const actions = useActions();
  const leaveKeys = useAction('composer.leave').keys;
  const { ticket, kind } = props;
  const me = useLive(read.me);
  const offline = useLivePart(read.connection, (c) => c.kind === 'offline' || c.kind === 'signed-out');
  const draft = useDraftEditor(ticket.id, kind);
  const files = useKeptFiles(draft.addAttachment, draft.words.attachments.length);
  const showPicture = useInlinePictures();
  const signature = useSignature(ticket);
  const [error, setError] = useState<WriteError | null>(null);
  const [sending, setSending] = useState(false);
  const [active, setActive] = useState<readonly Format[]>([]);
  const [linking, setLinking] = useState(false);
  /** A colleague whom the answer calls, and what goes on once that is meant. */
  const [called, setCalled] = useState<{ readonly name: string; readonly go: () => void } | null>(null);
  const field = useRef<FieldHandle>(null);
  const mentions = useMentions(field, () =>
    [...read.people.get().values()].filter(
      (person) => person.active && person.id !== me.id && seesQueue(person, ticket.queueId),
    ),
  );

  useFocusRequest('composer', () => field.current?.focus(true));
  useInsertion(kind === 'reply' ? ticket.id : null, (words) => field.current?.insert(words));

  const { add } = files;
  const addFiles = useCallback(
    (list: readonly File[]) => void add(list.map((file) => ({ blob: file, name: file.name }))),
    [add],
  );
  const over = useFileDrop(addFiles);

  /** Pictures stand where they were let go, other files are attached. */
  const onFiles = (list: readonly File[], at: Place) => {
    const stamp = new Date();
    void add(
      list.map((file) => ({
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
        ...(isPicture(file.type) && {
          onKept: (kept) => {
            draft.addAttachment(kept);
            field.current?.editor()?.insertPicture(kept, at);
            field.current?.flush();
          },
        }),
      })),
    );
  };

  const keeping = files.incoming.some((file) => file.state === 'keeping');
  const tooLong = draft.words.text.length > MAX_MESSAGE_CHARS;
  const mayGo = !sending && !keeping;

  /** Whether the words can go now; asks first where an answer calls a colleague. @param go what is done when that is meant */
  const mayGoOut = (isMeant: boolean, go: () => void): boolean => {
    // At once, whatever was pressed to send. Not again when it is safe: by then the operator may be in the next ticket.
    field.current?.focus();
    field.current?.flush();
    const { text, attachments } = draft.latest();
    const isEmpty = text.trim() === '' && attachments.length === 0;
    if (!mayGo || isEmpty || text.length > MAX_MESSAGE_CHARS) return false;
    const colleagues = [...read.people.get().values()].filter((each) => each.active && each.id !== me.id);
    const colleague = kind === 'reply' && !isMeant ? findNamedColleague(text, colleagues) : null;
    if (colleague !== null) setCalled({ name: colleague.name, go });
    return colleague === null;
  };

  const nextTicket = useNextTicket(ticket.id);
  const send = async (then: AfterSending, isMeant = false) => {
    if (!mayGoOut(isMeant, () => void send(then, true))) return;
    const next = then === 'next' ? nextTicket() : null;
    setSending(true);
    setError(null);
    const handing = draft.handOver();
    const failed = handing === null ? null : await handing;
    if (failed !== null) {
      setSending(false);
      return setError(failed);
    }
    const words = draft.latest();
    const sending = commands.send(ticket, kind, then === 'resolve');
    draft.clear();
    const sent = await sending;
    setSending(false);
    if (sent.ok) return next === null ? undefined : workspace.open(next, 'conversation');
    field.current?.flush();
    draft.putBack(words);
    setError(sent.error);
  };
  const sendLater = async (isMeant = false) => {
    if (!mayGoOut(isMeant, () => void sendLater(true))) return;
    const failed = await draft.handOver();
    setError(failed);
    if (failed === null) workspace.set({ dialog: 'send-later', putOff: 'draft' });
  };
  const canSend = mayGo && !draft.isEmpty && !tooLong;
  useAsComposer({
    kind,
    canSend: () => canSend,
    send: (then) => void send(then),
    sendLater: () => void sendLater(),
  });
  const ways = [
    useAction('composer.send'),
    useAction('composer.sendResolve'),
    useAction('composer.sendNext'),
  ];

  /** The words become a note, behind those of the note there is; the answer is empty then. */
  const makeNote = async () => {
    setCalled(null);
    const words = { ticketId: ticket.id, kind: 'note', ...wordsOfLatest() } as const;
    const there = read.draft(ticket.id, 'note').get().draft;
    const saved = await write.saveDraft(there === null ? words : joinDrafts(there, words));
    if (!saved.ok) return setError(saved.error);
    const gone = await write.discardDraft(ticket.id, 'reply');
    if (!gone.ok) return setError(gone.error);
    draft.clear();
    workspace.compose('note');
  };
  const wordsOfLatest = () => {
    const { text, rich, attachments } = draft.latest();
    return { text, rich, attachments: [...attachments] };
  };

  const onFormat = (format: Format) => {
    if (format === 'link') setLinking(true);
    else field.current?.editor()?.toggle(format);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const way = ways.find((action) => isOneOf(action.keys, event));
    if (way !== undefined) {
      event.preventDefault();
      way.run({ ticket });
    } else if (isOneOf(leaveKeys, event)) {
      event.preventDefault();
      workspace.focusOn('list');
    } else {
      const format = FORMATS.find((each) => {
        const keys = actions.find((action) => action.name === `format.${each}`)?.keys;
        return keys !== undefined && isOneOf(keys, event);
      });
      if (format === undefined) return;
      event.preventDefault();
      onFormat(format);
    }
  };

  const isOpen = mentions.open !== null;
  const chosen = isOpen ? mentions.optionId(mentions.open.index) : '';
  const { listId } = mentions;
  const inside = picturesIn(draft.words.rich);
  const listed = draft.words.attachments.filter((file) => !inside.has(file.sha256));
  const hint = keeping ? t('composer.waitForFiles') : offline ? t('composer.offline') : null;
  const aria = useMemo(
    () =>
      isOpen
        ? { 'aria-autocomplete': 'list', 'aria-controls': listId, 'aria-activedescendant': chosen }
        : NO_ARIA,
    [isOpen, listId, chosen],
  );
  return (
    <div className={cx(styles.composer, kind === 'note' && styles.note)} data-kind={kind}>
      {over && <div className={styles.drop}>{t('composer.drop')}</div>}
      <div className={styles.tabs}>
        {props.tablist}
        <span className={styles.as}>
          {kind === 'reply' ? (
            <IconMail size={14} aria-hidden="true" />
          ) : (
            <IconLock size={14} aria-hidden="true" />
          )}
          {kind === 'reply' ? t('composer.as', { name: publicNameOf(me) }) : t('composer.noteAs')}
        </span>
        <SafetyLabel safety={draft.safety} error={draft.error} />
      </div>
      {/* The keys are those of what is inside and has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={styles.box} onKeyDown={onKeyDown}>
        <RichField
          ref={field}
          kind={kind}
          label={t(`composer.${kind}`)}
          placeholder={
            kind === 'reply' ? t('composer.replyHint', { name: ticket.customerName }) : t('composer.noteHint')
          }
          lang={kind === 'reply' ? ticket.language : undefined}
          aria={aria}
          words={draft.words}
          shown={draft.shown}
          onTouch={draft.touch}
          onWords={draft.setWords}
          onFormats={setActive}
          onMention={mentions.onMention}
          onMentionKey={mentions.onMentionKey}
          onFiles={onFiles}
          hasPicture={draft.hasPicture}
          showPicture={showPicture}
        />
        {kind === 'reply' && signature !== null && (
          <p className={styles.signature} title={signature}>
            <span className="visually-hidden">{t('composer.signature')}: </span>
            {signature.replaceAll('\n', ' · ')}
          </p>
        )}
        {linking && (
          <LinkRow
            href={field.current?.editor()?.link() ?? null}
            onDone={(href) => {
              setLinking(false);
              field.current?.editor()?.setLink(href);
            }}
            onCancel={() => {
              setLinking(false);
              field.current?.focus();
            }}
          />
        )}
        <FormatBar active={active} onFormat={onFormat} />
      </div>
      <MentionList mentions={mentions} />
      <DraftFiles
        attachments={listed}
        incoming={files.incoming}
        onRemove={(file) => {
          draft.removeAttachment(draft.words.attachments.indexOf(file));
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
          {t('composer.tooLong', { count: draft.words.text.length - MAX_MESSAGE_CHARS })}
        </p>
      )}
      <ActionRow
        ticketId={ticket.id}
        kind={kind}
        canSend={canSend}
        onSend={(then) => void send(then)}
        onFiles={(list) => {
          addFiles(list);
          field.current?.focus();
        }}
        hint={hint}
      />
      <ColleagueDialog
        name={called?.name ?? null}
        onSend={() => {
          setCalled(null);
          called?.go();
        }}
        onMakeNote={() => void makeNote()}
        onBack={() => {
          setCalled(null);
          field.current?.focus();
        }}
      />
    </div>
  );
}
