import { expect } from '@playwright/test';
import { say } from '../../../scripts/bootstrap/say.mjs';
import { DeskPage } from '../../support/desk-page.ts';
import { launchDesktop } from '../../support/electron.ts';
import type { Colleague } from '../helpdesk/colleague.ts';
import { addSample, type MeasurementName, type Samples } from '../measurements.ts';
import { spellAmount } from '../report/print-table.ts';
import type { FailedRun } from '../report/result.ts';
import { median, quantile } from '../report/statistics.ts';
import { measureEffects } from './measure-effects.ts';
import { measureEmptyFrames, measureKeys, measureReply } from './window-figures.ts';

/** Times J is pressed in a run, and as often K. */
const PRESSES = 40;
const REPLIES = 20;
const EMPTY_FRAMES = 120;

/**
 * Measures keys in the product's window with all tickets in it, beside empty frames of the same window.
 * @returns the runs in which a key had no effect, or a reply did not reach the helpdesk
 */
export async function measureKeysToPaint(options: {
  readonly profileDir: string;
  readonly colleague: Colleague;
  readonly tickets: number;
  readonly runs: number;
  readonly wanted: ReadonlySet<MeasurementName>;
  readonly samples: Samples;
}): Promise<readonly FailedRun[]> {
  const { profileDir, colleague, tickets, runs, wanted, samples } = options;
  const failed: FailedRun[] = [];
  const desktop = await launchDesktop({ profileDir });
  try {
    const desk = new DeskPage(desktop.page);
    await desk.view('All');
    await expect(desk.tickets.getByRole('option').first()).toHaveAttribute('aria-setsize', String(tickets), {
      timeout: 60_000,
    });
    for (let number = 0; number < runs; number += 1) {
      const frameMs = median(await desk.page.evaluate(measureEmptyFrames, EMPTY_FRAMES));
      const line = [`empty frame ${spellAmount(frameMs, 'ms')}`];
      if (wanted.has('key-to-paint')) {
        await toFirstTicket(desk, 'All');
        const keys = [...pressesOf('j'), ...pressesOf('k')];
        const { keyMs, late, unheard } = await desk.page.evaluate(measureKeys, keys);
        const product = quantile(keyMs, 0.95);
        addSample(samples, 'key-to-paint', { product, reference: frameMs });
        if (unheard > 0) {
          failed.push({
            name: 'key-to-paint',
            what: `run ${number + 1}: ${unheard} keys did not move the cursor.`,
          });
        }
        line.push(
          `J/K p95 ${spellAmount(product, 'ms')}, median ${spellAmount(median(keyMs), 'ms')}, ` +
            `${keys.length - late} of ${keys.length} in the very next frame`,
        );
      }
      if (wanted.has('reply-to-paint')) {
        const replyMs: number[] = [];
        await toFirstTicket(desk, 'Waiting for us');
        for (let reply = 0; reply < REPLIES; reply += 1) {
          const text = `Measured reply ${number + 1}.${reply + 1}, thank you for your patience.`;
          const shownMs = await replyOnce(desk, text);
          const arrived = shownMs === null ? 0 : await countArrived(colleague, text);
          if (shownMs !== null && arrived === 1) replyMs.push(shownMs);
          else {
            const what = shownMs === null ? 'was not shown' : `arrived ${arrived} times`;
            failed.push({ name: 'reply-to-paint', what: `run ${number + 1}: reply ${reply + 1} ${what}.` });
          }
        }
        if (replyMs.length > 0) {
          const product = quantile(replyMs, 0.95);
          addSample(samples, 'reply-to-paint', { product, reference: frameMs });
          line.push(`reply p95 ${spellAmount(product, 'ms')}, median ${spellAmount(median(replyMs), 'ms')}`);
        }
      }
      const effects = await measureEffects(desk, { number: number + 1, frameMs, wanted, samples });
      failed.push(...effects.failed);
      line.push(...effects.told);
      say(`  run ${number + 1} of ${runs}  ${line.join('; ')}`);
    }
  } finally {
    await desktop.close();
  }
  return failed;
}

async function toFirstTicket(desk: DeskPage, view: string): Promise<void> {
  await desk.go('Queue');
  await desk.view(view);
  await desk.tickets.getByRole('option').first().click();
  await expect(desk.conversation).toBeVisible();
  await desk.tickets.focus();
}

function pressesOf(key: 'j' | 'k') {
  return Array.from({ length: PRESSES }, () => ({ key, code: `Key${key.toUpperCase()}` }));
}

/** Goes to the next ticket, writes, and sends: only the sending is measured. */
async function replyOnce(desk: DeskPage, text: string): Promise<number | null> {
  await desk.tickets.focus();
  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('r');
  await expect(desk.reply).toBeFocused();
  await desk.reply.fill(text);
  return desk.page.evaluate(measureReply, text);
}

/** How often a reply is on the helpdesk, once it is there at all. */
async function countArrived(colleague: Colleague, text: string): Promise<number> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const count = await colleague.countReplies(text);
    if (count > 0 || performance.now() > deadline) return count;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
