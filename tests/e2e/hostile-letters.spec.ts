import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from '@playwright/test';
import { chromiumPath, sandboxFlags } from '#tests/support/chromium.ts';
import { countPrints } from '#tests/support/count-prints.ts';
import { expect, test as base } from '#tests/support/fixtures.ts';
import { hostileVectors } from '#tests/support/hostile-vectors.ts';
import { openLetterDesk } from '#tests/support/letter-desk.ts';
import { publicVectors } from '#tests/support/public-vectors.ts';

/** Letters on one ticket. */
const ON_ONE = 150;

/** A server that nobody should ask. */
async function setTrap() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('caught');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const test = base.extend<{ trap: Awaited<ReturnType<typeof setTrap>> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants the pattern
  trap: async ({}, use) => {
    const trap = await setTrap();
    await use(trap);
    trap.close();
  },
});

/** What public lists call to show that a script runs. */
const CALLS = ['alert', 'confirm', 'prompt'];

/** Writes down whatever a letter must not bring about. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  const home = new URL(page.url()).origin;
  await page.exposeFunction('hit', (id: number | string) => void seen.push(`script of ${id}`));
  // In frames that come from now on: a sandbox without modal windows would keep silent about a call.
  await page.addInitScript((calls) => {
    for (const call of calls)
      Object.assign(globalThis, { [call]: () => Reflect.get(globalThis, 'hit')(call) });
  }, CALLS);
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.push(`new window: ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    const isOurs = url.startsWith(`${home}/`) || /^(?:app:\/\/vakhta\/|blob:|data:|about:)/.test(url);
    if (!isOurs) seen.push(`request: ${url.slice(0, 200)}`);
  });
  page.on('framenavigated', (frame) => {
    const url = frame.url();
    if (
      frame === page.mainFrame() ? new URL(url).origin !== home : !/^(?:about:srcdoc|about:blank|)$/.test(url)
    )
      seen.push(`navigation: ${url.slice(0, 200)}`);
  });
  return seen;
}

/** Does to every element of the letters in sight what a person could, and more: each event that could start something. */
function provoke(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const frame of document.querySelectorAll<HTMLIFrameElement>('[aria-label="Conversation"] iframe')) {
      const inside = frame.contentDocument;
      if (inside === null || frame.dataset['provoked'] === '') continue;
      frame.dataset['provoked'] = '';
      for (const form of inside.querySelectorAll('form')) form.requestSubmit();
      for (const element of inside.querySelectorAll<HTMLElement>('body *')) {
        for (const name of [
          'mouseover',
          'mouseenter',
          'pointerover',
          'focus',
          'input',
          'toggle',
          'animationstart',
          'load',
          'error',
        ])
          element.dispatchEvent(new Event(name));
        // A link that is really one asks whether to open it: that is told elsewhere.
        if (element.closest('[data-address]') === null) element.click();
      }
    }
  });
}

test('[T1] what trips the canary when it is not made harmless: the vectors are alive', async ({ trap }) => {
  const own = hostileVectors(trap.url);
  const vectors = [...own, ...publicVectors()];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...sandboxFlags()] });
  try {
    const page = await browser.newPage();
    await page.goto(`${trap.url}/control`);
    const seen = await watch(page);
    trap.asked.length = 0;
    for (let from = 0; from < vectors.length; from += 60) {
      await page.evaluate(
        async ({ letters, calls }) => {
          const frames = letters.map(({ html, id }) => {
            const frame = document.createElement('iframe');
            // Not the top: else the first one leads the page away.
            frame.setAttribute('sandbox', 'allow-same-origin allow-scripts allow-forms allow-popups');
            const told = calls.map((call) => `window.${call} = () => parent.hit(${id})`).join(';');
            frame.srcdoc = `<script>window.hit = parent.hit;${told}</script>${html}`;
            const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
            document.body.append(frame);
            return { frame, loaded };
          });
          await Promise.race([
            Promise.all(frames.map(({ loaded }) => loaded)),
            new Promise((done) => setTimeout(done, 2_000)),
          ]);
          for (const { frame } of frames) frame.remove();
        },
        {
          letters: vectors.slice(from, from + 60).map(({ html }, at) => ({ html, id: from + at })),
          calls: CALLS,
        },
      );
    }
    const ran = new Set(
      seen.flatMap((each) => (each.startsWith('script of ') ? [Number(each.slice(10))] : [])),
    );
    const ofPublicLists = [...ran].filter((id) => id >= own.length);
    expect(ran.size - ofPublicLists.length).toBeGreaterThan(60);
    // Most of the public ones were meant for browsers that are gone, or wait for a hand.
    expect(ofPublicLists.length).toBeGreaterThan(25);
    expect(trap.asked.length).toBeGreaterThan(100);
  } finally {
    await browser.close();
  }
});

