import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Files named to one call of the shell: well below any limit of its command line. */
const BATCH = 200;

/**
 * Takes the contents of folders out of the system's file cache, as they are after the machine was switched on, as far as
 * that is possible: nothing that a running program has mapped, nothing on systems other than Linux.
 */
export function dropFromCache(folders: readonly string[]): void {
  if (process.platform !== 'linux') return;
  const files = folders.flatMap(listFiles);
  for (let from = 0; from < files.length; from += BATCH) {
    // GNU dd asks the system to forget a file with iflag=nocache count=0; what is unwritten has to be written before.
    const script = 'sync "$@"; for file; do dd if="$file" iflag=nocache count=0 2>/dev/null; done';
    spawnSync('sh', ['-c', script, 'sh', ...files.slice(from, from + BATCH)], { stdio: 'ignore' });
  }
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) return [folder];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
