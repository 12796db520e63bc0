import { useCallback, useEffect, useRef, useState } from 'react';
import type { TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { WriteError } from '#renderer/data/write/desk-writer.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';

/** How safe the words in the field are right now; `empty` when there is nothing to keep. */
export type Safety = 'empty' | 'saving' | 'saved' | 'failed';

export interface DraftEditor {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly safety: Safety;
  /** Why the last save failed. */
  readonly error: WriteError | null;
  readonly isEmpty: boolean;
  setText(text: string): void;
  addAttachment(attachment: Attachment): void;
  removeAttachment(index: number): void;
  /**
   * Makes sure that the desk has the present words. It usually has, written or not: what is not written yet goes into the
   * command itself, so that sending does not wait for the draft's own turn on the disk.
   */
  handOver(): Promise<WriteError | null>;
  /** Shows an empty field: the draft has become a command. */
  clear(): void;
}

interface Words {
  readonly text: string;
  readonly attachments: readonly Attachment[];
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
  const [words, setWords] = useState<Words>(() => wordsOf(live.get().draft));
  const [error, setError] = useState<WriteError | null>(null);
  const latest = useRef(words);
  /** True while the field holds nothing that the kept draft does not. */
  const pristine = useRef(true);
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
    setWords(next);
  }, []);

  useEffect(() => {
    const stored = wordsOf(kept.draft);
    if (pristine.current) {
      if (!isSame(stored, latest.current)) show(stored);
    } else if (kept.saved === 'saved' && isSame(stored, latest.current)) {
      pristine.current = true;
    }
  }, [kept, show]);

  const save = useCallback(
    (next: Words) => {
      pristine.current = false;
      show(next);
      const saved = write
        .saveDraft({ ticketId, kind, text: next.text, attachments: [...next.attachments] })
        .then((result) => (result.ok ? null : result.error));
      saving.current = saved;
      void saved.then((failure) => {
        if (saving.current === saved) setError(failure);
      });
    },
    [write, ticketId, kind, show],
  );

  const isEmpty = words.text.trim() === '' && words.attachments.length === 0;
  const inSync = isSame(wordsOf(kept.draft), words);
  const safety: Safety =
    error !== null || kept.saved === 'failed'
      ? 'failed'
      : !inSync || kept.saved === 'saving'
        ? 'saving'
        : isEmpty
          ? 'empty'
          : 'saved';

  return {
    text: words.text,
    attachments: words.attachments,
    safety,
    error,
    isEmpty,
    setText: (text) => save({ ...latest.current, text }),
    addAttachment: (attachment) => {
      // A large file may be kept only after the operator has gone elsewhere, and come back in another field.
      const base = mounted.current ? latest.current : wordsOf(live.get().draft);
      save({ text: base.text, attachments: [...base.attachments, attachment] });
    },
    removeAttachment: (index) =>
      save({ ...latest.current, attachments: latest.current.attachments.filter((_, n) => n !== index) }),
    handOver: () =>
      isSame(wordsOf(live.get().draft), latest.current) ? Promise.resolve(null) : saving.current,
    clear: () => {
      pristine.current = true;
      setError(null);
      show(NOTHING);
    },
  };
}

function wordsOf(draft: Draft | null): Words {
  return draft === null ? NOTHING : draft;
}

function isSame(a: Words, b: Words): boolean {
  return (
    a.text === b.text &&
    a.attachments.length === b.attachments.length &&
    a.attachments.every(
      (attachment, n) =>
        attachment.sha256 === b.attachments[n]?.sha256 && attachment.name === b.attachments[n].name,
    )
  );
}
