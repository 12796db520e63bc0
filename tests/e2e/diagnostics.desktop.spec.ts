import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnosticsSchema } from '#shared/contract/diagnostics/diagnostics.ts';
import { launchDesktop, type LaunchedDesktop } from '#tests/support/electron.ts';
import { expect, test } from '#tests/support/fixtures.ts';

let folder: string;
let desktop: LaunchedDesktop | undefined;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vakhta-diagnostics-'));
});

test.afterEach(async () => {
  await desktop?.kill();
  desktop = undefined;
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('[A3][A1] a window that hangs: the menu still saves diagnostics, after they could be looked at, without addresses', async () => {
  const profileDir = join(folder, 'profile');
  const file = join(folder, 'saved.json');
  const url = 'https://olga:hunter2@help.weber-autos.example/';
  desktop = await launchDesktop({
    profileDir,
    settings: { language: 'en', helpdesk: { kind: 'remote', url } },
  });
  const { app, page } = desktop;
  await page.waitForLoadState('domcontentloaded');

  // The person at the system's dialogs: looks first, then saves.
  await app.evaluate(({ dialog, shell }, path) => {
    const asked: string[] = [];
    const looked: string[] = [];
    Object.assign(globalThis, { asked, looked });
    shell.openPath = (opened) => {
      looked.push(opened);
      return Promise.resolve('');
    };
    dialog.showMessageBox = ((...args: unknown[]) => {
      const box = args.at(-1) as { message: string; buttons: string[] };
      asked.push(box.message);
      const isOurs = box.buttons.includes('Look at it first');
      const response = isOurs && looked.length === 0 ? 1 : 0;
      return Promise.resolve({ response, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog;
  }, file);

  // From now on the page does nothing any more.
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;) {
        /* hangs */
      }
    });
  });
  await app.evaluate(({ Menu }) => {
    const find = (items: Electron.MenuItem[]): Electron.MenuItem | undefined =>
      items.find((item) => item.label === 'Save diagnostics…') ??
      items.map((item) => (item.submenu ? find(item.submenu.items) : undefined)).find(Boolean);
    find(Menu.getApplicationMenu()?.items ?? [])?.click();
  });

  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 20_000 }).not.toBe('');
  const text = await readFile(file, 'utf8');
  const diagnostics = diagnosticsSchema.parse(JSON.parse(text));
  expect(diagnostics.window).toBeNull();
  expect(diagnostics.desktop).toMatchObject({ settings: { helpdesk: 'remote', isEncrypted: true } });
  expect(diagnostics.desktop?.log.map(({ message }) => message)).toContain('started');
  for (const secret of ['olga', 'hunter2', 'weber', folder]) expect(text).not.toContain(secret);
  const [asked, looked] = await app.evaluate(() => {
    const { asked: a, looked: l } = globalThis as unknown as { asked: string[]; looked: string[] };
    return [a, l];
  });
  expect(asked.filter((message) => message === 'Save diagnostics of this program?')).toHaveLength(2);
  expect(await readFile(looked?.[0] ?? '', 'utf8')).toBe(text);
});
