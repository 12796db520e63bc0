import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const SENT_MS = 90_000;

test('[T3] words that were deleted, and a draft that was discarded, come back from the versions', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  const long = 'Please install Service Pack 3 first: without it this certificate cannot be checked at all.';
  await desk.reply.fill(long);
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await desk.reply.fill('Hm.');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();

  await desk.button('Versions').click();
  const dialog = desk.page.getByRole('dialog', { name: 'Versions of the reply' });
  await expect(dialog.getByRole('document', { name: 'The version' })).toContainText('Service Pack 3');
  await dialog.getByRole('button', { name: 'Restore this version' }).press('Enter');
  await expect(desk.reply).toHaveText(long);
  await expect(desk.reply).toBeFocused();
  // Taken back: the present was kept too.
  await desk.button('Undo').click();
  await expect(desk.reply).toHaveText('Hm.');
  // What was told goes away; the next one is another.
  await expect(desk.button('Undo')).toHaveCount(0);

  await desk.go('Drafts');
  const line = desk.page.getByRole('listitem', { name: /^Reply/ });
  await expect(line).toContainText('Hm.');
  await line.getByRole('button', { name: 'Discard' }).click();
  await expect(desk.page.getByText('No drafts')).toBeVisible();
  await desk.button('Undo').click();
  await expect(line).toContainText('Hm.');
});

test('[T3] a draft is on one’s other computer, in the list there, and gone when it was sent here', async ({
  world,
}) => {
  const person = world.person('operator');
  const [here, there] = [await world.seat(), await world.seat()];
  const [mine, theirs] = [new DeskPage(here.page), new DeskPage(there.page)];
  const subject = await mine.startWork(person, here.gate.url, 'All');
  await theirs.signIn(person, there.gate.url);
  await mine.reply.fill('Begun at the office');
  const drafts = theirs.page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Drafts, 1' });
  await expect(drafts).toBeVisible({ timeout: SENT_MS });
  await theirs.page.keyboard.press('g');
  await theirs.page.keyboard.press('d');
  const line = theirs.page.getByRole('listitem', { name: /^Reply/ });
  await expect(line).toContainText('Begun at the office');
  await expect(line).toBeFocused();
  await theirs.page.keyboard.press('Enter');
  await expect(theirs.reply).toBeFocused();
  await expect(theirs.reply).toHaveText('Begun at the office');
  await expect(theirs.header).toContainText(subject);
  await theirs.reply.fill('Begun at the office, ended at home');
  await expect(mine.reply).toHaveText('Begun at the office, ended at home', { timeout: SENT_MS });
  await mine.button('Send').click();
  await expect(theirs.reply).toHaveText('', { timeout: SENT_MS });
  await theirs.go('Drafts');
  await expect(theirs.page.getByText('No drafts')).toBeVisible();
});

test('[T5] sending is undone within its time, by the line above the field, and the words are the draft again', async ({
  world,
}) => {
  const seat = await world.seat({ undoSendSeconds: 30 });
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  await desk.reply.fill('Sent too early');
  await desk.reply.press('Control+Enter');
  const held = desk.page.getByRole('region', { name: 'Not sent yet' });
  await expect(held).toContainText(/goes out in \d+ seconds/);
  await expect(desk.conversation).toContainText('Sent too early');
  await held.getByRole('button', { name: 'Undo sending' }).click();
  await expect(desk.reply).toHaveText('Sent too early');
  await expect(desk.reply).toBeFocused();
  await expect(held).toBeHidden();
  await expect(desk.conversation).not.toContainText('Sent too early');

  await desk.button('Send').click();
  await held.getByRole('button', { name: 'Send now' }).click();
  await expect(desk.connection).toContainText('all sent');
  await expect(desk.conversation.getByText('Sent too early')).toHaveCount(1);
});

test('[T5][O1] killed while sending can be undone: after the next start it goes out once', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const seat = await world.seat({ undoSendSeconds: 30 });
  let desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  // A browser writes down late who is signed in: from here on it has.
  await seat.kill();
  desk = new DeskPage(await seat.start());
  await desk.view('All');
  await desk.open(subject);
  await desk.reply.fill('Through the kill');
  await desk.button('Send').click();
  await expect(desk.page.getByRole('region', { name: 'Not sent yet' })).toContainText('goes out in');
  await seat.kill();

  desk = new DeskPage(await seat.start());
  await desk.view('All');
  await desk.open(subject);
  await expect(desk.connection).toContainText('all sent', { timeout: SENT_MS });
  await expect(desk.conversation.getByText('Through the kill')).toHaveCount(1);
  await expect(desk.reply).toHaveText('');
});

