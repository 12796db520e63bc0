import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '#shared/base/result.ts';
import { findProgram } from '../machine/find-program.ts';
import { aptSystem, installSystemPackages, mayInstall } from './apt.ts';
import { unpackPrivately } from './private-system.ts';

/** A program that shows windows to nobody, and how it must be started. */
export interface Xvfb {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A running display. */
export interface Display {
  /** Such as `:99`. */
  readonly name: string;
  stop(): void;
}

const START_LIMIT_MS = 30_000;

/**
 * Makes sure that there is an Xvfb: the installed one, the system's package, or the package in a private folder.
 *
 * @returns or a sentence on why there is none
 */
export async function provideXvfb(): Promise<Result<Xvfb, string>> {
  const find = (): Xvfb | null => {
    const program = findProgram('Xvfb');
    return program && findProgram('xkbcomp') ? { program, args: [], env: {} } : null;
  };
  const found = find();
  if (found) return ok(found);
  if (!aptSystem()) return err('Xvfb is missing; install it by the means of your system');
  if (mayInstall()) {
    const problem = await installSystemPackages(['xvfb', 'xauth', 'xkb-data', 'x11-xkb-utils']);
    const installed = find();
    return installed ? ok(installed) : err(problem ?? 'the xvfb package has no Xvfb in it');
  }
  const unpacked = await unpackPrivately('xvfb', ['xvfb', 'xkb-data', 'x11-xkb-utils']);
  if (!unpacked.ok) return unpacked;
  const { root, env } = unpacked.value;
  const program = path.join(root, 'usr/bin/Xvfb');
  const tools = findProgram('xkbcomp') ? null : path.dirname(program);
  if (tools) lookForToolsBeside(program);
  return ok({
    program,
    args: ['-xkbdir', path.join(root, 'usr/share/X11/xkb')],
    ...(tools && { cwd: tools }),
    env,
  });
}

/**
 * Xvfb starts `xkbcomp` from `/usr/bin`, a path fixed when it was compiled, and cannot do without it. In our private copy
 * the path becomes `.`, and it is started in the folder where its xkbcomp lies.
 */
function lookForToolsBeside(program: string): void {
  const bytes = readFileSync(program);
  const fixed = Buffer.from('\0/usr/bin\0');
  const at = bytes.indexOf(fixed);
  if (at < 0) return;
  Buffer.from('.\0').copy(bytes, at + 1);
  writeFileSync(program, bytes, { mode: 0o755 });
}

/**
 * Starts a display of 1920x1080 on the next free number.
 *
 * @returns or a sentence on why it did not start
 */
export function startDisplay(xvfb: Xvfb): Promise<Result<Display, string>> {
  return new Promise((resolve) => {
    const args = [...xvfb.args, '-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
    const child = spawn(xvfb.program, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...xvfb.env },
      ...(xvfb.cwd && { cwd: xvfb.cwd }),
    });
    let said = '';
    const stop = () => void child.kill('SIGTERM');
    const give = (result: Result<Display, string>) => {
      clearTimeout(limit);
      resolve(result);
    };
    const limit = setTimeout(() => {
      stop();
      give(err('Xvfb did not start in time'));
    }, START_LIMIT_MS);
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
    let number = '';
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      number += chunk.toString();
      if (/^\d+\n/.test(number)) give(ok({ name: `:${number.trim()}`, stop }));
    });
    child.on('error', (error) => give(err(`Xvfb could not be started: ${error.message}`)));
    child.on('close', () =>
      give(err(`Xvfb ended at once: ${said.trim().split('\n').at(-1) ?? 'no reason given'}`)),
    );
  });
}
