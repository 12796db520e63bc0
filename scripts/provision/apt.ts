import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { say, spell } from '../bootstrap/say.mjs';
import { findProgram, succeeds } from '../machine/find-program.ts';
import { isRoot } from '../machine/sandbox.ts';

const UPDATE_LIMIT_MS = 5 * 60_000;
const INSTALL_LIMIT_MS = 30 * 60_000;

/** Debian, Ubuntu, or a relative of theirs with apt; null elsewhere. */
export function aptSystem(): 'debian' | 'ubuntu' | null {
  if (process.platform !== 'linux' || !findProgram('apt-get')) return null;
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID(?:_LIKE)?=.*ubuntu/m.test(release) ? 'ubuntu' : 'debian';
  } catch {
    return 'debian';
  }
}

/** Whether we may install packages without asking anybody: as root, or with a sudo that needs no password. */
export function mayInstall(): boolean {
  return isRoot() || (findProgram('sudo') !== null && succeeds('sudo', '-n', 'true'));
}

/**
 * The names that packages have on this system: since 2024 some libraries are called `…t64`.
 *
 * @param options given to apt-cache, for lists that lie elsewhere
 */
export function knownNames(packages: readonly string[], options: readonly string[] = []): string[] {
  const exists = (name: string) => {
    const shown = spawnSync('apt-cache', [...options, 'show', '--no-all-versions', name], {
      encoding: 'utf8',
    });
    return shown.status === 0 && shown.stdout.includes(`Package: ${name}\n`);
  };
  return packages.map((name) => (name.startsWith('lib') && exists(`${name}t64`) ? `${name}t64` : name));
}

/**
 * Installs packages into the system.
 *
 * @returns null when they are installed, else the last lines that apt printed
 */
export async function installSystemPackages(packages: readonly string[]): Promise<string | null> {
  const startedAt = Date.now();
  const prefix = isRoot() ? [] : ['sudo', '-n'];
  const run = (title: string, words: readonly string[], limitMs: number) => {
    const [command = 'apt-get', ...args] = [...prefix, ...words];
    return runQuietly(title, command, args, {
      limitMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      progress: newestPackage,
    });
  };
  say(`Installing system packages: ${packages.join(', ')} …`);
  // A failed update is no failure yet: the lists that are here may do.
  const updated = await run('apt-get update', ['apt-get', 'update', '-qq'], UPDATE_LIMIT_MS);
  const names = knownNames(packages);
  const flags = ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  const installed = await run('apt-get install', ['apt-get', ...flags, ...names], INSTALL_LIMIT_MS);
  if (installed.code !== 0) return lastLines(installed.output || updated.output);
  say(`  system packages installed in ${spell(Date.now() - startedAt)}`);
  return null;
}

/** The package that apt speaks of in the newest lines of its output. */
export function newestPackage(text: string): string | null {
  const found = [...text.matchAll(/(?:Get:\d+ \S+ \S+ \S+ |Unpacking |Setting up )([a-z0-9][a-z0-9.+-]+)/g)];
  return found.at(-1)?.[1] ?? null;
}

/** What apt said at last, for a failure's sentence. */
export function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => /^(?:E|Err|W):|rror/.test(line));
  return lines.slice(-3).join(' ') || output.trim().split('\n').slice(-2).join(' ');
}
