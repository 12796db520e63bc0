import path from 'node:path';
import { parseArgs } from 'node:util';
import { Remediable } from '../../../scripts/bootstrap/say.mjs';

/** What was asked for on the command line. */
export interface ServerOptions {
  readonly seconds: number;
  readonly operators: number;
  /** Commands a second, of all operators together. */
  readonly rate: number;
  readonly tickets: number;
  readonly database: 'pglite' | 'postgres';
  /** Helpdesks on one database; more than one on PostgreSQL only. */
  readonly instances: number;
  readonly seed: number;
  readonly json: string | null;
}

export const USAGE = `npm run bench:server -- [options]

  --seconds N      how long there is load (60)
  --operators N    connected operators, each with a stream of events (200)
  --rate N         commands a second, of all together (20); customers write a quarter as often
  --tickets N      tickets on the helpdesk, each with three messages (1000)
  --database NAME  pglite or postgres (pglite)
  --instances N    helpdesks on one PostgreSQL (1)
  --seed N         who does what and when (1)
  --json FILE      writes the figures`;

const DATABASES = ['pglite', 'postgres'] as const;

/**
 * Reads the command line.
 * @returns null when help was asked for
 * @throws Remediable when it cannot be understood
 */
export function readServerOptions(args: readonly string[]): ServerOptions | null {
  const { values } = parse(args);
  if (values.help === true) return null;
  const database = DATABASES.find((name) => name === (values.database ?? 'pglite'));
  if (database === undefined) throw new Remediable(`There is no database called ${values.database}.`, USAGE);
  const instances = readNumber('--instances', values.instances, 1, 1);
  if (instances > 1 && database === 'pglite')
    throw new Remediable('Only one helpdesk can work on PGlite.', USAGE);
  return {
    seconds: readNumber('--seconds', values.seconds, 60, 1),
    operators: readNumber('--operators', values.operators, 200, 2),
    rate: readNumber('--rate', values.rate, 20, 1),
    tickets: readNumber('--tickets', values.tickets, 1_000, 100),
    database,
    instances,
    seed: readNumber('--seed', values.seed, 1, 0),
    json: values.json === undefined ? null : path.resolve(values.json),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        seconds: text,
        operators: text,
        rate: text,
        tickets: text,
        database: text,
        instances: text,
        seed: text,
        json: text,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Remediable(error instanceof Error ? error.message : String(error), USAGE);
  }
}

function readNumber(option: string, text: string | undefined, standard: number, least: number): number {
  const value = text === undefined ? standard : Number(text);
  if (!Number.isSafeInteger(value) || value < least)
    throw new Remediable(`${option} needs a whole number of at least ${least}, not ${text}.`, USAGE);
  return value;
}
