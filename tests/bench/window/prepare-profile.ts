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
  } finally {
    await desktop.close();
  }
}
