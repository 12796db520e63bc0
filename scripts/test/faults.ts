import { parseArgs } from 'node:util';
import { Remediable, say, sayFailure } from '../bootstrap/say.mjs';
import { closingLine } from './counts.ts';
import { runFaults, type FaultsOptions } from './run-faults.ts';

const USAGE = `npm run test:faults -- [--runs N] [--seed S] [--on PGlite|PostgreSQL]
  without --runs: the whole suite, as a stage of npm test
  --runs N: N random schedules from the seed on, on the embedded database and on PostgreSQL in turn`;

function readOptions(words: readonly string[]): FaultsOptions {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { runs: { type: 'string' }, seed: { type: 'string' }, on: { type: 'string' } },
    });
    const { on } = values;
    if (on !== undefined && on !== 'PGlite' && on !== 'PostgreSQL')
      throw new Error(`There is no database called ${on}.`);
    return {
      ...(values.runs === undefined ? {} : { runs: readNumber('--runs', values.runs) }),
      ...(values.seed === undefined ? {} : { seed: readNumber('--seed', values.seed) }),
      ...(on === undefined ? {} : { on }),
    };
  } catch (error) {
    throw new Remediable(error instanceof Error ? error.message : String(error), USAGE);
  }
}

function readNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${option} needs a whole number, not ${text}.`);
  return value;
}

try {
  const { counts, notes } = await runFaults(readOptions(process.argv.slice(2)));
  for (const note of notes) say(note);
  say(closingLine(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
