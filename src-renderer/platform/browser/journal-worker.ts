/// <reference lib="webworker" />
import { err } from '#shared/base/result.ts';
import type { JournalAnswer, JournalOrder } from './browser-journal.ts';
import { createOpfsJournal } from './opfs-journal.ts';

/*
 * The journal of the browser host works in a dedicated worker: only there are file handles given that can flush. All tabs of
 * a profile write to one file, one after the other (Web Locks).
 */
declare const self: DedicatedWorkerGlobalScope;

const carryOut = createOpfsJournal(async () => navigator.storage.getDirectory());

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly n: number; readonly order: JournalOrder }>) => {
    const { n, order } = data;
    void navigator.locks
      .request(`vakhta-journal:${order.profile}`, () => carryOut(order))
      .catch(() => err('not-writable' as const))
      .then((answer) => self.postMessage({ n, answer } satisfies { n: number; answer: JournalAnswer }));
  },
);
