import type { Clock } from '#shared/base/ports.ts';
import type { Timers } from '../timers.ts';
import type { TicketRow } from './desk-reader.ts';

/** Longest wait in milliseconds: the clock may have been set, or the machine have slept. */
const LOOK_EVERY_MS = 60_000;

/** What an alarm goes by. */
export interface WakeTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Aborted: nobody looks any more. */
  readonly signal: AbortSignal;
}

/** Calls when the snooze of a shown ticket has ended. */
export interface WakeAlarm {
  /** Rows that are shown from now on. */
  note(rows: Iterable<TicketRow>): void;
}

/**
 * Makes an alarm. By this machine's clock, so that tickets come back offline too; the helpdesk says the same a little later.
 * @param wake shows what has ended; what is still snoozed need not be noted again
 */
export function createWakeAlarm({ clock, timers, signal }: WakeTime, wake: () => void): WakeAlarm {
  /** When tickets come back, each moment once. */
  const moments = new Set<number>();
  let cancel: (() => void) | null = null;
  let setFor = Infinity;
  signal.addEventListener('abort', () => cancel?.());

  function set(): void {
    let next = Infinity;
    for (const moment of moments) if (moment < next) next = moment;
    if (next === setFor || signal.aborted) return;
    cancel?.();
    setFor = next;
    const wait = Math.min(Math.max(0, next - clock.now()), LOOK_EVERY_MS);
    cancel = next === Infinity ? null : timers.after(wait, look);
  }

  function look(): void {
    setFor = Infinity;
    const now = clock.now();
    let hasEnded = false;
    for (const moment of moments) if (moment <= now) hasEnded = moments.delete(moment);
    if (hasEnded) wake();
    set();
  }

  return {
    note(rows) {
      let isNew = false;
      for (const { ticket } of rows) {
        const until = ticket.snooze?.until;
        if (until == null || moments.has(until)) continue;
        moments.add(until);
        isNew = true;
      }
      if (isNew) set();
    },
  };
}
