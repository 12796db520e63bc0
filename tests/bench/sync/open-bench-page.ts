import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumPath, sandboxFlags } from '../../support/chromium.ts';
import type { Colleague } from '../helpdesk/colleague.ts';
import type { Peer } from '../measurements.ts';

/** The ways that are measured. */
export type Side = 'product' | 'reference' | Peer;

/** A page in a browser of its own, signed in. */
export interface OpenedPage {
  readonly page: Page;
  /** Takes the network away from the page and its workers, or gives it back. */
  setOffline(offline: boolean): Promise<void>;
  /** Ends the browser; what it has stored stays in the profile. */
  close(): Promise<void>;
}

/** How often a starting browser is looked at, how much of that time it may work to count as at rest, and the longest wait. */
const LOOK_MS = 200;
const AT_REST = 0.1;
const LONGEST_START_MS = 20_000;

/**
 * Starts a Chromium with its profile on the disk (a private window would keep its database in memory) and opens one of the
 * pages in it. All sides get the same browser, the same session and a page of the same origin.
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
  const browser = context.browser();
  if (browser !== null) await comeToRest(browser);
  await page.goto(`${url}/${side}.html`);
  await page.waitForFunction(() => globalThis.benchPage !== undefined);
  return {
    page,
    setOffline: (offline) => context.setOffline(offline),
    close: () => context.close(),
  };
}

/**
 * Waits until a browser has started: for its first second it draws windows of its own, on as many processors as it gets,
 * and whatever is measured meanwhile is mostly that.
 */
async function comeToRest(browser: Browser): Promise<void> {
  const devtools = await browser.newBrowserCDPSession();
  const spent = async () => {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
  };
  const deadline = performance.now() + LONGEST_START_MS;
  let quiet = 0;
  for (let before = await spent(); quiet < 2 && performance.now() < deadline;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = await spent();
    quiet = now - before <= LOOK_MS * AT_REST ? quiet + 1 : 0;
    before = now;
  }
  await devtools.detach();
}
