import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { revokeAllDevices } from '#tests/support/revoke-devices.ts';
import { storedFile } from '#tests/support/stored-file.ts';
import { isLong, scenarioSeed } from '#tests/support/long-run.ts';
import { createSeededRandom } from '#tests/support/oracle-random.ts';
import {
  expectMadeAnew,
  expectSentOnce,
  expectShownAgain,
  nothingShown,
  untilMoment,
  workUntilKilled,
} from '#tests/support/shown-as-saved.ts';

const RESEND_MS = 90_000;

test('[O1][O2][T3] killed at any moment of typing and giving, again and again: what was shown as saved is there and goes out once', async ({
  world,
}) => {
  test.setTimeout(isLong ? 900_000 : 240_000);
  const random = createSeededRandom(scenarioSeed);
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  await desk.turnToNote();
  await desk.goOffline(seat.gate);

  const shown = nothingShown();
  for (let round = 1; round <= (isLong ? 12 : 2); round += 1) {
    const working = workUntilKilled(desk.page, shown, `Round ${round}`);
    await untilMoment(random, 400, 3_000);
    await seat.kill();
    await working;
    desk = new DeskPage(await seat.start());
    await expectShownAgain(desk, subject, shown);
  }
  expect(shown.queued.length).toBeGreaterThan(0);
  seat.gate.mend();
  await expectSentOnce(desk, shown);
});

test('[O1][O2][T3] the local database is deleted while offline: draft, files and unsent work come back from the journal, and go out once', async ({
  world,
}) => {
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  await desk.goOffline(seat.gate);
  await desk.turnToNote();
  await desk.note.fill('With the picture.');
  const png = await pictureOf(desk);
  await desk.pastePicture(desk.note, png, 'picture.png');
  // In the words, or beneath them where the editor is not there yet.
  const shown = desk.page.getByText('picture.png').or(desk.note.getByRole('img', { name: 'picture.png' }));
  await expect(shown.first()).toBeVisible();
  await desk.button('Add note').click();
  await expect(desk.connection).toContainText('1 waiting');
  await desk.note.fill('Half a sentence');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await seat.kill();
  const folders = (await readdir(seat.profileDir, { recursive: true })).filter((name) =>
    /(^|[\\/])IndexedDB$/.test(name),
  );
  expect(folders.length).toBeGreaterThan(0);
  for (const folder of folders) await rm(join(seat.profileDir, folder), { recursive: true });

  desk = new DeskPage(await seat.start());
  await expectMadeAnew(desk, seat.gate, subject, { note: 'With the picture.', draft: 'Half a sentence' });
  expect(await storedFile(world.helpdesk.url, world.person('operator'), png)).toEqual(png);
});

test('[O2][O5] the session is over in the middle of typing, and another person signs in: the first one’s work is not sent until he is back', async ({
  world,
}) => {
  const [first, second] = [world.person('operator'), world.person('operator', 1)];
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const subject = await desk.startWork(first, seat.gate.url, 'All');
  await desk.goOffline(seat.gate);
  await desk.addNote('Written by the first.');
  await expect(desk.connection).toContainText('1 waiting');
  await desk.note.fill('And a draft of his');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await revokeAllDevices(world.helpdesk.url, first);
  seat.gate.mend();
  await expect(desk.connection).toContainText('Signed out', { timeout: RESEND_MS });
  await expect(desk.note).toHaveText('And a draft of his');

  await desk.button('Sign in').first().click();
  await desk.signInAgain(second);
  await expect(desk.page.getByRole('dialog').getByRole('alert')).toContainText(first.name);
  await expect(desk.connection).toContainText('1 waiting');
  await desk.signInAgain(first);
  await expect(desk.connection).toContainText('all sent', { timeout: RESEND_MS });
  await expect(desk.conversation.getByText('Written by the first.')).toHaveCount(1);
  const author = desk.conversation.locator('article, li').filter({ hasText: 'Written by the first.' });
  await expect(author.first()).toContainText(first.name);
  await desk.view('All');
  await desk.open(subject);
  await desk.turnToNote();
  await expect(desk.note).toHaveText('And a draft of his');
});

/** A picture that a browser can draw. */
async function pictureOf(desk: DeskPage): Promise<Buffer> {
  const base64 = await desk.page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 300;
    canvas.height = 200;
    canvas.getContext('2d')?.fillRect(20, 20, 100, 60);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(base64, 'base64');
}
