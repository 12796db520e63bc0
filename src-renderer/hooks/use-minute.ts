import { useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;

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
    timer = setInterval(tick, EVERY_MS);
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
  // Nobody is listening yet at a first render: the remembered time may be old. Asked twice, it answers the same.
  if (timer === null && Math.abs(Date.now() - now) >= EVERY_MS) now = Date.now();
  return now;
}

/** The time by this machine's clock, twice a minute: one timer for all labels, and only they are rendered. Display only (I12). */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, get, get);
}
