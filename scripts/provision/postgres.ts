import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { findProgram, isRunnable } from '../machine/find-program.ts';
import { isRoot } from '../machine/sandbox.ts';
import { aptSystem, installSystemPackages } from './apt.ts';
import { unpackPrivately } from './private-system.ts';

/** The programs of a PostgreSQL server. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** What they need in their environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Debian keeps the server's programs off the path, one folder for each version. */
const VERSIONS = 'usr/lib/postgresql';
const OLDEST = 15;

/**
 * Makes sure that there is a PostgreSQL server for tests: POSTGRES_BIN (a folder), an installed one, or the system's
 * package. For an ordinary user the package goes into a private folder, so that no service is started on his machine.
 *
 * @returns or a sentence on why there is none
 */
export async function providePostgres(): Promise<Result<PostgresPrograms, string>> {
  const named = process.env['POSTGRES_BIN'];
  if (named) {
    const programs = programsIn(named);
    return programs ? ok(programs) : err('POSTGRES_BIN names a folder without initdb and postgres in it');
  }
  const found = findInstalled();
  if (found) return ok(found);
  if (!aptSystem()) return err('PostgreSQL is missing; install its server by the means of your system');
  if (isRoot()) {
    const problem = await installSystemPackages(['postgresql']);
    const installed = findInstalled();
    return installed ? ok(installed) : err(problem ?? 'the postgresql package has no server in it');
  }
  const unpacked = await unpackPrivately('postgresql', ['postgresql']);
  if (!unpacked.ok) return unpacked;
  const { root, env } = unpacked.value;
  const programs = findBelow(root, env);
  return programs ? ok(programs) : err('the postgresql package has no server in it');
}

function findInstalled(): PostgresPrograms | null {
  const below = findBelow('/', {});
  if (below) return below;
  const onPath = findProgram('initdb');
  return onPath ? programsIn(path.dirname(onPath)) : null;
}

/** The newest version below a system's root. */
function findBelow(root: string, env: Readonly<Record<string, string>>): PostgresPrograms | null {
  const folder = path.join(root, VERSIONS);
  if (!existsSync(folder)) return null;
  const versions = readdirSync(folder)
    .map(Number)
    .filter((version) => version >= OLDEST)
    .toSorted((a, b) => b - a);
  for (const version of versions) {
    const programs = programsIn(path.join(folder, String(version), 'bin'), env);
    if (programs) return programs;
  }
  return null;
}

function programsIn(folder: string, env: Readonly<Record<string, string>> = {}): PostgresPrograms | null {
  const programs = { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres'), env };
  return isRunnable(programs.initdb) && isRunnable(programs.postgres) ? programs : null;
}
