import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const QUESTION = { subject: 'The adapter is not found', message: 'It worked yesterday.' };

test('[T6] a partner gets what it may see and no more, and the ticket is back with its answer', async ({
  world,
}) => {
  const seat = await world.seat();
  const { page, gate } = seat;
  const desk = new DeskPage(page);
  await desk.signIn(world.person('supervisor'), gate.url);
  await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByText('No partners yet')).toBeVisible();
  await desk.button('Add a partner').click();
  const partner = page.getByRole('dialog', { name: 'New partner' });
  await partner.getByRole('button', { name: 'Save' }).click();
  await expect(partner).toContainText('Give the organisation a name.');
  await partner.getByLabel('Name', { exact: true }).fill('Adapter Works');
  await partner.getByLabel('E-mail address').fill('help@adapter.example');
  await partner.getByLabel('Language of the letters').selectOption('en');
  await partner.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('May see: Subject, What the customer wrote')).toBeVisible();

  await desk.go('Queue');
  await desk.view('Waiting for us');
  await desk.open(QUESTION.subject);
  await expect(desk.connection).toContainText('all sent');
  await desk.goOffline(gate);
  await desk.button('More').click();
  await page.getByRole('menuitem', { name: 'Hand over to a partner' }).click();
  const dialog = page.getByRole('dialog', { name: /over to a partner$/ });
  await dialog.getByLabel('Find a partner').first().fill('adapt');
  await dialog.getByRole('option', { name: /Adapter Works/ }).click();
  await dialog.getByLabel('Your words to the partner').fill('Which driver is right?');
  const letter = dialog.getByLabel('Letter', { exact: true });
  await expect(letter).toHaveValue(/Which driver is right\?[^]*> It worked yesterday\./);
  await expect(dialog).toContainText('Not passed on');
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(desk.ticket(QUESTION.subject)).toHaveCount(0);

  await desk.comeBack(gate);
  await expect(desk.connection).toContainText('all sent');
  await desk.view('Snoozed');
  await expect(await desk.find(QUESTION.subject)).toContainText('With Adapter Works');
  await desk.open(QUESTION.subject);
  await expect(desk.header).toContainText('With Adapter Works until');
  await desk.conversation.getByText(/^Passed on: /).click();
  await expect(desk.conversation).toContainText('Which driver is right?');

  await page.keyboard.press('b');
  const answer = page.getByRole('dialog', { name: /^Answer of Adapter Works/ });
  await answer.getByRole('textbox').fill('Driver 3.');
  await answer.getByRole('button', { name: 'Record the answer' }).click();
  await expect(desk.conversation).toContainText('Driver 3.');
  await desk.view('Waiting for us');
  await expect(await desk.find(QUESTION.subject)).not.toContainText('With Adapter Works');
});
