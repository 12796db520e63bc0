import { useSyncExternalStore } from 'react';

let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  now = Date.now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = Date.now();
    timer = setInterval(tick, 30_000);
    // A sleeping laptop wakes up with old times otherwise.
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    document.removeEventListener('visibilitychange', tick);
  };
}

function get(): number {
  // Nobody is listening yet at a first render: the remembered time may be old.
  if (timer === null) now = Date.now();
  return now;
}

/** The time by this machine's clock, twice a minute: one timer for all labels, and only they are rendered. Display only (I12). */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, get, get);
}
