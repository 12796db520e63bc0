import path from 'node:path';
import { say } from '../../../scripts/bootstrap/say.mjs';
import { PROJECT } from '../../../scripts/machine/folders.ts';
import { electronProgram } from '../../support/electron.ts';
import { addSample, type MeasurementName, type Samples } from '../measurements.ts';
import { spellAmount } from '../report/print-table.ts';
import { dropFromCache } from './drop-from-cache.ts';
import { measureMemory } from './measure-memory.ts';
import { startWindow } from './start-window.ts';

const REFERENCE = path.join(PROJECT, 'tests', 'bench', 'reference-window');
/** A row of the list: the queue can be worked with. */
const FIRST_ROW = '[data-ticket-list] [role="option"]';

type Side = 'product' | 'reference';

interface Figures {
  readonly startMs: number;
  readonly bytes: number;
}

/**
 * Measures starts of the product on a filled profile and of the reference window, in turn: each first with cold files,
 * then again at once. Memory is measured in the second, with all tickets loaded.
 */
export async function measureStarts(options: {
  readonly profileDir: string;
  readonly runs: number;
  readonly wanted: ReadonlySet<MeasurementName>;
  readonly samples: Samples;
}): Promise<void> {
  const { profileDir, runs, wanted, samples } = options;
  const files = [path.dirname(electronProgram()), path.join(PROJECT, 'out'), profileDir, REFERENCE];
  const isWarmWanted = wanted.has('warm-start') || wanted.has('memory');
  for (let number = 0; number < runs; number += 1) {
    const sides: readonly Side[] = number % 2 === 0 ? ['reference', 'product'] : ['product', 'reference'];
    const cold: Partial<Record<Side, Figures>> = {};
    const warm: Partial<Record<Side, Figures>> = {};
    for (const side of sides) {
      const start = (isMemoryWanted: boolean) =>
        side === 'reference' ? startReference(isMemoryWanted) : startProduct(profileDir, isMemoryWanted);
      const line: string[] = [];
      if (wanted.has('cold-start')) {
        dropFromCache(files);
        cold[side] = await start(false);
        line.push(`cold ${spellAmount(cold[side].startMs, 'ms')}`);
      }
      if (isWarmWanted) {
        const figures = await start(wanted.has('memory'));
        warm[side] = figures;
        line.push(`warm ${spellAmount(figures.startMs, 'ms')}`);
        if (wanted.has('memory')) line.push(`memory ${spellAmount(figures.bytes, 'bytes')}`);
      }
      say(`  run ${number + 1} of ${runs}, ${side.padEnd(9)}  ${line.join(', ')}`);
    }
    const add = (name: MeasurementName, figures: Partial<Record<Side, Figures>>, key: keyof Figures) => {
      if (!wanted.has(name) || figures.product === undefined || figures.reference === undefined) return;
      addSample(samples, name, { product: figures.product[key], reference: figures.reference[key] });
    };
    add('cold-start', cold, 'startMs');
    add('warm-start', warm, 'startMs');
    add('memory', warm, 'bytes');
  }
}

async function startReference(isMemoryWanted: boolean): Promise<Figures> {
  const started = await startWindow([path.join(REFERENCE, 'main.cjs')], '#line');
  try {
    return { startMs: started.startMs, bytes: isMemoryWanted ? await measureMemory(started.pid) : 0 };
  } finally {
    await started.end();
  }
}

async function startProduct(profileDir: string, isMemoryWanted: boolean): Promise<Figures> {
  const started = await startWindow([PROJECT, `--profile-dir=${profileDir}`], FIRST_ROW);
  try {
    return { startMs: started.startMs, bytes: isMemoryWanted ? await measureMemory(started.pid) : 0 };
  } finally {
    await started.end();
  }
}
