import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { say } from '../../../scripts/bootstrap/say.mjs';
import { addSample, type Samples } from '../measurements.ts';
import { spellAmount } from '../report/print-table.ts';
import type { FailedRun } from '../report/result.ts';
import { measureFirst, type Place } from './measure-sync.ts';

/**
 * Measures the product's first synchronisation with all tickets beside the same with a fifth of them, in turn.
 * @returns the runs whose results were wrong or that did not come to an end
 */
export async function measureGrowth(options: {
  readonly all: Place;
  readonly fifth: Place;
  readonly runs: number;
  readonly samples: Samples;
}): Promise<readonly FailedRun[]> {
  const { all, fifth, runs, samples } = options;
  const failed: FailedRun[] = [];
  const wanted = new Set(['sync-growth'] as const);
  for (let number = 0; number < runs; number += 1) {
    const profiles = await mkdtemp(path.join(tmpdir(), 'vakhta-bench-'));
    try {
      const measure = async (place: Place, folder: string) => {
        const run = { ...place, number, wanted, noteLongest: () => undefined };
        const { figures, wrong } = await measureFirst(run, 'product', path.join(profiles, folder));
        for (const what of wrong) failed.push({ name: 'sync-growth', what: `run ${number + 1}: ${what}` });
        return figures['sync-whole'] ?? Number.NaN;
      };
      const reference = number % 2 === 0 ? await measure(fifth, 'fifth') : Number.NaN;
      const product = await measure(all, 'all');
      const sample = { product, reference: number % 2 === 0 ? reference : await measure(fifth, 'fifth') };
      addSample(samples, 'sync-growth', sample);
      say(
        `  run ${number + 1} of ${runs}, growth     ` +
          `a fifth ${spellAmount(sample.reference, 'ms')}, all ${spellAmount(sample.product, 'ms')}`,
      );
    } catch (error) {
      const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
      failed.push({ name: 'sync-growth', what: `run ${number + 1} did not come to an end: ${why}` });
    } finally {
      await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return failed;
}
