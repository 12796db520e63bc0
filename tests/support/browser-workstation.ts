import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { SESSION_COOKIE } from '#shared/contract/http/routes.ts';
import { chromiumPath, sandboxFlags } from './chromium.ts';
import type { Workstation } from './running-workstation.ts';

/**
 * Opens the browser host in a Chromium of its own, with its profile in a folder, so that it can be killed like any
 * process and started again on the same data.
 */
export async function openBrowserWorkstation(options: {
  readonly profileDir: string;
  readonly url: string;
  readonly settings: Partial<Settings>;
}): Promise<Workstation> {
  const portFile = join(options.profileDir, 'DevToolsActivePort');
  await rm(portFile, { force: true });
  const child = spawn(
    chromiumPath(),
    [
      ...sandboxFlags(),
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${options.profileDir}`,
      '--no-first-run',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=en',
      '--window-size=1440,900',
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  const ended = once(child, 'exit');
  const endpoint = await waitForPort(portFile);
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Chromium has no context.');
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 1440, height: 900 });
  // Settings of a profile that has none yet. They are only read: a write here would put off the first one of the window,
  // because Chromium writes local storage to the disk once a minute at most.
  await page.addInitScript((settings) => {
    const read = Storage.prototype.getItem;
    Storage.prototype.getItem = function getItem(this: Storage, key: string) {
      const found = read.call(this, key);
      return found === null && key === 'vakhta.settings' ? JSON.stringify(settings) : found;
    };
  }, options.settings);
  await page.goto(options.url);

  const end = async (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      // The whole group: a killed browser process must not leave a renderer that still writes.
      process.kill(-child.pid, signal);
      await ended;
    }
    await browser.close().catch(() => undefined);
  };
  return {
    page,
    sessionKept: () => waitForCookie(options.profileDir),
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

/** Chromium writes its cookies down with a delay of up to 30 s. */
async function waitForCookie(profileDir: string): Promise<void> {
  const folder = join(profileDir, 'Default');
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    for (const file of ['Cookies', 'Network/Cookies']) if (await isCookieKept(join(folder, file))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Chromium has not written the cookie of the session within 60 s.');
}

/**
 * The bytes are in SQLite's file some milliseconds before they count: until its rollback journal is emptied, the next start
 * after a kill takes them out again, and nobody is signed in.
 */
async function isCookieKept(file: string): Promise<boolean> {
  const bytes = await readFile(file).catch(() => null);
  if (bytes?.includes(SESSION_COOKIE) !== true) return false;
  const journal = await stat(`${file}-journal`).catch(() => null);
  return journal === null || journal.size === 0;
}

async function waitForPort(file: string): Promise<string> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const [port, path] = text.split('\n');
    if (port && path) return `http://127.0.0.1:${port}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Chromium did not open its debugging port within 30 s.');
}
