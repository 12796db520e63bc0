import { expect } from '@playwright/test';
import { DeskPage } from '../../support/desk-page.ts';
import { launchDesktop } from '../../support/electron.ts';
import type { BenchHelpdesk } from '../helpdesk/bench-helpdesk.ts';

/** Signs somebody in, waits until everything is on this machine, and quits. */
export async function fillProfile(options: {
  readonly profileDir: string;
  readonly helpdesk: BenchHelpdesk;
  readonly login: string;
  readonly password: string;
  readonly tickets: number;
}): Promise<void> {
  const { profileDir, helpdesk, login, password, tickets } = options;
  const desktop = await launchDesktop({ profileDir, helpdeskUrl: helpdesk.url });
  try {
    const desk = new DeskPage(desktop.page);
    await desk.signIn({ login, password }, helpdesk.url);
    await desk.view('All');
    const row = desk.tickets.getByRole('option').first();
    const limit = { timeout: 10 * 60_000 };
    await expect(row).toHaveAttribute('aria-setsize', String(tickets), limit);
    await expect(desk.connection).toContainText('Online, all sent', limit);
    // The first lines for the next start are written some seconds later. Who is measured has worked here before.
    await expect.poll(() => desktop.page.evaluate(hasFirstLines), limit).toBe(true);
  } finally {
    await desktop.close();
  }
}

/** Runs in the page: whether the local database has the lines that a start shows first. */
async function hasFirstLines(): Promise<boolean> {
  const wait = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('It cannot be read.'));
    });
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined) continue;
    const database = await wait(indexedDB.open(name));
    try {
      if (!database.objectStoreNames.contains('hot')) continue;
      if ((await wait(database.transaction('hot').objectStore('hot').count())) > 0) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
