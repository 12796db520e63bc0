import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const QUESTION = { subject: 'The adapter is not found', message: 'It worked yesterday.' };

test('[Q6] a ticket snoozed until an answer leaves the views, and is back when the customer writes', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  await desk.view('Waiting for us');
  await desk.open(QUESTION.subject);

  await desk.button('Snooze').click();
  await seat.page.getByRole('option', { name: 'Until the customer answers' }).click();
  await expect(desk.ticket(QUESTION.subject)).toHaveCount(0);
  await desk.view('Snoozed');
  await expect(desk.ticket(QUESTION.subject)).toBeVisible();
  await expect(desk.connection).toContainText('all sent');

  await customer.write('The lamp on it is green now.');
  // The cursor is on it: it says that it has left, and goes when the cursor does.
  await expect(desk.ticket(QUESTION.subject)).toContainText('Does not belong here any more');
  await desk.view('Waiting for us');
  await expect(await desk.find(QUESTION.subject)).toBeVisible();
});

test('[Q6] a ticket snoozed until a time comes back when it has come, offline too, and can be woken', async ({
  world,
}) => {
  const seat = await world.seat();
  await seat.page.clock.install();
  const desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('supervisor'), seat.gate.url, 'Unassigned');
  await seat.page.keyboard.press('z');
  await seat.page.getByRole('option', { name: /^In 3 hours/ }).click();
  await expect(desk.ticket(subject)).toHaveCount(0);
  await expect(desk.connection).toContainText('all sent');
  await desk.goOffline(seat.gate);
  await seat.page.clock.fastForward('03:01:00');
  await expect(await desk.find(subject)).toBeVisible();

  await desk.open(subject);
  await desk.button('Snooze').click();
  await seat.page.getByRole('option', { name: 'A date and time…' }).click();
  const dialog = seat.page.getByRole('dialog', { name: 'Snooze' });
  await dialog.getByLabel('Comes back on').fill('2001-01-01T09:00');
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await expect(dialog).toContainText('This time is in the past.');
  await dialog.getByLabel('Comes back on').fill('2099-01-01T09:00');
  await dialog.getByRole('button', { name: 'Snooze' }).click();
  await expect(desk.ticket(subject)).toHaveCount(0);
  await desk.button('More').click();
  await seat.page.getByRole('menuitem', { name: 'Wake now' }).click();
  await expect(await desk.find(subject)).toBeVisible();
});

test('[Q6] category, following and links by key, each told and taken back', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('supervisor'), seat.gate.url, 'Unassigned');
  const { keyboard } = seat.page;

  await keyboard.press('c');
  await seat.page.getByRole('option', { name: 'Financial' }).click();
  await expect(desk.header).toContainText('Category Financial');
  await expect(seat.page.getByRole('option', { name: 'Financial' })).toHaveCount(0);
  await keyboard.press('u');
  await expect(desk.header).toContainText('Category None');

  await keyboard.press('f');
  await desk.conversation.getByRole('button', { name: /^3 changes by/ }).click();
  await expect(desk.conversation).toContainText('follows the ticket');

  await keyboard.press('l');
  const dialog = seat.page.getByRole('dialog', { name: 'Link with a ticket' });
  await dialog.getByRole('textbox').fill('1');
  await dialog.getByRole('option').first().click();
  const related = desk.header.getByRole('navigation', { name: 'Related tickets' });
  await expect(related).toContainText('Linked');
  // The other one shows it too, though it does not say so itself.
  await related.getByRole('link').first().click();
  await expect(related).toContainText('Linked');
  await related.getByRole('button', { name: /^Remove the link/ }).click();
  await expect(related).toHaveCount(0);
  await expect(desk.connection).toContainText('all sent');
});

