import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import type { Hello } from '#shared/contract/http/routes.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import {
  embeddedHelpdeskUrl,
  launchPacked,
  packApp,
  packedFiles,
  packedProgram,
  type PackedApp,
} from '#tests/support/packed-app.ts';

test.describe.configure({ mode: 'serial' });

let profileDir: string;
let app: PackedApp | undefined;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  await packApp();
  profileDir = await mkdtemp(join(tmpdir(), 'vakhta-packed-'));
});

test.afterEach(async () => {
  await app?.kill();
  app = undefined;
});

test.afterAll(async () => {
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

test('[A3][A4] the packed app has its fuses set and carries nothing but what was built', async () => {
  const fuses = await getCurrentFuseWire(packedProgram());
  const ON = FuseState.ENABLE;
  const OFF = FuseState.DISABLE;
  expect(fuses).toMatchObject({
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableCookieEncryption]: ON,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
  });
  const files = packedFiles();
  expect(files).toContain('/out/main/main.js');
  expect(files).toContain('/out/renderer/index.html');
  const foreign = files.filter(
    (file) =>
      !/^\/(package\.json|out(\/(main|preload|renderer)(\/.*)?)?)$/.test(file) ||
      /\.(ts|tsx|map)$/.test(file),
  );
  expect(foreign).toEqual([]);
});

test('[A1][A4][H1][H2][T4] in the packed app an operator answers a customer through the helpdesk on this computer', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  app = await launchPacked({ profileDir, settings: { helpdesk: { kind: 'embedded' } } });
  const { page } = app;
  const login = page.getByRole('textbox', { name: 'Login' });
  // The first start makes a database and fills it.
  await expect(login).toBeVisible({ timeout: 180_000 });
  const hello = await page.evaluate(async () => (await (await fetch('/api/hello')).json()) as Hello);
  const operator = hello.demo?.people.find((person) => person.role === 'operator');
  if (hello.demo === null || operator === undefined) throw new Error('The sample data have no operator.');
  await login.fill(operator.login);
  await page.getByLabel('Password', { exact: true }).fill(hello.demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const desk = new DeskPage(page);
  // The first synchronisation, from a database in WebAssembly.
  await expect(desk.tickets).toBeVisible({ timeout: 90_000 });
  await desk.view('All');

  const customer = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await customer.goto(`${embeddedHelpdeskUrl(profileDir)}/contact?lang=en`);
  await customer.getByLabel('Your name').fill('Olga Weber');
  await customer.getByLabel('E-mail').fill('olga@weber-autos.example');
  await customer.getByLabel('Subject').fill('Keys are not found after the update');
  await customer.getByLabel('Message').fill('The program does not see the USB key any more.');
  await customer.getByRole('button', { name: 'Send' }).click();

  await desk.open(/Keys are not found after the update/);
  await expect(desk.conversation).toContainText('does not see the USB key');
  await desk.reply.fill('Please install the driver 7.3, then start the program again.');
  await desk.button('Send').click();

  const answer = customer.getByRole('article').filter({ hasText: 'Please install the driver 7.3' });
  await expect(answer).toHaveCount(1, { timeout: 60_000 });
  await expect(answer).toContainText(operator.name);
});

test('[A1][O1] the packed app opens its work again after it was killed', async () => {
  app = await launchPacked({ profileDir });
  const desk = new DeskPage(app.page);
  await expect(desk.tickets).toBeVisible({ timeout: 60_000 });
  await desk.view('All');
  await desk.open(/Keys are not found after the update/);
  await expect(desk.conversation).toContainText('Please install the driver 7.3');
});
