import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { say, sayFailure, spell } from '../../scripts/bootstrap/say.mjs';
import { runProgram } from '../../scripts/machine/run-program.ts';
import { provideChromium } from '../../scripts/provision/chromium.ts';
import { provideDesktop } from '../../scripts/provision/desktop.ts';
import { buildApp } from '../../scripts/start/build-app.ts';
import { MESSAGES_PER_TICKET, provideTickets, startBenchHelpdesk } from './helpdesk/bench-helpdesk.ts';
import { signInColleague, type Colleague } from './helpdesk/colleague.ts';
import { MEASUREMENTS, MEASUREMENT_NAMES, type MeasurementName, type Samples } from './measurements.ts';
import { ENOUGH_RUNS, readOptions, USAGE, type Options } from './options.ts';
import { drawChart } from './report/draw-chart.ts';
import { printTable } from './report/print-table.ts';
import type { FailedRun, Measured, NotMeasured } from './report/result.ts';
import { summarise } from './report/statistics.ts';
import { measureSearch } from './search/measure-search.ts';
import { buildPages } from './sync/build-pages.ts';
import { measureGrowth } from './sync/measure-growth.ts';
import { isOfSync, measureSync } from './sync/measure-sync.ts';
import { EFFECT_NAMES } from './window/measure-effects.ts';
import { measureKeysToPaint } from './window/measure-keys.ts';
import { measureStarts } from './window/measure-starts.ts';
import { fillProfile } from './window/prepare-profile.ts';

const OF_STARTS: readonly MeasurementName[] = ['cold-start', 'warm-start', 'memory'];
const OF_KEYS: readonly MeasurementName[] = ['key-to-paint', 'reply-to-paint', ...EFFECT_NAMES];
const GROWTH: MeasurementName = 'sync-growth';
const SEARCH: MeasurementName = 'search';

interface Bench {
  readonly options: Options;
  readonly wanted: ReadonlySet<MeasurementName>;
  readonly samples: Samples;
  readonly failed: FailedRun[];
  readonly missing: NotMeasured[];
  /** What else there is to say. */
  readonly notes: string[];
}

/** Measures what was asked for and reports. @returns the exit code: 1 when a run had wrong results */
async function bench(options: Options): Promise<number> {
  const startedAt = Date.now();
  const run: Bench = {
    options,
    wanted: new Set(options.names),
    samples: new Map(),
    failed: [],
    missing: [],
    notes: [],
  };
  await part(run, options.names.filter(isOfSync), benchSync);
  await part(
    run,
    options.names.filter((name) => name === GROWTH),
    benchGrowth,
  );
  await part(
    run,
    options.names.filter((name) => [...OF_STARTS, ...OF_KEYS].includes(name)),
    benchWindow,
  );
  await part(
    run,
    options.names.filter((name) => name === SEARCH),
    benchSearch,
  );
  report(run, Date.now() - startedAt);
  return run.failed.length > 0 ? 1 : 0;
}

/** What goes wrong with one part is told, and costs the others nothing. */
async function part(
  run: Bench,
  names: readonly MeasurementName[],
  measure: (run: Bench) => Promise<void>,
): Promise<void> {
  if (names.length === 0) return;
  try {
    await measure(run);
  } catch (error) {
    sayFailure(error);
    const what = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    for (const name of names) run.failed.push({ name, what: `the rest could not be measured: ${what}` });
  }
}

async function benchSync({ options, wanted, samples, failed, notes }: Bench): Promise<void> {
  say('\nSynchronisation, in Chromium');
  process.env['CHROMIUM_PATH'] = await provideChromium();
  const helpdesk = await startBenchHelpdesk(await provideTickets(options.tickets), await buildPages());
  try {
    const { colleague } = await meet(helpdesk);
    const { runs, withPeers } = options;
    const found = await measureSync({ helpdesk, colleague, runs, wanted, samples, withPeers });
    failed.push(...found.failed);
    if (found.longestTasks.length > 0) {
      notes.push(
        `Longest task of the main thread in each first synchronisation (wanted: at most 50 ms): ` +
          `${found.longestTasks.map((ms) => (ms === 0 ? 'none over 50' : ms.toFixed(0))).join(', ')} ms.`,
      );
    }
  } finally {
    await helpdesk.close();
  }
}