test('[T1] more than 500 hostile letters of our own and 500 of public lists in the real window: nothing runs, nothing is fetched, nothing leads away', async ({
  host,
  trap,
}) => {
  test.setTimeout(600_000);
  const own = hostileVectors(trap.url);
  const ofPublicLists = publicVectors();
  expect(new Set(own.map(({ html }) => html)).size).toBeGreaterThan(500);
  expect(ofPublicLists.length).toBeGreaterThan(500);
  const vectors = [...own, ...ofPublicLists];
  const tickets = Array.from({ length: Math.ceil(vectors.length / ON_ONE) }, (_, at) => ({
    subject: `Hostile letters ${String.fromCodePoint(0x41 + at)}`,
    letters: vectors.slice(at * ON_ONE, (at + 1) * ON_ONE),
  }));
  const { desk, close } = await openLetterDesk(host, {}, async ({ addTicket }) => {
    for (const { subject, letters } of tickets)
      await addTicket(
        subject,
        letters.map(({ html, name }) => ({ author: name, html: `<p>before</p>${html}`, text: html || name })),
      );
  });
  try {
    const { page } = desk;
    const seen = await watch(page);
    const prints = await countPrints(page);
    let printed = 0;
    await desk.view('All');
    const shown = new Set<string>();
    for (const { subject, letters } of tickets) {
      await desk.open(subject);
      await expect(desk.conversation.locator('iframe').first()).toBeVisible();
      const wanted = new Set(letters.map(({ name }) => `Letter from ${name}`));
      // From the newest to the oldest, a window at a time: only what is near exists.
      await expect
        .poll(
          async () => {
            await provoke(page);
            const titles = await desk.conversation.evaluate((region) => {
              const now = [...region.querySelectorAll('iframe')].map((frame) => frame.title);
              // What took its height only when it was shown may have been passed over: once more from the end.
              if (region.scrollTop === 0) region.scrollTop = region.scrollHeight;
              else region.scrollTop -= region.clientHeight * 0.8;
              return now;
            });
            for (const title of titles) shown.add(`${subject}: ${title}`);
            return [...wanted].filter((title) => !shown.has(`${subject}: ${title}`)).length;
          },
          { timeout: 120_000, intervals: [50] },
        )
        .toBe(0);
      // All of them on one page, as they are printed.
      await desk.conversation.focus();
      await page.keyboard.press('Control+KeyP');
      const sheet = page.locator('iframe[title="Ticket for printing"]');
      await expect(sheet).toBeAttached();
      await expect
        .poll(() =>
          sheet.evaluate(
            (frame: HTMLIFrameElement) => frame.contentDocument?.querySelectorAll('article').length,
          ),
        )
        .toBe(letters.length);
      printed += 1;
      await expect.poll(prints).toBe(printed);
    }
    // The window is still itself.
    await desk.view('All');
    await expect(desk.tickets).toBeVisible();
    expect(seen).toEqual([]);
    expect(trap.asked).toEqual([]);
  } finally {
    await close();
  }
});
