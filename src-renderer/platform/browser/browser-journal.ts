import type { Sha256 } from '#shared/base/brand.ts';
import { err, type Result } from '#shared/base/result.ts';
import type { JournalError, JournalRecord } from '#shared/contract/ipc/calls.ts';
import type { Journal } from '../platform.ts';

/** What the journal's worker is asked. */
export type JournalOrder = { readonly profile: string } & (
  | { readonly op: 'append'; readonly records: readonly JournalRecord[] }
  | { readonly op: 'read' | 'listFiles' | 'wipe' }
  | { readonly op: 'keepFile'; readonly sha256: Sha256; readonly bytes: Uint8Array }
  | { readonly op: 'readFile' | 'forgetFile'; readonly sha256: Sha256 }
);
export type JournalAnswer = Result<unknown, JournalError>;

type Unprofiled<T> = T extends unknown ? Omit<T, 'profile'> : never;

/** One worker for all journals of this page. */
let shared: { ask(order: JournalOrder): Promise<JournalAnswer> } | null = null;

/** Begins to load the journal's worker, which every start waits for. */
export function warmUpJournal(): void {
  shared ??= startWorker();
}

/** The journal in the origin's private file system, flushed at every append. */
export function createBrowserJournal(profile: string): Journal {
  return journalThrough(profile, (order) => {
    shared ??= startWorker();
    return shared.ask(order);
  });
}

/** A profile's journal whose orders somebody else carries out. */
export function journalThrough(
  profile: string,
  carryOut: (order: JournalOrder) => Promise<JournalAnswer>,
): Journal {
  const ask = async <T>(order: Unprofiled<JournalOrder>): Promise<Result<T, JournalError>> =>
    (await carryOut({ profile, ...order } as JournalOrder)) as Result<T, JournalError>;
  return {
    append: (records) => ask({ op: 'append', records }),
    read: () => ask({ op: 'read' }),
    keepFile: (sha256, bytes) => ask({ op: 'keepFile', sha256, bytes }),
    readFile: (sha256) => ask({ op: 'readFile', sha256 }),
    forgetFile: (sha256) => ask({ op: 'forgetFile', sha256 }),
    listFiles: () => ask({ op: 'listFiles' }),
    wipe: () => ask({ op: 'wipe' }),
  };
}

function startWorker(): NonNullable<typeof shared> {
  const worker = new Worker(new URL('./journal-worker.ts', import.meta.url), {
    type: 'module',
    name: 'journal',
  });
  const waiting = new Map<number, (answer: JournalAnswer) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<{ n: number; answer: JournalAnswer }>) => {
    waiting.get(data.n)?.(data.answer);
    waiting.delete(data.n);
  });
  worker.addEventListener('error', () => {
    // It could not be loaded or has died: whoever waits is told, and the next one gets another.
    for (const resolve of waiting.values()) resolve(err('not-writable'));
    waiting.clear();
    worker.terminate();
    shared = null;
  });
  return {
    ask: (order) =>
      new Promise((resolve) => {
        const n = ++last;
        waiting.set(n, resolve);
        worker.postMessage({ n, order });
      }),
  };
}
