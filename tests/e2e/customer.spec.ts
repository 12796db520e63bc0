import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

/** The customer of the open ticket: beside it, or in a drawer where the window is narrow. */
async function showCustomer(desk: DeskPage): Promise<void> {
  const card = desk.page.getByRole('region', { name: 'Customer' });
  const show = desk.button('Show the customer');
  await expect(card.or(show).first()).toBeVisible();
  if (await show.isVisible()) await show.click();
  await expect(card).toBeVisible();
}

test('[T2] what is known not to work for a customer is beside his ticket, and supervisors keep the list', async ({
  world,
}) => {
  const operator = await world.seat();
  const his = new DeskPage(operator.page);
  await his.signIn(world.person('operator'), operator.gate.url);
  await his.view('All');
  await expect(his.connection).toContainText('all sent');
  await his.tickets.getByRole('option').first().click();
  await showCustomer(his);
  const card = his.page.getByRole('region', { name: 'Customer' });
  const known = card.getByRole('region', { name: 'Known not to work here' });
  const os = card.getByRole('term').filter({ hasText: /^System$/ });
  const system = (await os.locator('xpath=following-sibling::dd[1]').textContent()) ?? '';
  expect(system).not.toBe('');

  const supervisor = await world.seat();
  const hers = new DeskPage(supervisor.page);
  await hers.signIn(world.person('supervisor'), supervisor.gate.url);
  await hers.page.keyboard.press('g');
  await hers.page.keyboard.press('n');
  // The example that every helpdesk comes with.
  await expect(hers.page.getByText('Windows XP before Service Pack 3')).toBeVisible();

  await hers.button('Add').click();
  const dialog = hers.page.getByRole('dialog', { name: 'New incompatibility' });
  await dialog.getByLabel('Name').fill(system);
  await dialog.getByLabel('Title in English').fill('Printing hangs');
  await dialog.getByLabel('Title in Russian').fill('Печать зависает');
  await dialog.getByLabel('Explanation in English').fill('It is our fault. Print as PDF until Friday.');
  await dialog.getByLabel('Explanation in Russian').fill('Это наша ошибка. До пятницы печатайте в PDF.');
  await expect(dialog.getByRole('status')).toContainText(/Fits \d+ ticket/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const wanted = /Printing hangs|Печать зависает/;
  await expect(known).toContainText(wanted);

  // Taken away again, and back by undo.
  await hers.button(/^Edit: Printing hangs/).click();
  await hers.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(known.filter({ hasText: wanted })).toHaveCount(0);
  await hers.button('Undo').click();
  await expect(known).toContainText(wanted);
});

test('[T2] a customer’s other tickets are one press away', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('operator'), seat.gate.url);
  await desk.view('All');
  await expect(desk.connection).toContainText('all sent');
  await desk.tickets.getByRole('option').first().click();
  await showCustomer(desk);
  const history = desk.page.getByRole('region', { name: 'Other tickets' });
  const other = history.getByRole('button', { name: /^Open ticket/ }).first();
  const name = (await other.getAttribute('aria-label')) ?? '';
  const subject = name.slice(name.indexOf(': ') + 2);
  await other.press('Enter');
  await expect(desk.page.getByRole('heading', { name: subject, exact: true })).toBeVisible();
});

