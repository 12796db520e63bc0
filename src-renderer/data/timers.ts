/** Monotonic time and wake-ups: the ring takes them as an argument, so that tests own them. */
export interface Timers {
  /** Monotonic milliseconds; only differences mean something. */
  now(): number;
  /** Runs once after so many milliseconds. @returns a function that cancels it */
  after(ms: number, run: () => void): () => void;
}

/** Those of the system. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after: (ms, run) => {
    // Longer waits than a signed 32-bit number of milliseconds would fire at once.
    const handle = setTimeout(run, Math.min(ms, 2_000_000_000));
    return () => clearTimeout(handle);
  },
};

/** A promise of a moment that can be cut short. */
export function pause(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const cancel = timers.after(ms, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
