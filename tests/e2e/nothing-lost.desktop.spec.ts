import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hello } from '#shared/contract/http/routes.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { launchDesktop, type LaunchedDesktop } from '#tests/support/electron.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { openFaultProxy } from '#tests/support/faults/fault-proxy.ts';
import { isLong, scenarioSeed } from '#tests/support/long-run.ts';
import { createSeededRandom } from '#tests/support/oracle-random.ts';
import {
  expectSentOnce,
  expectShownAgain,
  nothingShown,
  untilMoment,
  workUntilKilled,
} from '#tests/support/shown-as-saved.ts';

let profileDir: string;
let desktop: LaunchedDesktop | undefined;

test.beforeEach(async () => {
  profileDir = await mkdtemp(join(tmpdir(), 'vakhta-lost-'));
});
test.afterEach(async () => {
  await desktop?.kill();
  desktop = undefined;
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
});

/** Longest that one look at a window may take, in milliseconds. */
const LOOK_MS = 2_000;

/**
 * What the window shows, asked of main: the tests' own line to a page ends with its first process. A process that is asked
 * while it dies never answers, and must not keep anybody from asking the next one.
 */
const textInWindow = (running: LaunchedDesktop) =>
  running.app.evaluate(async ({ BrowserWindow }, limit) => {
    const [window] = BrowserWindow.getAllWindows();
    const text = window?.webContents.executeJavaScript('document.body.innerText').catch(() => '');
    const noAnswer = new Promise((resolve) => setTimeout(() => resolve('no answer'), limit));
    return String(await Promise.race([text, noAnswer]));
  }, LOOK_MS);

test('[O1][O2][T3] the window’s process is killed at any moment: the window comes back by itself with everything it had shown as saved', async ({
  world,
}) => {
  test.setTimeout(isLong ? 900_000 : 240_000);
  const random = createSeededRandom(scenarioSeed);
  const gate = await openFaultProxy(world.helpdesk.url);
  const shown = nothingShown();
  desktop = await launchDesktop({ profileDir, helpdeskUrl: gate.url });
  let desk = new DeskPage(desktop.page);
  const subject = await desk.startWork(world.person('operator'), gate.url, 'All');
  await desk.turnToNote();
  await desk.goOffline(gate);
  for (let round = 1; round <= (isLong ? 8 : 2); round += 1) {
    const running = desktop;
    const working = workUntilKilled(desk.page, shown, `Window ${round}`);
    await untilMoment(random, 400, 3_000);
    const pid = await running.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    );
    if (pid === 0) throw new Error('The window has no process.');
    process.kill(pid, 'SIGKILL');
    await working;
    await expect
      .poll(() => textInWindow(running), { timeout: 60_000, message: 'the window by itself' })
      .toMatch(shown.queued.length === 0 ? /Queue/ : /\d+ waiting/);
    await running.kill();
    desktop = await launchDesktop({ profileDir });
    desk = new DeskPage(desktop.page);
    await expectShownAgain(desk, subject, shown);
  }
  expect(shown.queued.length).toBeGreaterThan(0);
  gate.mend();
  await expectSentOnce(desk, shown);
  await gate.close();
});

