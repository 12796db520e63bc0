import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { revokeAllDevices } from '#tests/support/revoke-devices.ts';
import { expectMadeAnew } from '#tests/support/shown-as-saved.ts';

const RESEND_MS = 90_000;

test('[A3][H1] a wrong password is told, and nothing typed is lost', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const operator = world.person('operator');
  await desk.chooseTeam(seat.gate.url);
  const login = desk.page.getByRole('textbox', { name: 'Login' });
  await login.fill(operator.login);
  await desk.page.getByLabel('Password', { exact: true }).fill('not it');
  await desk.button('Sign in').click();
  await expect(desk.page.getByRole('alert')).toContainText(/password/i);
  await expect(login).toHaveValue(operator.login);
});

test('[O5][O1][O2] a session revoked in the middle of work: work goes on, and signing in sends it', async ({
  world,
}) => {
  const operator = world.person('operator');
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(operator, seat.gate.url, 'Waiting for us');

  await revokeAllDevices(world.helpdesk.url, operator);
  await expect(desk.connection).toContainText('Signed out');
  await desk.addNote('Written after the session was over.');
  await expect(desk.conversation).toContainText('Written after the session was over.');
  await expect(desk.connection).toContainText('1 waiting');

  await desk.button('Sign in').first().click();
  await desk.signInAgain(operator);
  await expect(desk.connection).toContainText('all sent', { timeout: RESEND_MS });
  await expect(desk.conversation).toContainText('Written after the session was over.');
});

test('[T3][O2] the local database is damaged while offline: draft and unsent work come back, and go out once', async ({
  world,
}) => {
  const operator = world.person('operator');
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  const subject = await desk.startWork(operator, seat.gate.url, 'Waiting for us');
  await desk.goOffline(seat.gate);
  await desk.addNote('Recorded before the damage.');
  await desk.note.fill('Half a sentence that nobody has');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await expect(desk.connection).toContainText('1 waiting');
  await seat.kill();
  expect(await damageDatabases(seat.profileDir)).toBeGreaterThan(0);

  desk = new DeskPage(await seat.start());
  await expectMadeAnew(desk, seat.gate, subject, {
    note: 'Recorded before the damage.',
    draft: 'Half a sentence that nobody has',
  });
});

test('[T4] a file that is too large is refused with its limit, and the draft stays', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('operator'), seat.gate.url);
  await desk.view('Waiting for us');
  await desk.tickets.getByRole('option').first().click();
  await desk.reply.fill('The recording is attached.');
  await desk.reply.evaluate((element) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(26 * 1024 * 1024)], 'recording.mp4', { type: 'video/mp4' }));
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await expect(desk.page.getByRole('alert')).toContainText(/25 MB|25 MiB/);
  await expect(desk.reply).toHaveText('The recording is attached.');
});

test('[A3][O1] signing out warns of unsent work, and then leaves nothing on this machine', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us');
  await desk.goOffline(seat.gate);
  await desk.addNote('Never sent.');
  await expect(desk.connection).toContainText('1 waiting');

  const dialog = desk.page.getByRole('dialog', { name: 'Sign out?' });
  const askToSignOut = async () => {
    await desk.go('Settings');
    await desk.button('Sign out').click();
    await expect(dialog.getByRole('alert')).toContainText('1 unsent action');
  };
  await askToSignOut();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(desk.connection).toContainText('1 waiting');
  await askToSignOut();
  await dialog.getByRole('button', { name: 'Sign out and lose it' }).click();
  await expect(desk.page.getByRole('textbox', { name: 'Login' })).toBeVisible();
  await expect
    .poll(() =>
      desk.page.evaluate(async () =>
        (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith('vakhta_')),
      ),
    )
    .toEqual([]);
});

/** Overwrites the files of every IndexedDB in a profile. @returns how many */
async function damageDatabases(profileDir: string): Promise<number> {
  const files = (await readdir(profileDir, { recursive: true })).filter((file) =>
    /indexeddb\.leveldb[\\/](CURRENT|MANIFEST-\d+|\d+\.(ldb|log))$/.test(file),
  );
  for (const file of files) await writeFile(join(profileDir, file), 'not a database any more');
  return files.length;
}
