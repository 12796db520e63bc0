import type { RunningSync, SyncJob } from './run-sync.ts';
import type { WorkerOrder } from './sync-worker.ts';

/** How long a worker may take to end before it is ended, in milliseconds. */
const STOP_MS = 2_000;
/** Wait before a worker that has failed is started again, in milliseconds; doubles up to a minute. */
const RESTART_MS = 1_000;
const LONGEST_RESTART_MS = 60_000;

/** A worker that loads while its job is still being found out. */
export interface LoadingWorker {
  /** Runs `runSync` in it, and in another when it fails: what is not safe by then is on the disk. */
  start(job: SyncJob): RunningSync;
  drop(): void;
}

/** Begins to load the worker of a window. */
export function loadSyncWorker(): LoadingWorker {
  let job: SyncJob | null = null;
  let stopped = false;
  let wait = RESTART_MS;
  let worker = load();

  function load(): Worker {
    const loading = new Worker(new URL('./sync-worker.ts', import.meta.url), {
      type: 'module',
      name: 'sync',
    });
    loading.addEventListener('error', () => {
      if (loading !== worker || stopped) return;
      loading.terminate();
      setTimeout(() => {
        if (stopped) return;
        worker = load();
        if (job !== null) order({ kind: 'start', job });
      }, wait);
      wait = Math.min(wait * 2, LONGEST_RESTART_MS);
    });
    return loading;
  }

  function order(given: WorkerOrder): void {
    worker.postMessage(given);
  }

  return {
    start(given) {
      job = given;
      order({ kind: 'start', job });
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
            order({ kind: 'stop' });
          });
          worker.terminate();
        },
      };
    },
    drop() {
      stopped = true;
      worker.terminate();
    },
  };
}
