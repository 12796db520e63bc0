import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { say, spell } from '../../../scripts/bootstrap/say.mjs';
import { runProgram } from '../../../scripts/machine/run-program.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import type { Filled, Memory, Opened, Worked } from './helpdesk-process.ts';
import type { Operated } from './operators-process.ts';
import { judgeRun, printServerTable, type ServerRun } from './server-report.ts';
import { readServerOptions, USAGE, type ServerOptions } from './server-options.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** Time for the streams to come to rest before memory is looked at, in milliseconds. */
const REST_MS = 2_000;

/** Measures once. */
async function measure(options: ServerOptions): Promise<ServerRun> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vakhta-bench-server-'));
  const workers: WorkerProcess[] = [];
  const start = (file: string): WorkerProcess => {
    const worker = startWorker(new URL(file, import.meta.url));
    workers.push(worker);
    return worker;
  };
  const postgres = options.database === 'postgres' ? await startPostgres() : null;
  try {
    const databaseUrl = postgres === null ? null : await postgres.createDatabase();
    const desks: WorkerProcess[] = [];
    const opened: Opened[] = [];
    for (let index = 0; index < options.instances; index += 1) {
      const desk = start('./helpdesk-process.ts');
      desks.push(desk);
      opened.push(await desk.ask<Opened>('open', { data: path.join(folder, `desk-${index}`), databaseUrl }));
    }
    const [first] = desks;
    if (first === undefined) throw new Error('There is no helpdesk.');
    say(`Making ${options.tickets} tickets and ${options.operators} operators …`);
    const filled = await first.ask<Filled>('fill', {
      tickets: options.tickets,
      operators: options.operators,
    });

    const operators = start('./operators-process.ts');
    const urls = opened.map(({ url }) => url);
    say('They sign in and read everything …');
    await operators.ask('sign in', { urls, filled });
    const without = await memoryOf(desks);
    await operators.ask('connect');
    await rest();
    const connected = await memoryOf(desks);

    const { seconds, rate, seed } = options;
    say(`Load for ${seconds} s …`);
    const customers = { customerRate: rate / 4, written: filled.written };
    const [operated, ...worked] = await Promise.all([
      operators.ask<Operated>('run', { seconds, rate, seed, bareUrls: opened.map(({ bareUrl }) => bareUrl) }),
      ...desks.map((desk, index) =>
        desk.ask<Worked>('work', {
          seconds,
          seed: seed + 1 + index,
          insertRate: rate / desks.length,
          ...(index === 0 ? customers : { customerRate: 0, written: [] }),
        }),
      ),
    ]);
    await rest();
    const after = await memoryOf(desks);
    await operators.ask('disconnect');
    return { options, operated, worked, memory: { without, connected, after } };
  } finally {
    for (const worker of workers.toReversed()) await worker.close();
    await postgres?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Of all helpdesks together. */
async function memoryOf(desks: readonly WorkerProcess[]): Promise<Memory> {
  const all = await Promise.all(desks.map((desk) => desk.ask<Memory>('memory')));
  return {
    rss: all.reduce((sum, { rss }) => sum + rss, 0),
    heap: all.reduce((sum, { heap }) => sum + heap, 0),
  };
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}

async function bench(options: ServerOptions): Promise<number> {
  const startedAt = Date.now();
  const run = await measure(options);
  const figures = judgeRun(run);
  printServerTable(run, figures);
  if (options.json !== null) {
    mkdirSync(path.dirname(options.json), { recursive: true });
    writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
    say(`Figures: ${options.json}`);
  }
  say(`Done in ${spell(Date.now() - startedAt)}.`);
  return figures.failures.length > 0 ? 1 : 0;
}

await runProgram(async () => {
  const options = readServerOptions(process.argv.slice(2));
  if (options !== null) return bench(options);
  say(USAGE);
  return 0;
});