test('[T2] notes on a customer, two rows of him made one and two again, and an explanation put into the reply', async ({
  world,
}) => {
  const browser = await world.customer();
  const { url } = world.helpdesk;
  const ask = (subject: string, email: string) =>
    askAsCustomer(browser, url, { subject, message: 'It beeps all the time.' }, email);
  await ask('Scanner at work', 'olga@weber-autos.example');
  await ask('Scanner at home', 'olga@home.example');

  const [here, there] = [await world.seat(), await world.seat()];
  const [mine, hers] = [new DeskPage(here.page), new DeskPage(there.page)];
  await mine.signIn(world.person('supervisor', 0), here.gate.url);
  await hers.signIn(world.person('supervisor', 1), there.gate.url);
  const look = async (desk: DeskPage, subject: string) => {
    await desk.view('All');
    await desk.open(subject);
    await showCustomer(desk);
  };
  const part = (desk: DeskPage, name: string) => desk.page.getByRole('region', { name, exact: true });
  const other = (desk: DeskPage, subject: string) =>
    part(desk, 'Other tickets').getByRole('button', { name: new RegExp(subject) });

  // A note, written offline; the colleague has it as soon as it is sent.
  await look(mine, 'Scanner at work');
  await look(hers, 'Scanner at work');
  await mine.goOffline(here.gate);
  await mine.button('Add a note').click();
  await mine.page
    .getByRole('textbox', { name: 'New note about the customer' })
    .fill('Prefers short answers.');
  await mine.button('Save the note').click();
  await expect(part(mine, 'Colleagues’ notes')).toContainText('Prefers short answers.');
  await mine.comeBack(here.gate);
  await expect(part(hers, 'Colleagues’ notes')).toContainText('Prefers short answers.');

  // The same name at another address: one person from now on, for both.
  await mine.button('This is the same person as…').click();
  const dialog = mine.page.getByRole('dialog', { name: /^Who is the same person/ });
  await dialog.getByRole('button', { name: /olga@home\.example.*similar name/ }).click();
  await expect(dialog.getByRole('table')).toContainText('olga@home.example');
  await dialog.getByRole('button', { name: 'Merge the customers' }).click();
  await expect(dialog).toBeHidden();
  await expect(other(mine, 'Scanner at home')).toBeVisible();
  await expect(other(hers, 'Scanner at home')).toBeVisible();
  await other(hers, 'Scanner at home').click();
  await showCustomer(hers);
  await expect(part(hers, 'Colleagues’ notes')).toContainText('Prefers short answers.');
  await ask('Scanner once more', 'olga@home.example');
  await expect(other(mine, 'Scanner once more')).toBeVisible();

  // Separated by the colleague: what came from the other address goes with it.
  await expect(part(hers, 'The same person')).toContainText('merged with Olga Weber');
  await hers.button(/^Separate again:/).click();
  await expect(other(mine, 'Scanner at home')).toHaveCount(0);
  await expect(other(mine, 'Scanner once more')).toHaveCount(0);
  await expect(other(hers, 'Scanner once more')).toBeVisible();
  await expect(part(hers, 'Colleagues’ notes')).not.toContainText('Prefers short answers.');

  // What is known not to work there goes into the reply at the cursor, and out again by one undo.
  const system = part(mine, 'Customer')
    .getByRole('term')
    .filter({ hasText: /^System$/ });
  const name = (await system.locator('xpath=following-sibling::dd[1]').textContent()) ?? '';
  await hers.page.keyboard.press('Escape');
  await hers.page.keyboard.press('g');
  await hers.page.keyboard.press('n');
  await hers.button('Add').click();
  const entry = hers.page.getByRole('dialog', { name: 'New incompatibility' });
  await entry.getByLabel('Name').fill(name);
  await entry.getByLabel('Title in English').fill('It beeps');
  await entry.getByLabel('Title in Russian').fill('Пищит');
  await entry.getByLabel('Explanation in English').fill('The scanner beeps when it is not paired.');
  await entry.getByLabel('Explanation in Russian').fill('Сканер пищит, пока не сопряжён.');
  await entry.getByLabel('Link').fill('https://example.com/pair');
  await entry.getByRole('button', { name: 'Save' }).click();
  await expect(entry).toBeHidden();
  // In a narrow window the customer is in a drawer before the field.
  await mine.page.keyboard.press('Escape');
  await mine.reply.fill('Hello Olga,');
  await showCustomer(mine);
  await part(mine, 'Known not to work here').getByRole('button', { name: 'Insert into the reply' }).click();
  await expect(mine.reply).toContainText('Hello Olga,');
  await expect(mine.reply).toContainText('The scanner beeps when it is not paired.');
  await expect(mine.reply).toContainText('https://example.com/pair');
  await expect(mine.reply).toBeFocused();
  await mine.page.keyboard.press('Control+z');
  await expect(mine.reply).toHaveText('Hello Olga,');
});