test('[H1][O2] the helpdesk on this computer is killed while an operator works: each note is there once', async () => {
  test.setTimeout(isLong ? 900_000 : 300_000);
  const random = createSeededRandom(scenarioSeed);
  desktop = await launchDesktop({ profileDir, settings: { helpdesk: { kind: 'embedded' } } });
  const running = desktop;
  const desk = new DeskPage(running.page);
  // The first start makes a database and fills it.
  await expect(desk.page.getByRole('textbox', { name: 'Login' })).toBeVisible({ timeout: 120_000 });
  const { demo } = await desk.page.evaluate(async () => (await (await fetch('/api/hello')).json()) as Hello);
  const person = demo?.people.find(({ role }) => role === 'operator');
  if (demo === null || person === undefined) throw new Error('The sample data have no operator.');
  const operator = { login: person.login, password: demo.password };
  await desk.startWork(operator, 'its own', 'All', { timeout: 120_000 });
  const notes: string[] = [];
  for (let round = 1; round <= (isLong ? 6 : 1); round += 1) {
    for (let n = 1; n <= 3; n += 1) {
      const words = `Helpdesk ${round}, note ${n}.`;
      await desk.addNote(words);
      await expect(desk.note).toHaveText('');
      notes.push(words);
      if (n !== 2) continue;
      await untilMoment(random, 0, 300);
      process.kill(await running.helpdeskPid(), 'SIGKILL');
    }
    await expect(desk.connection).toContainText('all sent', { timeout: 120_000 });
  }
  for (const words of notes) await expect(desk.conversation.getByText(words, { exact: true })).toHaveCount(1);
});

/** A small disk of its own; null where it may not be made. */
function mountSmallDisk(folder: string): (() => void) | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return () => execFileSync('umount', ['-l', folder]);
}

test('[O2][O5][T3] the disk is full while typing: the window says so, keeps what it had shown as saved, and goes on when there is room, after a restart at the latest', async ({
  world,
}) => {
  test.setTimeout(300_000);
  const unmount = mountSmallDisk(profileDir);
  // A condition of the machine, not of the run: to fill a disk that others write to would take their room as well.
  test.skip(unmount === null, 'a small disk can only be mounted by root on Linux');
  const gate = await openFaultProxy(world.helpdesk.url);
  try {
    desktop = await launchDesktop({ profileDir, helpdeskUrl: gate.url });
    let desk = new DeskPage(desktop.page);
    const subject = await desk.startWork(world.person('operator'), gate.url, 'All');
    await desk.goOffline(gate);
    await desk.addNote('Given while there was room.');
    await expect(desk.connection).toContainText('1 waiting');
    const shown = nothingShown();
    shown.queued.push('Given while there was room.');

    const filler = join(profileDir, 'filler');
    await fillDisk(filler);
    const text = `Typed on a full disk. ${'x'.repeat(8_000)}`;
    await desk.note.fill(text);
    await expect(desk.page.getByText(/Not saved|not safe/).first()).toBeVisible({ timeout: 30_000 });
    await expect(desk.button('Save unsent work as a file').first()).toBeVisible();
    await expect(desk.note).toHaveText(text);

    await rm(filler);
    await desk.note.fill('Typed when there was room again.');
    // Chromium may have given its database up for good when the disk was full: then the window asks to be restarted.
    const saved = desk.page.getByText('Saved on this computer');
    const isSaved = await saved.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (!isSaved) await expect(desk.page.getByText(/restart the program/)).toBeVisible();
    await desktop.kill();
    desktop = await launchDesktop({ profileDir });
    desk = new DeskPage(desktop.page);
    // A database whose disk was full may be thrown away by Chromium as damaged: then the tickets come with the network.
    await expect(desk.connection).toContainText('1 waiting', { timeout: 60_000 });
    await desk.go('Outbox');
    await expect(desk.outbox).toContainText('Given while there was room.');
    await desk.go('Queue');
    gate.mend();
    await expect(desk.connection).toContainText('all sent', { timeout: 120_000 });
    await desk.view('All');
    await desk.open(subject);
    await expectSentOnce(desk, shown);
    await desk.turnToNote();
    if (isSaved) await expect(desk.note).toHaveText('Typed when there was room again.');
    await desk.note.fill('Typed after the restart.');
    await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  } finally {
    await desktop?.kill();
    await gate.close();
    unmount?.();
  }
});

/** Writes until there is no room for another byte. */
async function fillDisk(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4))
      for (;;) if (!(await write(handle, size))) break;
  } finally {
    await handle.close();
  }
}

async function write(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<boolean> {
  try {
    const { bytesWritten } = await handle.write(Buffer.alloc(size, 1));
    return bytesWritten === size;
  } catch {
    return false;
  }
}