test('[T5] send later: it waits in the outbox, at another time if one wants, and holds nothing else back', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  await desk.reply.fill('Good morning!');
  await desk.button('More ways to send').click();
  await desk.page.getByRole('menuitem', { name: 'Send later…' }).click();
  await desk.page
    .getByRole('dialog', { name: 'Send later' })
    .getByRole('button', { name: /Tomorrow/ })
    .click();
  const held = desk.page.getByRole('region', { name: 'Not sent yet' });
  await expect(held).toContainText('Good morning!');
  await expect(held).toContainText('09:00');
  await expect(desk.reply).toHaveText('');
  await desk.addNote('Meanwhile');
  await expect(desk.conversation.getByText('Meanwhile')).toHaveCount(1);
  await expect(desk.connection).toContainText('all sent');

  await desk.go('Outbox');
  const scheduled = desk.page.getByRole('region', { name: 'Scheduled' });
  await expect(scheduled).toContainText('Vakhta must be running');
  await scheduled.getByRole('button', { name: 'Another time' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Send later' });
  await dialog.getByLabel('Date and time').fill('2099-01-02T10:30');
  await dialog.getByRole('button', { name: 'Send then' }).click();
  await expect(scheduled).toContainText('10:30');
  await scheduled.getByRole('button', { name: 'Send now' }).click();
  await expect(desk.connection).toContainText('all sent');
  await desk.go('Queue');
  await expect(desk.conversation.getByText('Good morning!')).toHaveCount(1);
});

test('[T3] send and go to the next ticket, send and resolve: by their keys', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const first = await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  const second = await desk.subjectOf(desk.tickets.getByRole('option').nth(1));
  await desk.reply.fill('To the first');
  await desk.reply.press('Control+Period');
  await expect(desk.header).toContainText(second);
  await desk.reply.fill('To the second');
  await desk.reply.press('Control+Shift+Enter');
  await expect(desk.header).toContainText('Resolved');
  await expect(desk.connection).toContainText('all sent');
  await expect(desk.conversation.getByText('To the second')).toHaveCount(1);
  await desk.open(first);
  await expect(desk.conversation.getByText('To the first')).toHaveCount(1);
});

test('[T3][T6] killed in the middle of a hand-over: the words are in the list, in the dialog again, and given once', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('operator'), seat.gate.url, 'All');
  // A browser writes down late who is signed in: from here on it has.
  await seat.kill();
  desk = new DeskPage(await seat.start());
  await desk.view('All');
  await desk.open(subject);
  await desk.page.keyboard.press('d');
  const dialog = () => desk.page.getByRole('dialog', { name: /^Hand over/ });
  const note = () => dialog().getByRole('textbox', { name: /What the next one must know/ });
  await note().fill('He has adapter 3, and a train at five.');
  await expect(dialog()).toContainText('Saved as a draft');
  await desk.page.keyboard.press('Escape');
  const drafts = () =>
    desk.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Drafts, 1' });
  await expect(drafts()).toBeVisible();
  await seat.kill();

  desk = new DeskPage(await seat.start());
  await expect(drafts()).toBeVisible({ timeout: SENT_MS });
  await desk.go('Drafts');
  const line = desk.page.getByRole('listitem', { name: /^Words for the next one/ });
  await expect(line).toContainText('a train at five');
  await line.getByRole('button', { name: 'Open with the draft' }).click();
  await expect(note()).toHaveValue('He has adapter 3, and a train at five.');
  await dialog().getByText('Tier', { exact: true }).click();
  await dialog().getByRole('combobox', { name: 'To whom' }).selectOption({ index: 1 });
  await dialog().getByRole('button', { name: 'Hand over' }).click();
  await expect(desk.conversation.getByText('a train at five')).toHaveCount(1);
  await expect(drafts()).toHaveCount(0);
  await expect(desk.connection).toContainText('all sent', { timeout: SENT_MS });
  await expect(desk.conversation.getByText('a train at five')).toHaveCount(1);
});
