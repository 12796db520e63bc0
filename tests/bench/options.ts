import path from 'node:path';
import { parseArgs } from 'node:util';
import { Remediable } from '../../scripts/bootstrap/say.mjs';
import { PROJECT } from '../../scripts/machine/folders.ts';
import { MEASUREMENT_NAMES, type MeasurementName } from './measurements.ts';

/** Fewest runs whose median is called a measurement. */
export const ENOUGH_RUNS = 5;

/** What was asked for on the command line. */
export interface Options {
  readonly names: readonly MeasurementName[];
  readonly runs: number;
  /** Tickets on the helpdesk and in the local database; each has three messages. */
  readonly tickets: number;
  readonly json: string | null;
  readonly svg: string;
  /** Whether libraries for the same purpose are measured as well. */
  readonly withPeers: boolean;
}

export const USAGE = `npm run bench -- [options]

  --only NAME      measure only this; may be given several times
  --runs N         runs of each measurement (${ENOUGH_RUNS})
  --tickets N      tickets, each with three messages (10000)
  --quick          a look: 1,000 tickets and 2 runs, unless said otherwise
  --no-peers       leaves the other libraries out, which take most of the time
  --json FILE      writes [{ name, ratio, target, peers }]
  --svg FILE       where the chart goes (test-results/bench/bench.svg)

Names: ${MEASUREMENT_NAMES.join(', ')}`;

/**
 * Reads the command line.
 * @returns null when help was asked for
 * @throws Remediable when it cannot be understood
 */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parse(args);
  if (values.help === true) return null;
  const quick = values.quick === true;
  const names = (values.only ?? []).map(readName);
  return {
    names: names.length > 0 ? names : MEASUREMENT_NAMES,
    runs: readCount('--runs', values.runs, quick ? 2 : ENOUGH_RUNS, 1),
    tickets: readCount('--tickets', values.tickets, quick ? 1_000 : 10_000, 200),
    withPeers: values['no-peers'] !== true,
    json: values.json === undefined ? null : path.resolve(values.json),
    svg: path.resolve(values.svg ?? path.join(PROJECT, 'test-results', 'bench', 'bench.svg')),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        runs: { type: 'string' },
        tickets: { type: 'string' },
        quick: { type: 'boolean' },
        json: { type: 'string' },
        svg: { type: 'string' },
        'no-peers': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Remediable(error instanceof Error ? error.message : String(error), USAGE);
  }
}

function readName(name: string): MeasurementName {
  const known = MEASUREMENT_NAMES.find((candidate) => candidate === name);
  if (known === undefined) throw new Remediable(`There is no measurement called ${name}.`, USAGE);
  return known;
}

function readCount(option: string, text: string | undefined, standard: number, least: number): number {
  if (text === undefined) return standard;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < least) {
    throw new Remediable(`${option} needs a whole number of at least ${least}, not ${text}.`, USAGE);
  }
  return count;
}
