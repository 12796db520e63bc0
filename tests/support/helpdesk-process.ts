import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { helloSchema, PATHS, type Hello } from '#shared/contract/http/routes.ts';
import { COMPILE_CACHE } from './compile-cache.ts';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'src-helpdesk/cli.ts');

/** A helpdesk in a process of its own, as a team would run it, on sample data. */
export interface HelpdeskProcess {
  readonly url: string;
  readonly hello: Hello;
  /** Ends the process and removes its data. */
  close(): Promise<void>;
}

let template: Promise<string> | undefined;

/** Sample data are made once per test process and copied for every helpdesk: making them takes seconds, copying does not. */
async function sampleData(): Promise<string> {
  template ??= (async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'vakhta-sample-')), 'data');
    const child = spawn(process.execPath, [cli, 'seed', '--data', data], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = collect(child);
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`The sample data could not be made:\n${output()}`);
    return data;
  })();
  return template;
}

/** Starts a helpdesk on a free port of the loopback interface and waits until it answers. */
export async function startHelpdesk(): Promise<HelpdeskProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'vakhta-helpdesk-'));
  const data = join(folder, 'data');
  await cp(await sampleData(), data, { recursive: true });
  const child = spawn(
    process.execPath,
    [cli, '--port', '0', '--host', '127.0.0.1', '--data', data, '--demo'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE } },
  );
  const output = collect(child);
  const url = await new Promise<string>((fulfil, reject) => {
    child.stdout.on('data', () => {
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output());
      if (match) fulfil(match[0]);
    });
    child.once('exit', (code) => reject(new Error(`The helpdesk ended with ${code}:\n${output()}`)));
  });
  const hello = helloSchema.parse(await (await fetch(url + PATHS.hello)).json());
  return {
    url,
    hello,
    async close() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  return () => text;
}