test('[Q6] two questions of one customer become one, and two again', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  const second = { subject: 'Still no adapter', message: 'I have restarted it.' };
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, second);
  await desk.view('Waiting for us');
  await desk.open(second.subject);

  await seat.page.keyboard.press('m');
  const dialog = seat.page.getByRole('dialog', { name: /^Merge/ });
  await dialog.getByRole('option', { name: new RegExp(QUESTION.subject) }).click();
  await dialog.getByRole('button', { name: /^Merge into/ }).click();
  await expect(desk.ticket(second.subject)).toHaveCount(0);
  await desk.open(QUESTION.subject);
  await expect(desk.conversation).toContainText('I have restarted it.');
  await expect(desk.conversation).toContainText(/from #\d+/);
  await expect(desk.connection).toContainText('all sent');

  // What is answered in the one stands on the customer's page of the other, and what he writes there comes here.
  await desk.reply.fill('Please try the other port.');
  await desk.button('Send').click();
  await expect(desk.connection).toContainText('all sent');
  await customer.page.reload();
  await expect(customer.page.getByRole('article').filter({ hasText: 'the other port' })).toBeVisible();
  await customer.write('The other port works!');
  await expect(desk.conversation).toContainText('The other port works!');

  const related = desk.header.getByRole('navigation', { name: 'Related tickets' });
  await related.getByRole('link', { name: new RegExp(second.subject) }).click();
  await related.getByRole('button', { name: 'Unmerge' }).click();
  await expect(desk.reply).toBeVisible();
  await desk.view('Waiting for us');
  await expect(await desk.find(second.subject)).toBeVisible();
});

test('[Q6] a message with another question becomes a ticket of its own', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  await customer.write('Where is my invoice, by the way?');
  await desk.view('Waiting for us');
  await desk.open(QUESTION.subject);
  const article = desk.conversation.getByRole('article').filter({ hasText: 'invoice' });
  await article.getByRole('button', { name: /^Actions on the message/ }).click();
  await seat.page.getByRole('menuitem', { name: 'Make a ticket of this message' }).click();
  const dialog = seat.page.getByRole('dialog', { name: 'Make a ticket of this message' });
  await dialog.getByLabel('Subject of the new ticket').fill('Invoice');
  await dialog.getByRole('button', { name: 'Split off' }).click();
  const related = desk.header.getByRole('navigation', { name: 'Related tickets' });
  await expect(related).toContainText('Split off');
  await related.getByRole('link', { name: /Invoice/ }).click();
  await expect(desk.conversation).toContainText('Where is my invoice, by the way?');
  await expect(desk.conversation).not.toContainText('It worked yesterday.');
  await expect(related).toContainText('Split off from');
});

test('[T6] a ticket is handed over to a queue with a note, and the next one sees everything', async ({
  world,
}) => {
  const [from, to] = [await world.seat(), await world.seat()];
  const [mine, theirs] = [new DeskPage(from.page), new DeskPage(to.page)];
  // James works in diagnostics and billing, Emma in billing and partners.
  await mine.signIn(world.person('operator', 2), from.gate.url);
  await theirs.signIn(world.person('operator', 3), to.gate.url);
  await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  await mine.view('Waiting for us');
  await mine.open(QUESTION.subject);
  await mine.addNote('He uses adapter 3.');
  await expect(mine.connection).toContainText('all sent');

  await from.page.locator('body').press('Escape');
  await mine.header.getByRole('heading').click();
  await from.page.keyboard.press('d');
  const dialog = from.page.getByRole('dialog', { name: /^Hand over/ });
  await dialog.getByText('Queue', { exact: true }).click();
  await dialog.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Партнёры' });
  await expect(dialog.getByRole('status')).toContainText('You will not see this ticket any more.');
  await dialog.getByRole('textbox', { name: 'What the next one must know' }).fill('He is a partner.');
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(mine.ticket(QUESTION.subject)).toHaveCount(0);

  await theirs.view('Waiting for us');
  await theirs.open(QUESTION.subject);
  for (const words of [QUESTION.message, 'He uses adapter 3.', 'He is a partner.'])
    await expect(theirs.conversation).toContainText(words);

  await theirs.button('More').click();
  await to.page.getByRole('menuitem', { name: 'Hand over', exact: true }).click();
  const next = to.page.getByRole('dialog', { name: /^Hand over/ });
  await next.getByText('Tier', { exact: true }).click();
  await next.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Tier 2' });
  await next.getByRole('button', { name: 'Hand over' }).click();
  await expect(theirs.header).toContainText('Tier 2');
  await theirs.button('More').click();
  await to.page.getByRole('menuitem', { name: 'Hand over', exact: true }).click();
  await next.getByText('Person', { exact: true }).click();
  await next.getByRole('combobox', { name: 'To whom' }).selectOption({ label: 'Oliver Bennett' });
  await next.getByRole('button', { name: 'Hand over' }).click();
  await expect(theirs.header).toContainText('Oliver Bennett');
  await expect(theirs.connection).toContainText('all sent');
});
