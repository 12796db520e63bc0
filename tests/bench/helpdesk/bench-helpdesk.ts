import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { helloSchema, PATHS, type Hello } from '#shared/contract/http/routes.ts';
import { runQuietly } from '../../../scripts/bootstrap/run-quietly.mjs';
import { Remediable, say, spell } from '../../../scripts/bootstrap/say.mjs';
import { PROJECT, userCacheFolder } from '../../../scripts/machine/folders.ts';
import { fingerprint } from '../../../scripts/build/fingerprint.ts';

const CLI = path.join(PROJECT, 'src-helpdesk', 'cli.ts');
/** What can change the data that are made. */
const SOURCES = ['src-helpdesk/seed', 'src-helpdesk/storage', 'src-helpdesk/cli', 'src-shared/domain'];
export const MESSAGES_PER_TICKET = 3;
/** How long data of another state of the program are kept, in milliseconds. */
const KEPT_MS = 24 * 3_600_000;

/** A helpdesk in a process of its own, as a team runs it, on a copy of the data. */
export interface BenchHelpdesk {
  readonly url: string;
  readonly hello: Hello;
  close(): Promise<void>;
}

/**
 * Makes so many tickets with three messages each, once for all runs on this machine.
 * @returns the folder with the data
 */
export async function provideTickets(tickets: number): Promise<string> {
  const hash = fingerprint(PROJECT, SOURCES).slice(0, 12);
  const folder = path.join(userCacheFolder(), 'bench', `${tickets}-${hash}`);
  if (existsSync(folder)) return folder;
  say(`Making ${tickets.toLocaleString('en')} tickets with ${MESSAGES_PER_TICKET} messages each …`);
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(path.dirname(folder), { recursive: true });
  await removeOld(path.dirname(folder), hash);
  const args = [
    'seed',
    '--data',
    unfinished,
    '--tickets',
    String(tickets),
    '--messages',
    String(MESSAGES_PER_TICKET),
  ];
  const run = await runQuietly('tickets', process.execPath, [CLI, ...args], { cwd: PROJECT });
  if (run.code !== 0) {
    process.stderr.write(run.output.split('\n').slice(-8).join('\n'));
    throw new Remediable(
      'The tickets could not be made; the lines above say why.',
      'Check that the disk is not full and start again.',
    );
  }
  await rename(unfinished, folder);
  say(`  made in ${spell(run.durationMs)}`);
  return folder;
}

/** Removes data of other states of the program: another working copy may be measuring with recent ones. */
async function removeOld(folder: string, hash: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const old = path.join(folder, name);
    const { mtimeMs } = await stat(old);
    if (!name.includes(hash) && Date.now() - mtimeMs > KEPT_MS)
      await rm(old, { recursive: true, force: true });
  }
}

/**
 * Starts a helpdesk on a copy of the data and waits until it answers.
 * @param web folder it serves to browsers; what is built when absent
 */
export async function startBenchHelpdesk(data: string, web?: string): Promise<BenchHelpdesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vakhta-bench-helpdesk-'));
  const copy = path.join(folder, 'data');
  await cp(data, copy, { recursive: true });
  const args = [
    '--port',
    '0',
    '--host',
    '127.0.0.1',
    '--data',
    copy,
    '--demo',
    ...(web ? ['--web', web] : []),
  ];
  const child = spawn(process.execPath, [CLI, ...args], { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends us must not leave it behind.
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const url = await addressOf(child);
  const hello = helloSchema.parse(await (await fetch(url + PATHS.hello)).json());
  return {
    url,
    hello,
    async close() {
      process.off('exit', stop);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-20_000);
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('exit', (code) => reject(new Error(`The helpdesk ended with code ${code}:\n${output}`)));
  });
}
