import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bridge } from '#shared/contract/ipc/bridge.ts';
import type { Hello } from '#shared/contract/http/routes.ts';
import { launchDesktop, type LaunchedDesktop, type LaunchOptions } from '#tests/support/electron.ts';
import { expect, test } from '#tests/support/fixtures.ts';

/** What the preload script puts on the page, and a helper of these tests. */
declare global {
  interface Window {
    readonly vakhta: Bridge;
  }
}

let profileDir: string;
let desktop: LaunchedDesktop | undefined;

test.beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'vakhta-shell-'));
});

test.afterEach(async () => {
  await desktop?.kill();
  desktop = undefined;
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

async function launch(options: Omit<LaunchOptions, 'profileDir'> = {}): Promise<Page> {
  desktop = await launchDesktop({ profileDir, settings: {}, ...options });
  return desktop.page;
}

test('[A3] the page has no Node, no Electron and no bridge but ours; it cannot run text or load anything foreign', async () => {
  const page = await launch();
  expect(
    await page.evaluate(() => ({
      bridge: Object.keys(window.vakhta).sort(),
      globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
      origin: location.origin,
    })),
  ).toEqual({ bridge: ['call', 'on'], globals: [], origin: 'app://vakhta' });

  const ran = await page.evaluate(async () => {
    const violation = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      });
    });
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const outcomes = await Promise.all(
      ['https://example.org/', 'http://127.0.0.1:9/', 'file:///etc/passwd'].map((url) =>
        fetch(url).then(
          () => 'fetched',
          () => 'refused',
        ),
      ),
    );
    return { inline: 'inlineRan' in window, outcomes, violation: await violation };
  });
  expect(ran).toEqual({
    inline: false,
    outcomes: ['refused', 'refused', 'refused'],
    violation: 'script-src-elem',
  });
});

test('[A3] leaving the page, opening windows, permissions and devices are denied', async () => {
  const page = await launch();
  const { app } = desktop ?? {};
  await app?.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  await page.evaluate(() => {
    for (const url of [
      'https://example.org/a',
      'mailto:a@example.org',
      'file:///etc/passwd',
      'javascript:1',
      'vakhta://x',
    ]) {
      window.open(url);
    }
    location.href = 'https://example.org/b';
  });
  const permissions = await page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    );
    const place = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('denied'),
      );
    });
    return { camera, place, notifications: await Notification.requestPermission() };
  });
  expect(permissions).toEqual({ camera: 'denied', place: 'denied', notifications: 'denied' });
  expect(page.url()).toMatch(/^app:\/\/vakhta\//);
  await expect
    .poll(() => app?.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(
      expect.arrayContaining(['https://example.org/a', 'mailto:a@example.org', 'https://example.org/b']),
    );
  const opened = await app?.evaluate(() => (globalThis as unknown as { opened: string[] }).opened);
  expect(opened).toHaveLength(3);
  expect(app?.windows()).toHaveLength(1);
});

test('[A3] every message to main is checked: name, sender and content', async () => {
  const page = await launch();
  const refused = { ok: false, error: 'refused-call' };
  const answers = await page.evaluate(async () => {
    const call = window.vakhta.call as unknown as (name: unknown, input: unknown) => Promise<unknown>;
    return [
      await call('no-such-call', null),
      await call('settings.write', { theme: 'pink' }),
      await call('journal.read', { profile: '../../..' }),
      await call('external.open', { url: 5 }),
    ];
  });
  expect(answers).toEqual([refused, refused, refused, refused]);
  expect(
    await page.evaluate(() => window.vakhta.call('external.open', { url: 'file:///etc/passwd' })),
  ).toEqual({
    ok: false,
    error: 'refused',
  });
});

