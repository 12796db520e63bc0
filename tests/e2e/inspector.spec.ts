import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const RESEND_MS = 90_000;

test('[O5][O4][O2][T3] the inspector shows a cut connection and its recovery; fetched anew, draft and queued work stay', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us', { timeout: RESEND_MS });

  await desk.button('Synchronisation details').click();
  const connection = desk.page.getByRole('region', { name: 'Connection details' });
  const work = desk.page.getByRole('region', { name: 'Under way' });
  const unsent = desk.page.getByRole('region', { name: 'Unsent work' });
  const exchanges = desk.page.getByRole('region', { name: 'Last exchanges' });
  await expect(connection).toContainText('this window');
  await expect(connection).toContainText('as this computer’s');
  await expect(connection.getByRole('listitem').first()).toContainText('Connected');
  await expect(work).toContainText('complete');
  await expect(work).toContainText('1 time');
  await expect(exchanges.getByRole('row').filter({ hasText: 'changes' }).first()).toContainText(/KB|B/);

  seat.gate.cut();
  await expect(connection.getByRole('listitem').first()).toContainText('Offline');
  await desk.button('Try now').first().click();
  await expect(exchanges.getByRole('row').filter({ hasText: 'Offline' }).first()).toBeVisible();

  // Unsent work of both kinds, then everything fetched anew as soon as there is a network.
  await desk.go('Queue');
  await desk.addNote('Queued before it was fetched anew.');
  await desk.reply
    .or(desk.page.getByRole('tab', { name: 'Reply' }))
    .first()
    .click();
  await desk.reply.fill('Half a sentence');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await desk.button('Synchronisation details').click();
  await expect(unsent).toContainText('1 · Waits for the connection.');
  await expect(unsent).toContainText('15 characters');
  await expect(unsent).not.toContainText('Half a sentence');
  await desk.button('Synchronise anew…').click();
  const dialog = desk.page.getByRole('dialog', { name: 'Fetch the local copy anew?' });
  await expect(dialog).toContainText('There is no connection now');
  await dialog.getByRole('button', { name: 'Synchronise anew' }).click();

  await desk.comeBack(seat.gate);
  await expect(work).toContainText('2 times', { timeout: RESEND_MS });
  await expect(work).toContainText('complete', { timeout: RESEND_MS });
  await expect(connection.getByRole('listitem').first()).toContainText('Connected');
  await desk.go('Queue');
  await expect(desk.reply).toHaveText('Half a sentence');
  await expect(desk.connection).toContainText('all sent', { timeout: RESEND_MS });
  await expect(desk.conversation.getByText('Queued before it was fetched anew.')).toHaveCount(1);
});

test('[A3][O5] the diagnostics file is seen before it is saved, and holds nobody’s data', async ({
  world,
}) => {
  const operator = world.person('operator');
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(operator, seat.gate.url);
  const subject = await desk.openFirst('Waiting for us');
  await desk.reply.fill('A word to nobody: 4111 1111 1111 1111');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  const seen = await desk.page.locator('main').innerText();

  await desk.go('Settings');
  await desk.button('Save diagnostics…').click();
  const content = desk.page.getByRole('textbox', { name: 'Content of the file' });
  await content.waitFor();
  const text = await content.inputValue();
  const parsed = JSON.parse(text) as { window: { host: string; store: unknown }; desktop: unknown };
  expect(parsed.window.host).toBe(world.host);
  expect(parsed.window.store).toMatchObject({ drafts: [{ chars: 37, files: 0, bytes: 0 }] });
  expect(parsed.desktop === null).toBe(world.host === 'browser');
  for (const secret of [operator.name, operator.login, subject, '4111 1111', seat.profileDir, '127.0.0.1'])
    expect(text).not.toContain(secret);
  // Nor any line of what was on the screen: subjects, customers, words.
  const lines = seen.split('\n').filter((line) => line.trim().length > 12);
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(text).not.toContain(line.trim());

  if (world.host === 'browser') {
    const download = desk.page.waitForEvent('download');
    await desk.button('Save as a file').click();
    expect((await download).suggestedFilename()).toMatch(/^vakhta-diagnostics-.*\.json$/);
  }
});
