import { afterAll, describe, it } from 'vitest';
import type { KillableHelpdesk } from './killable-helpdesk.ts';
import { playSchedule } from './play-schedule.ts';
import { makeSchedule, type Schedule } from './schedule.ts';
import { shrink } from './shrink.ts';
import { openTally, type Tally } from './tally.ts';

/** Acts of one schedule. */
const ACTS = Number(process.env['VAKHTA_ACTS'] ?? 45);
/** A failure is made smaller for so long, in milliseconds. */
const SHRINK_MS = Number(process.env['VAKHTA_SHRINK_MS'] ?? 60_000);
/** Lines of the history that a failure shows. */
const SHOWN = 160;

/**
 * Seeds of a run on one database: from the one given, or from today's clock. Even ones are played on the embedded database,
 * odd ones on PostgreSQL, so that a seed alone says where; `VAKHTA_ON` plays all of them on one.
 * @param usual number of schedules on each database
 */
export function seedsFor(database: KillableHelpdesk['database'], usual: number): readonly number[] {
  const first = Number(process.env['VAKHTA_SEED'] ?? Date.now() % 1_000_000);
  const runs = Number(process.env['VAKHTA_RUNS'] ?? 2 * usual);
  const only = process.env['VAKHTA_ON'];
  const all = Array.from({ length: runs }, (_, index) => first + index);
  if (only !== undefined) return only === database ? all : [];
  return all.filter((seed) => (seed % 2 === 0) === (database === 'PGlite'));
}

/** Several operators and customers under random faults, from seeds. @param obstacle why they cannot be played here */
export function describeSchedules(
  database: KillableHelpdesk['database'],
  seeds: readonly number[],
  open: () => Promise<KillableHelpdesk>,
  obstacle: string | null = null,
): void {
  const why = obstacle === null ? '' : ` (${obstacle})`;
  describe.skipIf(obstacle !== null || seeds.length === 0)(`random schedules on ${database}${why}`, () => {
    const tally = openTally(`schedules-${database}`);
    afterAll(() => tally.write());
    for (const seed of seeds)
      it(
        `seed ${seed}: nothing lost, nothing twice, all in order (I1 to I9, I12)`,
        { timeout: 600_000 },
        async () => {
          tally.count('schedules');
          await holds(database, makeSchedule(seed, ACTS), open, tally);
        },
      );
  });
}

/** Plays a schedule. @throws Error that says what was wrong, how it came, and how to play it again */
export async function holds(
  database: KillableHelpdesk['database'],
  schedule: Schedule,
  open: () => Promise<KillableHelpdesk>,
  tally: Tally,
): Promise<void> {
  const playOnce = async (which: Schedule) => {
    const helpdesk = await open();
    try {
      return await playSchedule(which, helpdesk, tally);
    } finally {
      await helpdesk.close();
    }
  };
  const first = await playOnce(schedule);
  if (first.wrong.length === 0) return;
  const small = await shrink(schedule, playOnce, SHRINK_MS);
  const { wrong, history } = small?.played ?? first;
  const again = `VAKHTA_ACTS=${schedule.acts.length} npm run test:faults -- --runs 1 --seed ${schedule.seed}${(schedule.seed % 2 === 0) === (database === 'PGlite') ? '' : ` --on ${database}`}`;
  throw new Error(
    [
      ...wrong,
      '',
      small === null
        ? `All ${schedule.acts.length} acts (it did not fail again: the machine's own timing has a part in it):`
        : `Made smaller, ${small.schedule.acts.length} of ${schedule.acts.length} acts:`,
      ...(small === null ? [] : [JSON.stringify(small.schedule.acts)]),
      ...history.slice(-SHOWN),
      '',
      `The same again: ${again}`,
    ].join('\n'),
  );
}