test('[A3][H1] the token stays in main: the page never sees it, and it is there after a restart', async ({
  world,
}) => {
  const person = world.person('operator');
  let page = await launch({ helpdeskUrl: world.helpdesk.url });
  const seen = await page.evaluate(async ({ login, password }) => {
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'x-vakhta': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ login, password, device: 'test' }),
    });
    return {
      status: answer.status,
      headers: [...answer.headers.keys()],
      text: await answer.text(),
      cookie: document.cookie,
    };
  }, person);
  expect(seen.status).toBe(200);
  expect(seen.headers).not.toContain('set-cookie');
  expect(seen.cookie).toBe('');
  expect(seen.text).not.toContain('token');
  await desktop?.kill();
  page = await launch({});
  expect(await page.evaluate(async () => (await fetch('/api/session')).status)).toBe(200);
  await page.evaluate(() => fetch('/api/session', { method: 'DELETE', headers: { 'x-vakhta': '1' } }));
  expect(await page.evaluate(() => window.vakhta.call('secrets.state', null))).toMatchObject({
    value: { hasToken: false },
  });
  expect(await page.evaluate(async () => (await fetch('/api/session')).status)).toBe(401);
});

test('[A1] a damaged settings file is kept aside, defaults are used, and the operator is told', async () => {
  await writeFile(join(profileDir, 'settings.json'), '{"theme":"dark","langu');
  const page = await launch();
  const info = await page.evaluate(() => window.vakhta.call('app.info', null));
  expect(info).toMatchObject({ value: { notices: expect.arrayContaining(['settings-damaged']) } });
  const aside = (await readdir(profileDir)).find((name) => name.startsWith('settings.damaged-'));
  expect(await readFile(join(profileDir, aside ?? ''), 'utf8')).toContain('"langu');
});

test('[H1] the helpdesk on this computer is started again when its process dies', async () => {
  test.setTimeout(240_000);
  const page = await launch({ settings: { helpdesk: { kind: 'embedded' } } });
  const start = await page.evaluate(() => window.vakhta.call('helpdesk.start', null));
  expect(start).toEqual({ ok: true, value: null });
  const before = await page.evaluate(async () => (await (await fetch('/api/hello')).json()) as Hello);
  const port = await readFile(join(profileDir, 'helpdesk-port'), 'utf8');
  const pid = await desktop?.helpdeskPid();
  if (pid === undefined) throw new Error('There is no window.');
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(() => page.evaluate(async () => (await fetch('/api/hello')).headers.get('x-vakhta-proxy')))
    .toBe('unreachable');
  await expect
    .poll(() => page.evaluate(async () => (await fetch('/api/hello')).status), { timeout: 120_000 })
    .toBe(200);
  expect(await page.evaluate(async () => (await (await fetch('/api/hello')).json()) as Hello)).toEqual(
    before,
  );
  expect(await readFile(join(profileDir, 'helpdesk-port'), 'utf8')).toBe(port);
});

test('[A1] a second start hands its link to the first and ends', async () => {
  const page = await launch();
  await page.evaluate(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    window.vakhta.on('ticket.requested', ({ ticket }) => void asked.push(ticket));
  });
  await expect(
    launchDesktop({ profileDir, args: ['vakhta://ticket/1042'] }).then((second) => second.close()),
  ).rejects.toThrow();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { asked: string[] }).asked))
    .toContain('1042');
});

test('[A1] the page is loaded again when its process dies', async () => {
  const page = await launch();
  const { app } = desktop ?? {};
  const stateOf = () =>
    app?.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return {
        pid: contents?.getOSProcessId(),
        isUp: contents?.isCrashed() === false && !contents.isLoading(),
      };
    });
  await page.evaluate(() => Object.assign(window, { fromBefore: true }));
  const pid = (await stateOf())?.pid ?? 0;
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(async () => {
      const state = await stateOf();
      return state?.isUp === true && state.pid !== pid;
    })
    .toBe(true);
  const found = await app?.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      "['vakhta' in window, 'fromBefore' in window]",
    ),
  );
  expect(found).toEqual([true, false]);
});