async function benchGrowth({ options, samples, failed }: Bench): Promise<void> {
  say('\nGrowth, in Chromium');
  process.env['CHROMIUM_PATH'] = await provideChromium();
  const pages = await buildPages();
  const { tickets, runs } = options;
  const counts = [tickets, Math.round(tickets / 5)] as const;
  const [allData, fifthData] = [await provideTickets(counts[0]), await provideTickets(counts[1])];
  const all = await startBenchHelpdesk(allData, pages);
  try {
    const fifth = await startBenchHelpdesk(fifthData, pages);
    try {
      failed.push(
        ...(await measureGrowth({
          all: { helpdesk: all, colleague: (await meet(all)).colleague },
          fifth: { helpdesk: fifth, colleague: (await meet(fifth)).colleague },
          runs,
          samples,
        })),
      );
    } finally {
      await fifth.close();
    }
  } finally {
    await all.close();
  }
}

async function benchSearch({ options, samples, failed, notes }: Bench): Promise<void> {
  say('\nSearch, in Node');
  const { tickets, runs } = options;
  const told = await measureSearch({ tickets, messagesPerTicket: MESSAGES_PER_TICKET, runs, samples });
  failed.push(...told.failed);
  notes.push(...told.notes);
}

async function benchWindow({ options, wanted, samples, failed, missing }: Bench): Promise<void> {
  say('\nThe window, in Electron');
  const desktop = await provideDesktop();
  if (!desktop.ok) {
    const why = `${desktop.error.reason}. ${desktop.error.remedy}`;
    for (const name of [...OF_STARTS, ...OF_KEYS]) if (wanted.has(name)) missing.push({ name, why });
    return;
  }
  Object.assign(process.env, desktop.value.env);
  await buildApp();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vakhta-bench-'));
  const helpdesk = await startBenchHelpdesk(await provideTickets(options.tickets));
  try {
    const { colleague, login, password } = await meet(helpdesk);
    const profileDir = path.join(folder, 'profile');
    say('  filling a profile …');
    await fillProfile({ profileDir, helpdesk, login, password, tickets: options.tickets });
    const { runs, tickets } = options;
    if (OF_STARTS.some((name) => wanted.has(name))) {
      if (process.platform !== 'linux' && wanted.has('memory')) {
        missing.push({ name: 'memory', why: 'Only Linux tells the memory of a whole tree of processes.' });
      }
      await measureStarts({ profileDir, runs, wanted, samples });
    }
    if (OF_KEYS.some((name) => wanted.has(name))) {
      failed.push(...(await measureKeysToPaint({ profileDir, colleague, tickets, runs, wanted, samples })));
    }
  } finally {
    await helpdesk.close();
    desktop.value.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Signs somebody who sees every queue in. */
async function meet(helpdesk: Awaited<ReturnType<typeof startBenchHelpdesk>>): Promise<{
  readonly colleague: Colleague;
  readonly login: string;
  readonly password: string;
}> {
  const { demo } = helpdesk.hello;
  const person = demo?.people.find(({ role }) => role === 'supervisor');
  if (demo === null || person === undefined) throw new Error('The sample data have no supervisor.');
  const { login } = person;
  const { password } = demo;
  return { colleague: await signInColleague(helpdesk.url, login, password), login, password };
}

function report({ options, samples, failed, missing, notes }: Bench, durationMs: number): void {
  const wrong = new Set(failed.map(({ name }) => name));
  const results: Measured[] = MEASUREMENT_NAMES.flatMap((name) => {
    const taken = samples.get(name);
    return taken === undefined ? [] : [{ name, summary: summarise(taken) }];
  });
  const caption =
    `${options.tickets.toLocaleString('en')} tickets with ${MESSAGES_PER_TICKET} messages each, ` +
    `medians of ${options.runs} runs, ${os.cpus().length} processors (${os.cpus()[0]?.model ?? 'unknown'}).`;
  say(`\n${caption}`);
  if (options.runs < ENOUGH_RUNS) say(`Fewer than ${ENOUGH_RUNS} runs: a look, not a measurement.`);
  say('');
  if (results.length > 0) printTable(results);
  for (const note of notes) say(note);
  for (const { name, why } of missing) say(`${name}: not measured. ${why}`);
  for (const { name, what } of failed) say(`FAILED ${name}: ${what}`);
  if (wrong.size > 0) say('The results of at least one run were wrong: its times count for nothing.');
  if (results.length > 0) {
    write(options.svg, drawChart(results, caption));
    say(`\nChart: ${options.svg}`);
  }
  if (options.json !== null) {
    const rows = results.map(({ name, summary }) => ({
      name,
      ratio: Math.round(summary.ratio * 10_000) / 10_000,
      target: MEASUREMENTS[name].target,
      peers: Object.fromEntries(summary.peers),
    }));
    write(options.json, `${JSON.stringify(rows, null, 2)}\n`);
    say(`Figures: ${options.json}`);
  }
  say(`Done in ${spell(durationMs)}.`);
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

await runProgram(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options !== null) return bench(options);
  say(USAGE);
  return 0;
});
