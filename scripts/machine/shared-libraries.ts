import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Electron opens while it starts, and dies without a word when it is not there. */
const OPENED_BY_ELECTRON = ['libX11-xcb.so.1'];

/** Names of the shared libraries that an Electron runtime needs and this Linux lacks. */
export function findMissingElectronLibraries(program: string, env: Environment = process.env): string[] {
  if (process.platform !== 'linux') return [];
  const opened = OPENED_BY_ELECTRON.filter((name) => !isKnownLibrary(name, env));
  return [...findMissingLibraries(program, env), ...opened];
}

/** Whether the loader would find a library: on the path of the environment or in its cache. Yes where nobody can tell. */
function isKnownLibrary(name: string, env: Environment): boolean {
  const folders = (env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean);
  if (folders.some((folder) => existsSync(path.join(folder, name)))) return true;
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file));
  if (program === undefined) return true;
  const cache = spawnSync(program, ['-p'], { encoding: 'utf8', timeout: 20_000 });
  return cache.status !== 0 || cache.stdout.includes(`\t${name} (`);
}

/**
 * Names of the shared libraries that a program needs and this Linux lacks, such as `libgtk-3.so.0`. Empty on other
 * systems, and where `ldd` cannot tell.
 *
 * @param env with the LD_LIBRARY_PATH the program will be given
 */
export function findMissingLibraries(program: string, env: Environment = process.env): string[] {
  if (process.platform !== 'linux') return [];
  const listed = spawnSync('ldd', [program], {
    encoding: 'utf8',
    env: { ...env, LC_ALL: 'C' },
    timeout: 20_000,
  });
  if (listed.error || typeof listed.stdout !== 'string') return [];
  return readMissingLibraries(listed.stdout);
}

/** Reads the names out of what `ldd` prints (`libx.so.1 => not found`). */
export function readMissingLibraries(listing: string): string[] {
  const names = listing.matchAll(/^\s*(\S+) => not found/gm);
  return [...new Set([...names].map((match) => match[1] ?? ''))].sort();
}
