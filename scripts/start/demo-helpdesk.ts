import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { helloSchema, PATHS, type Hello } from '#shared/contract/http/routes.ts';
import { Remediable, say } from '../bootstrap/say.mjs';
import { PROJECT, userDataFolder } from '../machine/folders.ts';

const CLI = path.join(PROJECT, 'src-helpdesk', 'cli.ts');
/** Sample data take a while on a slow machine. */
const START_LIMIT_MS = 300_000;

/** A helpdesk with sample data, in a process of its own on this machine. */
export interface DemoHelpdesk {
  readonly url: string;
  readonly hello: Hello;
  /** Resolves when it has been stopped; rejects when it ended by itself. */
  readonly ended: Promise<void>;
}

/**
 * Starts a helpdesk with sample data, kept under the user's data folder, and stops it on Ctrl+C.
 *
 * @param folder name of its folder
 * @param port 0 for any
 * @returns null when it was stopped before it had started
 * @throws Remediable when it does not start
 */
export async function startDemoHelpdesk(folder: string, port: number): Promise<DemoHelpdesk | null> {
  const data = provideFolder(folder);
  const args = ['--host', '127.0.0.1', '--port', String(port), '--data', data, '--demo'];
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own: Ctrl+C reaches us only, and we stop it once and gently
    detached: true,
    // sample data belong into the folder, never into a team's database
    env: { ...process.env, DATABASE_URL: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000)));
  }
  child.stdout.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line.endsWith(' …')) say(line);
  });
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      say('\nStopping …');
      child.kill('SIGTERM');
    });
  }
  const closed = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', () => resolve());
  });
  const sayLastWords = () => process.stderr.write(output.split('\n').slice(-8).join('\n'));

  const started = await waitForHello(() => addressIn(output), closed);
  if (started === null) {
    if (isStopping) return null;
    child.kill('SIGTERM');
    sayLastWords();
    throw new Remediable(
      'The helpdesk did not start; its last words are above.',
      `Start again when that is mended. If the data are damaged, move ${data} away: sample data will be made anew.`,
    );
  }
  const ended = closed.then(() => {
    if (isStopping) return;
    sayLastWords();
    throw new Remediable('The helpdesk ended by itself; its last words are above.', 'Run the command again.');
  });
  return { ...started, ended };
}

/** What a helpdesk says of itself; null where none answers. */
export async function findHello(url: string): Promise<Hello | null> {
  try {
    const answer = await fetch(url + PATHS.hello, { signal: AbortSignal.timeout(5000) });
    return helloSchema.safeParse(await answer.json()).data ?? null;
  } catch {
    return null;
  }
}

/** Lines that tell whom one can sign in as. */
export function signInLines(hello: Hello): string[] {
  if (hello.demo === null) return [];
  const people = hello.demo.people.map(
    (person) => `  ${person.login.padEnd(10)} ${person.role.padEnd(14)} ${person.name}`,
  );
  return [`Sign in with the password ${hello.demo.password} as one of:`, ...people];
}

function provideFolder(name: string): string {
  const folder = path.join(userDataFolder(), name);
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    throw new Remediable(
      `The folder ${folder} cannot be made.`,
      'Set XDG_DATA_HOME to a folder you may write, and start again.',
    );
  }
}

function addressIn(output: string): string | null {
  return /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(output)?.[0] ?? null;
}

async function waitForHello(
  address: () => string | null,
  closed: Promise<void>,
): Promise<{ readonly url: string; readonly hello: Hello } | null> {
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!isClosed && Date.now() < deadline) {
    const url = address();
    const hello = url === null ? null : await findHello(url);
    if (url !== null && hello !== null) return { url, hello };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}
