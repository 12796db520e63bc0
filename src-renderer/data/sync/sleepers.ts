import { isAsleep, type Clocks } from '#shared/sync/delay.ts';
import type { Entry } from '#shared/sync/entry.ts';
import { entryOf } from '../outbox/command-entry.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { Timers } from '../timers.ts';

/** The clock is looked at this often at least while something waits for its time, in milliseconds: it may jump, and timers stand still while a machine sleeps. */
const LOOK_MS = 20_000;

/** Gives commands whose chosen time has come. */
export interface Sleepers {
  /** Looks now, and again when the next one is due. */
  look(): void;
}

/**
 * @param around `outbox` as it is now; `give` is fed each one that is due, perhaps again; `signal` ends it
 */
export function createSleepers(around: {
  readonly outbox: () => readonly StoredCommand[];
  readonly clocks: () => Clocks;
  readonly timers: Timers;
  readonly signal: AbortSignal;
  readonly give: (entry: Entry) => void;
}): Sleepers {
  const { clocks, timers, signal } = around;
  let cancel = () => {};

  function look(): void {
    cancel();
    if (signal.aborted) return;
    const now = clocks();
    const waiting = around
      .outbox()
      .filter(({ state, delay }) => state.kind === 'waiting' && delay?.kind === 'later');
    const sleeping = waiting.filter(({ delay }) => isAsleep(delay, now.wall));
    const next = Math.min(...sleeping.map(({ delay }) => (delay?.until ?? 0) - now.wall));
    if (sleeping.length > 0) cancel = timers.after(Math.min(next, LOOK_MS), look);
    for (const stored of waiting) {
      const entry = entryOf(stored, now);
      // One that has been given already changes nothing.
      if (entry !== null) around.give(entry);
    }
  }

  return { look };
}
