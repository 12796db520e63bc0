import type { EarlyAnswer } from '../remote/early-answer.ts';
import type { RunningSync, SyncJob } from './run-sync.ts';
import type { WorkerOrder } from './sync-worker.ts';

/** How long a worker may take to end before it is ended, in milliseconds. */
const STOP_MS = 2_000;
/** Wait before a worker that has failed is started again, in milliseconds; doubles up to a minute. */
const RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;

/**
 * Runs `runSync` in a worker of this window, and in another when it fails: what is not safe by then is on the disk.
 * @param answer to what the job says that the window asks for
 */
export function startSyncWorker(job: SyncJob, answer: Promise<EarlyAnswer | null>): RunningSync {
  let stopped = false;
  let wait = RESTART_MS;
  let worker = load(job);

  function load(given: SyncJob): Worker {
    const loading = new Worker(new URL('./sync-worker.ts', import.meta.url), {
      type: 'module',
      name: 'sync',
    });
    loading.addEventListener('error', () => {
      if (loading !== worker || stopped) return;
      loading.terminate();
      setTimeout(() => {
        if (!stopped) worker = load({ ...job, askedAfter: null });
      }, wait);
      wait = Math.min(wait * 2, LONGEST_RESTART_MS);
    });
    order(loading, { kind: 'start', job: given });
    if (given.askedAfter !== null)
      void answer.then((early) =>
        order(loading, { kind: 'answer', answer: early }, early === null ? [] : [early.body]),
      );
    return loading;
  }

  function order(to: Worker, given: WorkerOrder, transfer: Transferable[] = []): void {
    to.postMessage(given, transfer);
  }

  return {
    async stop() {
      if (stopped) return;
      stopped = true;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, STOP_MS);
        worker.addEventListener('message', () => {
          clearTimeout(timer);
          resolve();
        });
        order(worker, { kind: 'stop' });
      });
      worker.terminate();
    },
  };
}
