import { expect } from '@playwright/test';
import type { DeskPage } from '../../support/desk-page.ts';
import { addSample, type MeasurementName, type Samples } from '../measurements.ts';
import { spellAmount } from '../report/print-table.ts';
import type { FailedRun } from '../report/result.ts';
import { median, quantile } from '../report/statistics.ts';
import { measureEffect, type Deed } from './window-figures.ts';

/** Tickets that are opened in a run, and as many that are resolved and reopened. */
const TICKETS = 20;
/** What the list is narrowed by, one after the other: each finds other tickets than the one before. */
const WORDS = ['a', 'invoice', 'update', 'лицен', 'отчёт', 'не', 'error', '7', 'адаптер', ''];
/** What is asked in the search, one after the other. */
const QUESTIONS = [
  'адаптер не подключается',
  'оплату счетов',
  'лицензии',
  'update failed',
  'invoice payment',
  'обновленеи',
  'status:open отчёт',
];

const HEADER = '[role="group"][aria-label="Ticket"]';
const ARTICLES = 'section[aria-label="Conversation"] article';
const ROWS = '[data-ticket-list] [role="option"]';
const RESULTS = '#search-results [role="option"]';

/** Something that is done again and again, and where it shows. */
interface Effect {
  readonly name: MeasurementName;
  readonly prepare: (desk: DeskPage) => Promise<void>;
  readonly deeds: readonly Deed[];
  readonly places: readonly string[];
}

const EFFECTS: readonly Effect[] = [
  {
    name: 'open-to-paint',
    prepare: toList,
    // Going down the list: each has not been open before.
    deeds: Array.from({ length: TICKETS }, () => ({
      kind: 'pointer',
      on: `${ROWS}[aria-selected="true"] ~ *`,
    })),
    places: [HEADER, ARTICLES],
  },
  {
    name: 'act-to-paint',
    prepare: toList,
    deeds: Array.from({ length: TICKETS }, () => ({ kind: 'key', key: 'e', code: 'KeyE' })),
    places: [HEADER],
  },
  {
    name: 'filter-to-paint',
    prepare: toList,
    deeds: WORDS.map((text) => ({ kind: 'words', into: '[role="search"] input[type="search"]', text })),
    places: [ROWS],
  },
  {
    name: 'search-to-paint',
    async prepare(desk) {
      await desk.go('Search');
      // The first question of all makes the index.
      await desk.page.getByRole('searchbox', { name: 'Search' }).fill('wake');
      await expect(desk.page.locator(RESULTS).first()).toBeVisible({ timeout: 120_000 });
      await expect(desk.page.getByText('Still reading what is on this computer')).toHaveCount(0, {
        timeout: 120_000,
      });
    },
    deeds: QUESTIONS.map((text) => ({ kind: 'words', into: '[role="searchbox"]', text })),
    places: [RESULTS],
  },
];
export const EFFECT_NAMES: readonly MeasurementName[] = EFFECTS.map(({ name }) => name);

/**
 * Measures what an operator does and waits for, beside an empty frame of the same window.
 * @returns what is to be said of this run, and the deeds that nothing came of
 */
export async function measureEffects(
  desk: DeskPage,
  run: {
    readonly number: number;
    readonly frameMs: number;
    readonly wanted: ReadonlySet<MeasurementName>;
    readonly samples: Samples;
  },
): Promise<{ readonly told: readonly string[]; readonly failed: readonly FailedRun[] }> {
  const told: string[] = [];
  const failed: FailedRun[] = [];
  for (const { name, prepare, deeds, places } of EFFECTS) {
    if (!run.wanted.has(name)) continue;
    await prepare(desk);
    const took: number[] = [];
    for (const [n, deed] of deeds.entries()) {
      const ms = await desk.page.evaluate(measureEffect, { deed, places });
      if (ms === null) failed.push({ name, what: `run ${run.number}: nothing came of step ${n + 1}.` });
      else took.push(ms);
      // What it has set off besides belongs to it, not to the next.
      await desk.page.evaluate(
        () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100))),
      );
    }
    if (took.length === 0) continue;
    const product = quantile(took, 0.95);
    addSample(run.samples, name, { product, reference: run.frameMs });
    const what = name.replace('-to-paint', '');
    told.push(`${what} p95 ${spellAmount(product, 'ms')}, median ${spellAmount(median(took), 'ms')}`);
  }
  return { told, failed };
}

/** The list of all tickets with nothing narrowed, its first ticket open. */
async function toList(desk: DeskPage): Promise<void> {
  await desk.go('Queue');
  await desk.view('All');
  await desk.tickets.getByRole('option').first().click();
  await expect(desk.conversation).toBeVisible();
  await desk.tickets.focus();
}
