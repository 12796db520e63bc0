import { z } from 'zod';
import { assertNever } from '#shared/base/assert-never.ts';

/** Longest time in which sending can be undone, in milliseconds. */
export const MAX_UNDO_MS = 60_000;

/**
 * Why a command is held on this machine before it may be pushed. Times are of this machine's clock: it says when a command
 * leaves, never whether it takes effect or what it finds there (I12).
 */
export const delaySchema = z.discriminatedUnion('kind', [
  /** The operator may think better of it: `ms` from the act on, which ended at `until`. It fences what is behind it. */
  z.object({
    kind: z.literal('undo'),
    until: z.int().nonnegative(),
    ms: z.int().positive().max(MAX_UNDO_MS),
  }),
  /** It is to go at a chosen time. Until then it counts as not given yet: it fences nothing and is not predicted. */
  z.object({ kind: z.literal('later'), until: z.int().nonnegative() }),
]);
export type Delay = z.output<typeof delaySchema>;

/** Both clocks of the driver, in milliseconds: `now` only ever goes forward, `wall` is the system's and may jump. */
export interface Clocks {
  readonly now: number;
  readonly wall: number;
}

/**
 * When a delay ends, in the driver's monotonic milliseconds; at or before `now`: it is over. For an undo never later than
 * its whole length from now, however the clock has jumped: it is asked once, when the command is first seen, and then runs.
 * A chosen time is a time of the clock, so it is to be asked again whenever the clock may have jumped.
 */
export function dueAt(delay: Delay, { now, wall }: Clocks): number {
  switch (delay.kind) {
    case 'undo':
      return now + Math.min(delay.ms, Math.max(0, delay.until - wall));
    case 'later':
      return now + Math.max(0, delay.until - wall);
    default:
      return assertNever(delay);
  }
}

/** Whether a command counts as not given yet. */
export function isAsleep(delay: Delay | undefined, wall: number): boolean {
  return delay?.kind === 'later' && delay.until > wall;
}

/** Whether two delays are the same one. */
export function isSameDelay(a: Delay | undefined, b: Delay | undefined): boolean {
  return a?.kind === b?.kind && a?.until === b?.until;
}
