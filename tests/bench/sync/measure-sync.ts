import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TicketId } from '#shared/base/brand.ts';
import { say } from '../../../scripts/bootstrap/say.mjs';
import type { BenchHelpdesk } from '../helpdesk/bench-helpdesk.ts';
import type { Colleague } from '../helpdesk/colleague.ts';
import { addSample, PEERS, type MeasurementName, type Samples } from '../measurements.ts';
import type { Task } from '../pages/bench-page.ts';
import { spellAmount } from '../report/print-table.ts';
import type { FailedRun } from '../report/result.ts';
import { checkFirstScreen, checkFound } from './check-found.ts';
import { openBenchPage, type OpenedPage, type Side } from './open-bench-page.ts';
import { BENCH_VIEW, type Truth } from './truth.ts';

const PUSHED = 100;
const PULLED = 1_000;
/** What is measured in a first session, and what at a second start on the same profile. */
const OF_FIRST: readonly MeasurementName[] = ['sync-first-page', 'sync-whole', 'sync-push-100'];
const OF_START: readonly MeasurementName[] = [
  'sync-warm-start',
  'sync-catch-up',
  'sync-pull-1000',
  'sync-disk',
];
/** Longest task of the main thread that nobody notices, in milliseconds. */
const LONG_TASK_MS = 50;

/** Figures of one side in one run, as far as they were asked for. */
type Figures = Partial<Record<MeasurementName, number>>;

/** A part of a run: what was measured, and what was wrong with its results. */
interface Part {
  readonly figures: Figures;
  readonly wrong: readonly string[];
}

/** A helpdesk and somebody who works there. */
export interface Place {
  readonly helpdesk: BenchHelpdesk;
  readonly colleague: Colleague;
}

interface Run extends Place {
  readonly number: number;
  readonly wanted: ReadonlySet<MeasurementName>;
  /** Told the longest task of the product's main thread during a first synchronisation. */
  readonly noteLongest: (ms: number) => void;
}

/**
 * Measures the synchronisation, all sides in turn, each time in a new browser with an empty profile.
 * @returns the runs whose results were wrong or that did not come to an end, and the longest tasks of the product's
 * main thread during its first synchronisations, in milliseconds
 */
export async function measureSync(
  options: Place & {
    readonly runs: number;
    readonly wanted: ReadonlySet<MeasurementName>;
    readonly samples: Samples;
    readonly withPeers: boolean;
  },
): Promise<{ readonly failed: readonly FailedRun[]; readonly longestTasks: readonly number[] }> {
  const { runs, wanted, samples, withPeers, ...rest } = options;
  const failed: FailedRun[] = [];
  const longestTasks: number[] = [];
  const all: readonly Side[] = ['reference', 'product', ...(withPeers ? PEERS : [])];
  for (let number = 0; number < runs; number += 1) {
    const run: Run = { ...rest, number, wanted, noteLongest: (ms) => longestTasks.push(ms) };
    const sides = all.map((_, place) => all[(place + number) % all.length] as Side);
    const figures = new Map<Side, Figures>(sides.map((side) => [side, {}]));
    /** A part that fails must not cost the others; without a first synchronisation its side is out of this run. */
    const take = async (side: Side, name: MeasurementName, measure: () => Promise<Part>) => {
      const own = figures.get(side);
      if (own === undefined) return;
      try {
        const part = await measure();
        Object.assign(own, part.figures);
        for (const what of part.wrong) failed.push({ name, what: `run ${number + 1}, ${side}: ${what}` });
        const verdict = part.wrong.length > 0 ? '  WRONG' : '';
        say(`  run ${number + 1} of ${runs}, ${side.padEnd(9)}  ${describe(part.figures)}${verdict}`);
      } catch (error) {
        const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
        failed.push({ name, what: `run ${number + 1}, ${side}: did not come to an end: ${why}` });
        say(`  run ${number + 1} of ${runs}, ${side.padEnd(9)}  FAILED: ${why}`);
        if (name === 'sync-whole') figures.delete(side);
      }
    };
    const open = new Map<Side, OpenedPage>();
    const profiles = await mkdtemp(path.join(tmpdir(), 'vakhta-bench-'));
    try {
      for (const side of sides)
        await take(side, 'sync-whole', () => measureFirst(run, side, path.join(profiles, side)));
      if (OF_START.some((name) => wanted.has(name))) {
        const changed = choose(await run.colleague.findTruth(), 2 * number * PULLED, PULLED);
        await run.colleague.tag(changed, `start-${number}`);
        for (const side of sides)
          await take(side, 'sync-warm-start', () => measureStart(run, side, path.join(profiles, side), open));
        if (wanted.has('sync-pull-1000')) {
          for (const page of open.values()) await page.setOffline(true);
          const others = choose(await run.colleague.findTruth(), (2 * number + 1) * PULLED, PULLED);
          await run.colleague.tag(others, `pull-${number}`);
          for (const [side, page] of open)
            await take(side, 'sync-pull-1000', () => measurePull(run, page, others.length));
        }
      }
    } finally {
      for (const page of open.values()) await closePage(page).catch(() => undefined);
      await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
    }
    for (const name of wanted) {
      const [product, reference] = [figures.get('product')?.[name], figures.get('reference')?.[name]];
      if (product === undefined || reference === undefined) continue;
      const peers = Object.fromEntries(
        PEERS.flatMap((peer) => {
          const value = figures.get(peer)?.[name];
          return value === undefined ? [] : [[peer, value]];
        }),
      );
      addSample(samples, name, { product, reference, peers });
    }
  }
  return { failed, longestTasks };
}

