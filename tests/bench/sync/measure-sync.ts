import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TicketId } from '#shared/base/brand.ts';
import { say } from '../../../scripts/bootstrap/say.mjs';
import type { BenchHelpdesk } from '../helpdesk/bench-helpdesk.ts';
import type { Colleague } from '../helpdesk/colleague.ts';
import { addSample, type MeasurementName, type Samples } from '../measurements.ts';
import type { Task } from '../pages/bench-page.ts';
import { spellAmount } from '../report/print-table.ts';
import type { FailedRun } from '../report/result.ts';
import { checkFirstScreen, checkFound } from './check-found.ts';
import { openBenchPage, type Side } from './open-bench-page.ts';
import { BENCH_VIEW, type Truth } from './truth.ts';

const PUSHED = 100;
const PULLED = 1_000;
/** What is measured at a second start on the same profile. */
const AFTER_START: readonly MeasurementName[] = ['sync-warm-start', 'sync-pull-1000', 'sync-disk'];

/** Figures of one side in one run, as far as they were asked for. */
type Figures = Partial<Record<MeasurementName, number>>;

/** A part of a run: what was measured, and what was wrong with its results. */
interface Part {
  readonly name: MeasurementName;
  readonly figures: Figures;
  readonly wrong: readonly string[];
}

interface Run {
  readonly number: number;
  readonly helpdesk: BenchHelpdesk;
  readonly colleague: Colleague;
  readonly wanted: ReadonlySet<MeasurementName>;
}

/**
 * Measures the synchronisation, product and reference in turn, each time in a new browser with an empty profile.
 * @returns the runs whose results were wrong
 */
export async function measureSync(options: {
  readonly helpdesk: BenchHelpdesk;
  readonly colleague: Colleague;
  readonly runs: number;
  readonly wanted: ReadonlySet<MeasurementName>;
  readonly samples: Samples;
}): Promise<readonly FailedRun[]> {
  const { runs, wanted, samples, ...rest } = options;
  const failed: FailedRun[] = [];
  const isStartWanted = AFTER_START.some((name) => wanted.has(name));
  for (let number = 0; number < runs; number += 1) {
    const run: Run = { ...rest, number, wanted };
    const sides: readonly Side[] = number % 2 === 0 ? ['reference', 'product'] : ['product', 'reference'];
    const figures: Record<Side, Figures> = { product: {}, reference: {} };
    const take = (side: Side, part: Part) => {
      Object.assign(figures[side], part.figures);
      for (const what of part.wrong)
        failed.push({ name: part.name, what: `run ${number + 1}, ${side}: ${what}` });
      const verdict = part.wrong.length > 0 ? '  WRONG' : '';
      say(`  run ${number + 1} of ${runs}, ${side.padEnd(9)}  ${describe(part.figures)}${verdict}`);
    };
    const profiles = await mkdtemp(path.join(tmpdir(), 'vakhta-bench-'));
    try {
      for (const side of sides) take(side, await measureFirst(run, side, path.join(profiles, side)));
      if (isStartWanted) {
        const truth = await run.colleague.findTruth();
        const changed = choose(truth, number * PULLED, Math.min(PULLED, truth.tickets));
        await run.colleague.tag(changed, `pull-${number}`);
        for (const side of sides) {
          take(side, await measureStart(run, side, path.join(profiles, side), changed.length));
        }
      }
    } finally {
      await rm(profiles, { recursive: true, force: true, maxRetries: 5 });
    }
    for (const name of wanted) {
      const [product, reference] = [figures.product[name], figures.reference[name]];
      if (product !== undefined && reference !== undefined) addSample(samples, name, { product, reference });
    }
  }
  return failed;
}

/** The first synchronisation, and the commands sent after it. */
async function measureFirst(run: Run, side: Side, profileDir: string): Promise<Part> {
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
    if (side === 'product' && answer.longestTaskMs > 50) {
      say(
        `  the main thread was busy for ${answer.longestTaskMs.toFixed(0)} ms at a stretch (wanted: at most 50)`,
      );
    }
    if (!wanted.has('sync-push-100')) return { name: 'sync-whole', figures, wrong };

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
    return { name: 'sync-whole', figures: { ...figures, 'sync-push-100': pushed.pushMs }, wrong };
  } finally {
    await opened.page.evaluate(() => globalThis.benchPage?.close()).catch(() => undefined);
    await opened.close();
  }
}

/** A start in a new browser process on the same profile, after a colleague has tagged tickets. */
async function measureStart(run: Run, side: Side, profileDir: string, changed: number): Promise<Part> {
  const { number, colleague } = run;
  const truth = await colleague.findTruth();
  const opened = await openBenchPage({ side, url: run.helpdesk.url, profileDir, colleague });
  try {
    const answer = await opened.page.evaluate(
      ({ given, name, count }) => {
        if (globalThis.benchPage === undefined) throw new Error('The page is not ready.');
        return globalThis.benchPage.start(given, name, count);
      },
      { given: taskOf(run, truth), name: `pull-${number}`, count: changed },
    );
    const wrong = checkFirstScreen(answer.early, truth);
    return {
      name: 'sync-warm-start',
      figures: {
        'sync-warm-start': answer.warmMs,
        'sync-pull-1000': answer.pullMs,
        'sync-disk': answer.diskBytes,
      },
      wrong,
    };
  } finally {
    await opened.close();
  }
}

function taskOf({ colleague, helpdesk }: Run, truth: Truth): Task {
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
  return Array.from({ length: count }, (_, index) => all[(from + index) % all.length] as TicketId);
}

function describe(figures: Figures): string {
  return Object.entries(figures)
    .map(
      ([name, value]) =>
        `${name.replace('sync-', '')} ${spellAmount(value, name === 'sync-disk' ? 'bytes' : 'ms')}`,
    )
    .join(', ');
}
