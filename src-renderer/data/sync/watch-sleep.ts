import type { Clock } from '#shared/base/ports.ts';
import type { Timers } from '../timers.ts';

/** How often the clock is looked at, and a jump by which the machine has slept, in milliseconds. */
const LOOK_MS = 10_000;
const SLEPT_MS = 30_000;

/**
 * Tells when the machine has slept: it finds its connections dead without being told.
 * @param around `signal` ends the watching
 */
export function watchSleep(
  around: { readonly clock: Clock; readonly timers: Timers; readonly signal: AbortSignal },
  woke: () => void,
): void {
  const { clock, timers, signal } = around;
  const look = (since: number): void => {
    timers.after(LOOK_MS, () => {
      if (signal.aborted) return;
      const now = clock.now();
      if (Math.abs(now - since) > SLEPT_MS) woke();
      look(now);
    });
  };
  look(clock.now());
}
