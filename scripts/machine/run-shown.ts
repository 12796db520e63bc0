import { spawn } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from './folders.ts';

/** Where a package's program lies: run with our own Node, whatever the system's is. */
export function toolPath(script: string): string {
  return path.join(PROJECT, 'node_modules', script);
}

/**
 * Runs a JavaScript or TypeScript program with our Node and its output shown.
 *
 * @param script absolute path
 * @returns its exit code; 1 when a signal ended it
 */
export function runShown(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: PROJECT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    const end = () => void child.kill('SIGTERM');
    process.once('exit', end);
    const finish = (code: number) => {
      process.removeListener('exit', end);
      resolve(code);
    };
    child.on('error', () => finish(1));
    child.on('close', (code) => finish(code ?? 1));
  });
}
