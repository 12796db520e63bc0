import type { Played } from './play-schedule.ts';
import type { Schedule } from './schedule.ts';

/**
 * Leaves out acts of a failing schedule as long as it still fails: halves, then quarters, and so on (delta debugging, after
 * Zeller and Hildebrandt 2002, simplified).
 * @returns the smallest that failed, with what became of it; null when it has never failed again
 */
export async function shrink(
  schedule: Schedule,
  play: (schedule: Schedule) => Promise<Played>,
  budgetMs: number,
): Promise<{ readonly schedule: Schedule; readonly played: Played } | null> {
  const end = Date.now() + budgetMs;
  let best: { readonly schedule: Schedule; readonly played: Played } | null = null;
  let { acts } = schedule;
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < acts.length && Date.now() < end;) {
      const fewer = { ...schedule, acts: [...acts.slice(0, from), ...acts.slice(from + size)] };
      const played = await play(fewer);
      if (played.wrong.length === 0) from += size;
      else {
        best = { schedule: fewer, played };
        ({ acts } = fewer);
      }
    }
  return best;
}
