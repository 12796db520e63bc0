/// <reference lib="webworker" />
import '../without-eval.ts';
import { runSync, type RunningSync, type SyncJob } from './run-sync.ts';

/** What the window says to its worker. */
export type WorkerOrder = { readonly kind: 'start'; readonly job: SyncJob } | { readonly kind: 'stop' };

declare const self: DedicatedWorkerGlobalScope;

let running: RunningSync | null = null;

self.addEventListener('message', ({ data: order }: MessageEvent<WorkerOrder>) => {
  if (order.kind === 'start') running ??= runSync(order.job);
  else void (running?.stop() ?? Promise.resolve()).then(() => self.postMessage('stopped'));
});

// A defect that nobody awaited would end synchronisation in silence: thrown again, the window sees it and starts anew.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  setTimeout(() => {
    throw event.reason;
  });
});
