import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import { docOf, type Words } from '#shared/domain/rich-text/look-into.ts';
import { noteDefect } from '#renderer/hooks/defect-memory.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { RichTextView } from '#renderer/ui-kit/rich-text.tsx';
import richStyles from '#renderer/ui-kit/rich-text.module.css';
import type { InsertedWords } from './editor/insert-words.ts';
import type { EditorParts, RichEditor } from './editor/rich-editor.ts';
import type { FieldWords } from './editor/words.ts';
import { editorIfHere, loadEditor } from './load-editor.ts';
import styles from './rich-field.module.css';

/** How long words may be only in the editor, in milliseconds: reading them out at every key would cost what typing must not. */
const READ_AFTER_MS = 60;

/** What the composer does with the field. */
export interface FieldHandle {
  /** Null until it is mounted, some milliseconds after the ticket has been opened. */
  readonly editor: () => RichEditor | null;
  /** Takes the focus, with the cursor behind the words when `toEnd`. */
  readonly focus: (toEnd?: boolean) => void;
  /** Puts words in at the cursor, as soon as there is one. */
  readonly insert: (words: InsertedWords) => void;
  /** Hands over what has been typed. */
  readonly flush: () => void;
}

/**
 * The field for formatted words. At first only what looks like it: the editor itself comes when the ticket has been
 * painted, or at once when it is needed.
 */
export function RichField(
  props: Pick<
    EditorParts,
    'onFormats' | 'onMention' | 'onMentionKey' | 'onFiles' | 'hasPicture' | 'showPicture'
  > & {
    readonly kind: ComposerKind;
    readonly label: string;
    readonly placeholder: string;
    readonly lang: string | undefined;
    /** Further attributes, for assistive technology. */
    readonly aria: Readonly<Record<string, string>>;
    readonly words: Words;
    readonly shown: number;
    readonly onTouch: () => void;
    readonly onWords: (words: FieldWords) => void;
    readonly ref: Ref<FieldHandle>;
  },
) {
  const { kind, words, shown } = props;
  const latest = useRef(props);
  latest.current = props;
  const host = useRef<HTMLDivElement>(null);
  const stand = useRef<HTMLDivElement>(null);
  const editor = useRef<RichEditor | null>(null);
  const timer = useRef<number | null>(null);
  const wanted = useRef<'no' | 'focus' | 'end'>('no');
  /** Whether there has been a cursor. */
  const hadFocus = useRef(false);
  const inserting = useRef<readonly InsertedWords[]>([]);
  const [loaded, setLoaded] = useState(editorIfHere);
  const [due, setDue] = useState(false);

  useEffect(() => {
    if (loaded !== null) return;
    let isHere = true;
    loadEditor().then(
      (it) => isHere && setLoaded(it),
      (error: unknown) => noteDefect(error),
    );
    return () => {
      isHere = false;
    };
  }, [loaded]);

  useEffect(() => {
    if (due) return;
    return whenIdle(() => setDue(true));
  }, [due]);

  const flush = useRef(() => {
    if (timer.current === null || editor.current === null) return;
    window.clearTimeout(timer.current);
    timer.current = null;
    latest.current.onWords(editor.current.words());
  }).current;

  useLayoutEffect(() => {
    const place = host.current;
    if (loaded === null || !due || place === null) return;
    const { hasPicture, showPicture } = latest.current;
    const made = loaded.create(place, {
      kind,
      words: { text: latest.current.words.text, rich: latest.current.words.rich },
      attributes: () => ({
        ...attributesOf(latest.current),
        class: styles.field ?? '',
        spellcheck: 'true',
      }),
      onChange: () => {
        if (timer.current !== null) return;
        latest.current.onTouch();
        timer.current = window.setTimeout(flush, READ_AFTER_MS);
      },
      onFormats: (formats) => latest.current.onFormats(formats),
      onMention: (query) => latest.current.onMention(query),
      onMentionKey: (event) => latest.current.onMentionKey(event),
      onFiles: (files, at) => latest.current.onFiles(files, at),
      hasPicture,
      showPicture,
    });
    editor.current = made;
    if (wanted.current !== 'no') {
      made.focus();
      if (wanted.current === 'end') made.toEnd();
    }
    if (inserting.current.length > 0) made.toEnd();
    for (const each of inserting.current) made.insertWords(each);
    inserting.current = [];
    window.addEventListener('pagehide', flush, { capture: true });
    document.addEventListener('visibilitychange', flush, { capture: true });
    return () => {
      flush();
      window.removeEventListener('pagehide', flush, { capture: true });
      document.removeEventListener('visibilitychange', flush, { capture: true });
      editor.current = null;
      made.destroy();
    };
  }, [loaded, due, kind, flush]);

  const showing = useRef(shown);
  useLayoutEffect(() => {
    if (showing.current === shown) return;
    showing.current = shown;
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
    editor.current?.show({ text: latest.current.words.text, rich: latest.current.words.rich });
  }, [shown]);

  const { label, placeholder, lang, aria } = props;
  useLayoutEffect(() => editor.current?.refresh(), [label, placeholder, lang, aria]);

  useImperativeHandle(props.ref, () => ({
    editor: () => editor.current,
    flush,
    insert(given) {
      if (editor.current !== null) {
        if (!hadFocus.current) editor.current.toEnd();
        return editor.current.insertWords(given);
      }
      inserting.current = [...inserting.current, given];
      setDue(true);
    },
    focus(toEnd = false) {
      if (editor.current !== null) {
        editor.current.focus();
        if (toEnd) editor.current.toEnd();
        return;
      }
      wanted.current = toEnd ? 'end' : 'focus';
      stand.current?.focus();
      setDue(true);
    },
  }));

  const mounts = loaded !== null && due;
  return (
    <div
      ref={host}
      className={cx(richStyles.rich, styles.host)}
      onFocus={() => (hadFocus.current = true)}
      onBlur={flush}
    >
      {!mounts && (
        // Read-only says that typing waits; it is some milliseconds.
        <div
          ref={stand}
          {...attributesOf(props)}
          className={styles.field}
          aria-readonly="true"
          // It is a textbox, only not the one that is typed in yet.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onFocus={() => {
            if (wanted.current === 'no') wanted.current = 'focus';
            setDue(true);
          }}
          onBlur={({ relatedTarget }) => {
            // Somebody has gone elsewhere meanwhile: the editor does not fetch him back.
            if (relatedTarget !== null) wanted.current = 'no';
          }}
          {...(words.text === '' ? { 'data-empty': 'true' } : {})}
        >
          <RichTextView rich={docOf(words)} attachments={words.attachments} />
        </div>
      )}
    </div>
  );
}

function attributesOf(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly lang: string | undefined;
  readonly aria: Readonly<Record<string, string>>;
}): Record<string, string> {
  return {
    ...props.aria,
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': props.label,
    'aria-placeholder': props.placeholder,
    'aria-keyshortcuts': 'Control+Enter',
    'data-placeholder': props.placeholder,
    ...(props.lang === undefined ? {} : { lang: props.lang }),
  };
}

/** Runs a task when the window has painted and has nothing else to do. @returns what prevents it */
function whenIdle(task: () => void): () => void {
  if (typeof window.requestIdleCallback === 'function') {
    const id = window.requestIdleCallback(task, { timeout: 200 });
    return () => window.cancelIdleCallback(id);
  }
  const id = window.setTimeout(task, 0);
  return () => window.clearTimeout(id);
}
