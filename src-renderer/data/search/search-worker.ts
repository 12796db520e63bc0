/// <reference lib="webworker" />
import '../without-eval.ts';
import { runSearch } from './run-search.ts';
import type { SearchEngine, SearchOrder } from './search-wire.ts';

/** What the window says to its worker. */
export type SearchWorkerOrder =
  { readonly kind: 'start'; readonly profileKey: string } | { readonly kind: 'stop' } | SearchOrder;

declare const self: DedicatedWorkerGlobalScope;

let engine: SearchEngine | null = null;

self.addEventListener('message', ({ data: order }: MessageEvent<SearchWorkerOrder>) => {
  if (order.kind === 'start') engine ??= runSearch(order.profileKey, (answer) => self.postMessage(answer));
  else if (order.kind === 'stop')
    void (engine?.stop() ?? Promise.resolve()).then(() => self.postMessage('stopped'));
  else engine?.order(order);
});

// A defect that nobody awaited would leave a window waiting: thrown again, it is seen there.
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  setTimeout(() => {
    throw event.reason;
  });
});
