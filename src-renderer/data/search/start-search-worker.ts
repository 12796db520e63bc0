import type { SearchAnswer, SearchEngine } from './search-wire.ts';
import type { SearchWorkerOrder } from './search-worker.ts';

/** How long a worker may take to end before it is ended, in milliseconds: what it has not written down is made again. */
const STOP_MS = 500;

/**
 * Runs `runSearch` in a worker of this window.
 */
export function startSearchWorker(profileKey: string, tell: (answer: SearchAnswer) => void): SearchEngine {
  const worker = new Worker(new URL('./search-worker.ts', import.meta.url), {
    type: 'module',
    name: 'search',
  });
  const order = (given: SearchWorkerOrder) => worker.postMessage(given);
  let stopped: (() => void) | null = null;
  worker.addEventListener('message', ({ data }: MessageEvent<SearchAnswer | 'stopped'>) => {
    if (data === 'stopped') stopped?.();
    else if (stopped === null) tell(data);
  });
  worker.addEventListener('error', () => {
    worker.terminate();
    if (stopped === null) tell({ kind: 'broken' });
  });
  order({ kind: 'start', profileKey });
  return {
    order,
    async stop() {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, STOP_MS);
        stopped = () => {
          clearTimeout(timer);
          resolve();
        };
        order({ kind: 'stop' });
      });
      worker.terminate();
    },
  };
}