/** Whether any of these is measured here. */
export function isOfSync(name: MeasurementName): boolean {
  return OF_FIRST.includes(name) || OF_START.includes(name);
}

/** The first synchronisation, and the commands sent after it. */
export async function measureFirst(run: Run, side: Side, profileDir: string): Promise<Part> {
  const { number, colleague, wanted } = run;
  const truth = await colleague.findTruth();
  const opened = await openBenchPage({ side, url: run.helpdesk.url, profileDir, colleague });
  try {
    const task = taskOf(run, truth);
    const answer = await opened.page.evaluate((given) => {
      if (globalThis.benchPage === undefined) throw new Error('The page is not ready.');
      return globalThis.benchPage.synchronise(given);
    }, task);
    const wrong = [...checkFound(answer.found, truth)];
    const figures: Figures = { 'sync-first-page': answer.firstPageMs, 'sync-whole': answer.wholeMs };
    if (side === 'product') run.noteLongest(answer.longestTaskMs);
    if (side === 'product' && answer.longestTaskMs > LONG_TASK_MS) {
      say(`  the main thread was busy for ${answer.longestTaskMs.toFixed(0)} ms at a stretch`);
    }
    if (!wanted.has('sync-push-100')) return { figures, wrong };

    const tag = `push-${side}-${number}`;
    const pushed = await opened.page.evaluate(
      ({ given, ids, name }) => {
        if (globalThis.benchPage === undefined) throw new Error('The page is not ready.');
        return globalThis.benchPage.push(given, ids, name);
      },
      { given: task, ids: choose(truth, number * PUSHED, PUSHED), name: tag },
    );
    const arrived = await colleague.countTagged(tag);
    if (arrived !== PUSHED)
      wrong.push(`${arrived} of ${PUSHED} commands have had their effect on the helpdesk.`);
    return { figures: { ...figures, 'sync-push-100': pushed.pushMs }, wrong };
  } finally {
    await closePage(opened);
  }
}

/** A start in a new browser process on the same profile, after a colleague has tagged tickets. The page is put into `open`. */
async function measureStart(
  run: Run,
  side: Side,
  profileDir: string,
  open: Map<Side, OpenedPage>,
): Promise<Part> {
  const { number, colleague } = run;
  const truth = await colleague.findTruth();
  const opened = await openBenchPage({ side, url: run.helpdesk.url, profileDir, colleague });
  open.set(side, opened);
  const answer = await opened.page.evaluate(
    ({ given, name, count }) => {
      if (globalThis.benchPage === undefined) throw new Error('The page is not ready.');
      return globalThis.benchPage.start(given, name, count);
    },
    { given: taskOf(run, truth), name: `start-${number}`, count: Math.min(PULLED, truth.tickets) },
  );
  const figures: Figures = {
    'sync-warm-start': answer.warmMs,
    'sync-catch-up': answer.catchUpMs,
    'sync-disk': answer.diskBytes,
  };
  return { figures, wrong: checkFirstScreen(answer.early, truth) };
}

/** The network comes back to a page at rest; meanwhile a colleague has tagged tickets. */
async function measurePull(run: Run, { page, setOffline }: OpenedPage, tagged: number): Promise<Part> {
  const truth = await run.colleague.findTruth();
  await page.evaluate(({ given, name, count }) => globalThis.benchPage?.expectPull(given, name, count), {
    given: taskOf(run, truth),
    name: `pull-${run.number}`,
    count: tagged,
  });
  const pulled = page.evaluate(() => {
    if (globalThis.benchPage === undefined) throw new Error('The page is not ready.');
    return globalThis.benchPage.pulled();
  });
  // If the next line fails, nobody waits for it.
  pulled.catch(() => undefined);
  await setOffline(false);
  return { figures: { 'sync-pull-1000': (await pulled).pullMs }, wrong: [] };
}

async function closePage({ page, close }: OpenedPage): Promise<void> {
  await page.evaluate(() => globalThis.benchPage?.close()).catch(() => undefined);
  await close();
}

function taskOf({ colleague, helpdesk }: Place, truth: Truth): Task {
  return {
    profile: { helpdeskId: helpdesk.hello.id, person: colleague.session.person },
    me: colleague.session.person.id,
    view: BENCH_VIEW,
    firstRows: truth.firstIds.length,
    tickets: truth.tickets,
    lookAt: truth.conversations.map(([id]) => id),
  };
}

/** Some tickets, others in every run, as far as there are enough. */
function choose(truth: Truth, from: number, count: number): TicketId[] {
  const all = truth.ticketIds;
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[(from + index) % all.length] as TicketId,
  );
}

function describe(figures: Figures): string {
  return Object.entries(figures)
    .map(
      ([name, value]) =>
        `${name.replace('sync-', '')} ${spellAmount(value, name === 'sync-disk' ? 'bytes' : 'ms')}`,
    )
    .join(', ');
}
