import type { Clock } from '#shared/base/ports.ts';
import type { Result } from '#shared/base/result.ts';
import { err, ok } from '#shared/base/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { isSameRich, joinWords } from '#shared/domain/rich-text/look-into.ts';
import type { TicketId } from '#shared/base/brand.ts';
import type { StorageError } from '../store/storage-error.ts';
import type { Mirror } from '../read/mirror.ts';
import type { Timers } from '../timers.ts';
import type { DraftVersions } from './draft-versions.ts';
import type { UnsentStore } from './unsent-store.ts';

/** How long words may be on the screen before they are written, in milliseconds. */
const COALESCE_MS = 150;

/** Key of a draft in the database: one reply and one note for each ticket. */
export function draftKey(ticketId: TicketId, kind: Draft['kind']): string {
  return `${ticketId} ${kind}`;
}

/** Writes drafts as they are typed: several key strokes at once, the last state always. */
export interface DraftSaver {
  save(draft: Draft): Promise<Result<null, StorageError>>;
  /** Writes now whatever is not written yet. */
  flush(): void;
  /** Writes the words of one draft and waits for it. */
  settle(key: string): Promise<void>;
  /** Takes the words away from writing, for an act that has them now. @returns what gives them back if the act fails */
  take(key: string): { readonly draft: Draft | null; done(): void; giveBack(draft: Draft | null): void };
}

interface Unsaved {
  readonly waiting: ((result: Result<null, StorageError>) => void)[];
  cancel: () => void;
}

/** @param told called when a draft is safe, for other windows */
export function createDraftSaver(
  mirror: Pick<Mirror, 'draft' | 'noteDraft'>,
  store: Pick<UnsentStore, 'perform'>,
  timers: Timers,
  told: (key: string, draft: Draft | null, at: number) => void,
  versions: Pick<DraftVersions, 'noteWritten'>,
  clock: Clock,
): DraftSaver {
  /** What was written last in this window. */
  const written = new Map<string, Draft | null>();
  const unsaved = new Map<string, Unsaved>();

  function show(key: string, draft: Draft | null, saved: 'saved' | 'saving' | 'failed'): void {
    mirror.noteDraft(key, draft, saved, clock.now());
  }

  async function write(key: string): Promise<void> {
    const entry = unsaved.get(key);
    if (entry === undefined) return;
    entry.cancel();
    unsaved.delete(key);
    const { draft } = mirror.draft(key).get();
    const at = clock.now();
    const stored = draft === null ? null : { key, draft, at };
    const performed = await store.perform(() =>
      Promise.resolve(ok({ value: null, effect: { drafts: [[key, stored]] } })),
    );
    const now = mirror.draft(key).get();
    // More may have been typed meanwhile: then its own writing tells.
    if (now.draft === draft && !unsaved.has(key)) show(key, draft, performed.ok ? 'saved' : 'failed');
    if (performed.ok) {
      told(key, draft, at);
      versions.noteWritten(key, written.get(key) ?? null, draft);
      written.set(key, draft);
    }
    for (const resolve of entry.waiting)
      resolve(performed.ok ? ok(null) : err(performed.error as StorageError));
  }

  function later(key: string): Unsaved {
    let entry = unsaved.get(key);
    if (entry === undefined) {
      entry = { waiting: [], cancel: timers.after(COALESCE_MS, () => void write(key)) };
      unsaved.set(key, entry);
    }
    return entry;
  }

  return {
    save(draft) {
      const key = draftKey(draft.ticketId, draft.kind);
      if (!written.has(key)) written.set(key, mirror.draft(key).get().draft);
      show(key, draft, 'saving');
      return new Promise((resolve) => later(key).waiting.push(resolve));
    },
    flush() {
      for (const key of unsaved.keys()) void write(key);
    },
    settle: (key) => write(key),
    take(key) {
      const { draft } = mirror.draft(key).get();
      const entry = unsaved.get(key);
      entry?.cancel();
      unsaved.delete(key);
      written.delete(key);
      show(key, null, 'saving');
      const settle = () => {
        for (const resolve of entry?.waiting ?? []) resolve(ok(null));
      };
      return {
        draft,
        done() {
          const now = mirror.draft(key).get();
          if (now.draft === null) show(key, null, 'saved');
          settle();
        },
        giveBack(words) {
          // Typed since: both are kept.
          const since = mirror.draft(key).get().draft;
          const both = words !== null && since !== null ? joinDrafts(words, since) : (words ?? since);
          show(key, both, 'saving');
          later(key).waiting.push(...(entry?.waiting ?? []));
        },
      };
    },
  };
}

/** Two drafts as one, nothing of either lost. */
export function joinDrafts(first: Draft, second: Draft): Draft {
  const has = new Set(first.attachments.map((file) => file.sha256));
  const isSame = first.text === second.text && isSameRich(first.rich, second.rich);
  return {
    ...second,
    ...(isSame ? {} : joinWords(first, second)),
    attachments: [...first.attachments, ...second.attachments.filter((file) => !has.has(file.sha256))],
  };
}
