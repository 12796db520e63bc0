import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readReport } from './judge-suite.ts';
import { RESULTS, runSuite } from './run-suite.ts';
import type { Outcome } from './stage.ts';

/** Where the suites of this stage write what they have injected, see `tests/support/faults/tally.ts`. */
const COUNTS = path.join(RESULTS, 'faults');

/** Files at the same time: much of the time of each is waiting. */
const WORKERS = 3;

export interface FaultsOptions {
  /** Seed of the first random schedule; today's clock when absent. */
  readonly seed?: number;
  /** So many random schedules, and nothing else; the whole suite when absent. */
  readonly runs?: number;
  /** Only on this database. */
  readonly on?: 'PGlite' | 'PostgreSQL';
}

/** Runs the faults suite and says how many faults of which kind it has injected. */
export async function runFaults({
  seed = Date.now() % 1_000_000,
  runs,
  on,
}: FaultsOptions): Promise<Outcome> {
  rmSync(COUNTS, { recursive: true, force: true });
  const files =
    runs === undefined
      ? []
      : on === undefined
        ? ['schedules-']
        : [`schedules-${on === 'PGlite' ? 'pglite' : 'postgres'}`];
  const { counts, notes } = await runSuite(
    'faults',
    {
      VAKHTA_SEED: String(seed),
      ...(runs === undefined ? {} : { VAKHTA_RUNS: String(runs) }),
      ...(on === undefined ? {} : { VAKHTA_ON: on }),
    },
    [...files, `--maxWorkers=${WORKERS}`],
  );
  return { counts, notes: [...notes, ...tellInjected(readInjected()), `seed ${seed}`] };
}

const countsSchema = z.record(z.string(), z.number());

function readInjected(): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const file of listFiles()) {
    const counted = countsSchema.safeParse(readReport(path.join(COUNTS, file)));
    for (const [kind, times] of Object.entries(counted.data ?? {}))
      sum.set(kind, (sum.get(kind) ?? 0) + times);
  }
  return sum;
}

function listFiles(): readonly string[] {
  try {
    return readdirSync(COUNTS).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

/** One sentence for the end of the run: the most frequent first. */
export function tellInjected(injected: ReadonlyMap<string, number>): readonly string[] {
  const { schedules = 0, ...faults } = Object.fromEntries(injected);
  const kinds = Object.entries(faults).toSorted(([, a], [, b]) => b - a);
  const total = kinds.reduce((sum, [, times]) => sum + times, 0);
  const list = kinds.map(([kind, times]) => `${times} × ${kind}`).join(', ');
  return [`${total} faults injected (${list}); ${schedules} random schedules`];
}
