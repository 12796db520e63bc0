import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Sha256, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { isSameRich, picturesIn, wordsOf, type Words } from '#shared/domain/rich-text/look-into.ts';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import { joinDrafts } from '#renderer/data/write/draft-saver.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';

/** How safe the words in the field are right now; `empty` when there is nothing to keep. */
export type Safety = 'empty' | 'saving' | 'saved' | 'failed';

export interface DraftEditor {
  readonly words: Words;
  /** Counts up whenever other words than those of the field are to be shown. */
  readonly shown: number;
  readonly safety: Safety;
  /** Why the last save failed. */
  readonly error: WriteError | null;
  readonly isEmpty: boolean;
  /** The words as they are this very moment, rendered or not. */
  latest(): Words;
  /** Words are being typed that are not here yet: they are not called saved. */
  touch(): void;
  /** Words as they have been typed. */
  setWords(words: Omit<Words, 'attachments'>): void;
  /** Whether this draft has, or had, a picture. */
  hasPicture(sha256: Sha256): boolean;
  addAttachment(attachment: Attachment): void;
  removeAttachment(index: number): void;
  /**
   * Makes sure that the desk has the present words. It usually has, written or not: what is not written yet goes into the
   * command itself, so that sending does not wait for the draft's own turn on the disk.
   * @returns null when it has them; else whether it gets them
   */
  handOver(): Promise<WriteError | null> | null;
  /** Shows an empty field, at once: the draft becomes a command, and what is typed from now on is the next draft. */
  clear(): void;
  /** The words that were cleared have not become a command: they are the draft again, with what was typed since. */
  putBack(words: Words): void;
}

const NOTHING: Words = { text: '', attachments: [] };

/**
 * The words in one composer field. What is typed here is the truth while it differs from what is kept; the kept draft is
 * taken over only when the field holds nothing newer (at first, after sending, when an undo brings words back).
 */
export function useDraftEditor(ticketId: TicketId, kind: Draft['kind']): DraftEditor {
  const { read, write } = useDesk();
  const live = read.draft(ticketId, kind);
  const kept = useLive(live);
  const [words, setWords] = useState<Words>(() => storedWords(live.get().draft));
  const [shown, setShown] = useState(0);
  const [typing, setTyping] = useState(false);
  const [error, setError] = useState<WriteError | null>(null);
  const latest = useRef(words);
  /** True while the field holds nothing that the kept draft does not. */
  const pristine = useRef(true);
  /** True while the field holds words that are not here yet. */
  const touched = useRef(false);
  /** Files by content, those of pictures that have been removed too: an undo brings them back. */
  const known = useRef<ReadonlyMap<Sha256, Attachment>>(filesOf(words));
  const saving = useRef<Promise<WriteError | null>>(Promise.resolve(null));

  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const show = useCallback((next: Words) => {
    latest.current = next;
    known.current = new Map([...known.current, ...filesOf(next)]);
    touched.current = false;
    setWords(next);
    setTyping(false);
  }, []);

  useEffect(() => {
    const stored = storedWords(kept.draft);
    if (pristine.current) {
      if (isSame(stored, latest.current)) return;
      show(stored);
      setShown((n) => n + 1);
    } else if (kept.saved === 'saved' && !touched.current && isSame(stored, latest.current)) {
      pristine.current = true;
    }
  }, [kept, show]);

  const save = useCallback(
    (next: Words) => {
      pristine.current = false;
      show(next);
      const saved = write
        .saveDraft({ ticketId, kind, ...wordsOf(next) })
        .then((result) => (result.ok ? null : result.error));
      saving.current = saved;
      void saved.then((failure) => {
        if (saving.current === saved) setError(failure);
      });
    },
    [write, ticketId, kind, show],
  );

  const isEmpty = words.text.trim() === '' && words.attachments.length === 0;
  const inSync = !typing && isSame(storedWords(kept.draft), words);
  const safety: Safety =
    error !== null || kept.saved === 'failed'
      ? 'failed'
      : !inSync || kept.saved === 'saving'
        ? 'saving'
        : isEmpty
          ? 'empty'
          : 'saved';

  return {
    words,
    shown,
    safety,
    error,
    isEmpty,
    latest: () => latest.current,
    touch: () => {
      pristine.current = false;
      touched.current = true;
      setTyping(true);
    },
    setWords: ({ text, rich }) => {
      const { attachments, rich: before } = latest.current;
      const [had, has] = [picturesIn(before), picturesIn(rich)];
      // A picture that has left the text is no file of the draft; one that has come back is again.
      const kept = attachments.filter((file) => !had.has(file.sha256) || has.has(file.sha256));
      const back = [...has].flatMap((sha256) =>
        kept.some((file) => file.sha256 === sha256) ? [] : (known.current.get(sha256) ?? []),
      );
      save(wordsOf({ text, rich, attachments: [...kept, ...back] }));
    },
    hasPicture: (sha256) => known.current.has(sha256),
    addAttachment: (attachment) => {
      // A large file may be kept only after the operator has gone elsewhere, and come back in another field.
      const base = mounted.current ? latest.current : storedWords(live.get().draft);
      save({ ...base, attachments: [...base.attachments, attachment] });
    },
    removeAttachment: (index) =>
      save({ ...latest.current, attachments: latest.current.attachments.filter((_, n) => n !== index) }),
    handOver: () => (isSame(storedWords(live.get().draft), latest.current) ? null : saving.current),
    clear: () => {
      pristine.current = true;
      // A key that comes before the field is empty would go with the words that leave it.
      flushSync(() => {
        setError(null);
        show(NOTHING);
        setShown((n) => n + 1);
      });
    },
    putBack: (given) => {
      // The desk has them, and has joined them to what it knew of. In another field they are shown already.
      if (!mounted.current) return;
      if (pristine.current) show(storedWords(live.get().draft));
      else {
        const draftOf = (it: Words) => ({ ticketId, kind, ...it, attachments: [...it.attachments] });
        save(wordsOf(joinDrafts(draftOf(given), draftOf(latest.current))));
      }
      setShown((n) => n + 1);
    },
  };
}

function storedWords(draft: Draft | null): Words {
  return draft === null ? NOTHING : wordsOf(draft);
}

function filesOf({ attachments }: Words): ReadonlyMap<Sha256, Attachment> {
  return new Map(attachments.map((file) => [file.sha256, file]));
}

function isSame(a: Words, b: Words): boolean {
  return (
    a.text === b.text &&
    isSameRich(a.rich, b.rich) &&
    a.attachments.length === b.attachments.length &&
    a.attachments.every(
      (attachment, n) =>
        attachment.sha256 === b.attachments[n]?.sha256 && attachment.name === b.attachments[n].name,
    )
  );
}
