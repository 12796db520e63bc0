/// <reference lib="webworker" />
import '../without-eval.ts';
import { withEarly, type EarlyAnswer } from '../remote/early-answer.ts';
import type { Fetch } from '../remote/exchange.ts';
import { changesPath } from '../remote/remote.ts';
import { runSync, type RunningSync, type SyncJob, type SyncSurroundings } from './run-sync.ts';

/** What the window says to its worker. */
export type WorkerOrder =
  | { readonly kind: 'start'; readonly job: SyncJob }
  /** To `SyncJob.askedAfter`. */
  | { readonly kind: 'answer'; readonly answer: EarlyAnswer | null }
  | { readonly kind: 'stop' };

declare const self: DedicatedWorkerGlobalScope;

let running: RunningSync | null = null;
let tellEarly: (answer: EarlyAnswer | null) => void = () => undefined;
const early = new Promise<EarlyAnswer | null>((resolve) => (tellEarly = resolve));

self.addEventListener('message', ({ data: order }: MessageEvent<WorkerOrder>) => {
  if (order.kind === 'start') running ??= runSync(order.job, surroundingsOf(order.job));
  else if (order.kind === 'answer') tellEarly(order.answer);
  else void (running?.stop() ?? Promise.resolve()).then(() => self.postMessage('stopped'));
});

function surroundingsOf({ askedAfter }: SyncJob): SyncSurroundings {
  if (askedAfter === null) return {};
  const fetch: Fetch = (path, init) => globalThis.fetch(path, init);
  return { fetch: withEarly(fetch, changesPath(askedAfter), early) };
}

// A defect that nobody awaited would end synchronisation in silence: thrown again, the window sees it and starts anew.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  setTimeout(() => {
    throw event.reason;
  });
});
