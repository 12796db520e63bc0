import { chromium, type Page } from '@playwright/test';
import { chromiumPath, sandboxFlags } from '../../support/chromium.ts';
import type { Colleague } from '../helpdesk/colleague.ts';

/** The two ways that are measured. */
export type Side = 'product' | 'reference';

/** A page in a browser of its own, signed in. */
export interface OpenedPage {
  readonly page: Page;
  /** Ends the browser; what it has stored stays in the profile. */
  close(): Promise<void>;
}

/**
 * Starts a Chromium with its profile on the disk (a private window would keep its database in memory) and opens one of the
 * pages in it. Both sides get the same browser, the same session and a page of the same origin.
 */
export async function openBenchPage(options: {
  readonly side: Side;
  readonly url: string;
  readonly profileDir: string;
  readonly colleague: Colleague;
}): Promise<OpenedPage> {
  const { side, url, profileDir, colleague } = options;
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: chromiumPath(),
    headless: true,
    args: [...sandboxFlags(), '--disable-gpu', '--disable-background-networking'],
  });
  const [name, value] = colleague.cookie;
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${url}/${side}.html`);
  await page.waitForFunction(() => globalThis.benchPage !== undefined);
  return { page, close: () => context.close() };
}
