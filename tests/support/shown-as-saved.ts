import { expect, type Page } from '@playwright/test';
import { DeskPage } from './desk-page.ts';
import type { FaultProxy } from './faults/fault-proxy.ts';
import type { SeededRandom } from './oracle-random.ts';

/** What a window has shown as saved while somebody worked in it without a network: to be held against what comes later. */
export interface ShownAsSaved {
  /** Notes counted as waiting, oldest first. */
  readonly queued: string[];
  /** Words of the draft under which "saved" stood; null when they have become a note. */
  draft: string | null;
  /** Words that were being typed or given when the end came: they may be there. */
  readonly unsure: string[];
}

export const nothingShown = (): ShownAsSaved => ({ queued: [], draft: null, unsure: [] });

/** Waits for the seeded moment of a kill, in milliseconds: that it comes unannounced is what it is for. */
export const untilMoment = (random: SeededRandom, from: number, to: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, random.between(from, to)));

/** Types and gives one note after the other on the open ticket, until the window is gone. */
export async function workUntilKilled(page: Page, shown: ShownAsSaved, name: string): Promise<void> {
  const desk = new DeskPage(page);
  try {
    for (let n = 1; ; n += 1) {
      const words = `${name}, note ${n}.`;
      shown.unsure.push(words);
      await desk.note.fill(words);
      await expect(page.getByText('Saved on this computer')).toBeVisible();
      if ((await desk.note.innerText()) === words) shown.draft = words;
      await desk.button('Add note').click();
      await expect(desk.connection).toContainText(`${shown.queued.length + 1} waiting`);
      shown.queued.push(words);
      shown.draft = null;
    }
  } catch (error) {
    if (!page.isClosed() && !/closed|crashed|detached/i.test(String(error))) throw error;
  }
}

/** In a window that was started again, still without a network: everything that was shown as saved is there. */
export async function expectShownAgain(desk: DeskPage, subject: string, shown: ShownAsSaved): Promise<void> {
  // Killed before the first note was given, there is nothing that could wait.
  const waits = shown.queued.length === 0 ? /Offline/ : /\d+ waiting/;
  await expect(desk.connection).toContainText(waits, { timeout: 60_000 });
  await desk.go('Outbox');
  for (const words of shown.queued) await expect(desk.outbox).toContainText(words);
  await desk.go('Queue');
  await desk.view('All');
  await desk.open(subject);
  await desk.turnToNote();
  if (shown.draft === null) return;
  const possible = [shown.draft, shown.unsure.at(-1)];
  // The last words may have been given already when the end came, and then they wait to be sent.
  const given = desk.conversation.getByText(shown.draft, { exact: true });
  await expect(async () => {
    if ((await given.count()) !== 1) expect(possible).toContain(await desk.note.innerText());
  }).toPass({ timeout: 15_000 });
}

/**
 * In a window whose local database is gone, still without a network: that is told, and a note and a draft have come back
 * from the journal. With the network back the note has gone out once.
 */
export async function expectMadeAnew(
  desk: DeskPage,
  gate: FaultProxy,
  subject: string,
  unsent: { readonly note: string; readonly draft: string },
): Promise<void> {
  await expect(desk.page.getByText('The local data were damaged')).toBeVisible({ timeout: 60_000 });
  await desk.go('Outbox');
  await expect(desk.outbox).toContainText(unsent.note);
  await desk.go('Queue');
  gate.mend();
  await expect(desk.connection).toContainText('all sent', { timeout: 90_000 });
  await desk.view('All');
  await desk.open(subject);
  await expect(desk.conversation.getByText(unsent.note)).toHaveCount(1);
  await desk.turnToNote();
  await expect(desk.note).toHaveText(unsent.draft);
}

/** With the network back: each note has come to the helpdesk once, none twice. */
export async function expectSentOnce(desk: DeskPage, shown: ShownAsSaved): Promise<void> {
  await expect(desk.connection).toContainText('all sent', { timeout: 120_000 });
  for (const words of shown.queued) expect(await desk.timesInConversation(words), words).toBe(1);
  for (const words of shown.unsure)
    expect(await desk.timesInConversation(words), words).toBeLessThanOrEqual(1);
}
