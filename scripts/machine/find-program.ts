import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Whether a file exists and may be run by us. */
export function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of the named programs on the path, as an absolute path. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, process.platform === 'win32' ? `${name}.exe` : name);
      if (isRunnable(file)) return file;
    }
  }
  return null;
}

/** Whether a program exits with 0: for questions such as `sudo -n true`. Answers no when it cannot be started. */
export function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, [...args], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
