import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoViolations } from '#tests/support/axe.ts';
import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

test('[A2][Q3] sign-in, queue, ticket, outbox, inspector, diagnostics and settings keep WCAG 2.2 AA in both themes', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.chooseTeam(seat.gate.url);
  await desk.page.getByRole('textbox', { name: 'Login' }).waitFor();
  await expectNoViolations(desk.page, 'sign-in');
  await desk.signIn(world.person('operator'), seat.gate.url);
  await desk.view('Waiting for us');

  // The keyboard alone: down the list, into the ticket, back, to the screens.
  await desk.tickets.getByRole('option').first().waitFor();
  await desk.page.keyboard.press('j');
  await desk.page.keyboard.press('Enter');
  await expect(desk.conversation).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await desk.page.emulateMedia({ colorScheme: theme });
    await desk.go('Queue');
    await expectNoViolations(desk.page, `ticket, ${theme}`);
    await desk.go('Outbox');
    await expectNoViolations(desk.page, `outbox, ${theme}`);
    await desk.page.keyboard.press('g');
    await desk.page.keyboard.press('i');
    await expect(desk.page.getByRole('region', { name: 'This computer' })).toContainText('database');
    await expectNoViolations(desk.page, `inspector, ${theme}`);
    await desk.page.getByRole('button', { name: 'Save diagnostics…' }).click();
    await desk.page.getByRole('textbox', { name: 'Content of the file' }).waitFor();
    await expectNoViolations(desk.page, `diagnostics, ${theme}`);
    await desk.page.keyboard.press('Escape');
    await desk.go('Settings');
    await expectNoViolations(desk.page, `settings, ${theme}`);
  }
});

const picture = () => readFile(join(import.meta.dirname, '../../src-helpdesk/seed/captures/licence-en.png'));

test('[A2][Q5][Q6][T1][T3][T4][T5][T6] search, drafts, incompatibilities, writing, menus, dialogs, pictures, notifications and the first steps keep WCAG 2.2 AA', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const seat = await world.seat({ firstSteps: { state: 'shown', done: [] } });
  const desk = new DeskPage(seat.page);
  const { page } = desk;
  const { keyboard } = page;
  const question = { subject: 'Which licence is it', message: 'Here is what I see.' };
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, question);
  await customer.write('This one', { name: 'licence.png', bytes: await picture() });
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  await desk.view('Unassigned');
  await expectNoViolations(page, 'first steps, no ticket open');
  await desk.open(question.subject);

  // What lies over the ticket.
  await desk.conversation.getByRole('button', { name: 'View licence.png' }).click();
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('img', { name: 'licence.png' })).toBeVisible();
  await expectNoViolations(page, 'picture viewer');
  await keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await desk.tickets.focus();
  const dialogs = [
    ['m', /^Merge/],
    ['d', /^Hand over/],
    ['l', 'Link with a ticket'],
  ] as const;
  for (const [key, name] of dialogs) {
    await keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await dialog.getByRole('textbox').first().waitFor();
    await expectNoViolations(page, `dialog of ${key}`);
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await desk.tickets.focus();
  }
  await keyboard.press('z');
  await page.getByRole('option', { name: 'A date and time…' }).waitFor();
  await expectNoViolations(page, 'snooze menu');
  await page.getByRole('option', { name: 'A date and time…' }).click();
  await page.getByRole('dialog', { name: 'Snooze' }).getByLabel('Comes back on').waitFor();
  await expectNoViolations(page, 'snooze dialog');
  await keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^Actions on the message/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Make a ticket of this message' }).waitFor();
  await expectNoViolations(page, 'menu of a message');
  await page.getByRole('menuitem', { name: 'Make a ticket of this message' }).click();
  const split = page.getByRole('dialog', { name: 'Make a ticket of this message' });
  await split.getByLabel('Subject of the new ticket').waitFor();
  await expectNoViolations(page, 'split dialog');
  await keyboard.press('Escape');
  await expect(split).toBeHidden();
  await desk.button('More').click();
  await page.getByRole('menuitem', { name: 'Hand over to a partner' }).waitFor();
  await expectNoViolations(page, 'menu of a ticket');
  await page.getByRole('menuitem', { name: 'Hand over to a partner' }).click();
  await page.getByRole('dialog', { name: /over to a partner$/ }).waitFor();
  await expectNoViolations(page, 'dialog for partners');
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: /, online\. Menu$/ }).click();
  await page.getByRole('menuitem', { name: 'First steps' }).waitFor();
  await expectNoViolations(page, 'one’s own menu');
  await keyboard.press('Escape');
  await desk.tickets.focus();
  await keyboard.press('Control+a');
  await page.getByRole('group', { name: 'Chosen tickets' }).waitFor();
  await expectNoViolations(page, 'many chosen');
  await keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Chosen tickets' })).toBeHidden();
  await keyboard.press('g');
  await keyboard.press('p');
  await page.getByRole('heading', { name: 'Partners', level: 2 }).waitFor();
  await expectNoViolations(page, 'partners');
  await desk.button('Add a partner').click();
  await page.getByRole('dialog', { name: 'New partner' }).waitFor();
  await expectNoViolations(page, 'a partner');
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await desk.go('Queue');

  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    // Writing: with form, with an address being given, and the ways to send.
    await desk.tickets.focus();
    await keyboard.press('r');
    await expect(desk.reply).toBeEditable();
    await expect(desk.reply).toBeFocused();
    if (theme === 'light') await keyboard.type('**Bold** and `code`');
    await keyboard.press('Control+a');
    await keyboard.press('Control+Shift+k');
    await page.getByRole('textbox', { name: 'Address' }).waitFor();
    await expectNoViolations(page, `link row, ${theme}`);
    await keyboard.press('Escape');
    await desk.button('More ways to send').click();
    await page.getByRole('menuitem', { name: 'Send later…' }).waitFor();
    await expectNoViolations(page, `send menu, ${theme}`);
    await page.getByRole('menuitem', { name: 'Send later…' }).click();
    const later = page.getByRole('dialog', { name: 'Send later' });
    await later.waitFor();
    await expectNoViolations(page, `send later, ${theme}`);
    await keyboard.press('Escape');
    await expect(later).toBeHidden();
    await desk.conversation.focus();
    await keyboard.press('Control+f');
    await page.getByRole('searchbox', { name: 'Words in this conversation' }).fill('one');
    await expectNoViolations(page, `find bar, ${theme}`);
    await keyboard.press('Escape');

    await desk.go('Drafts');
    await expect(page.getByRole('listitem', { name: /^Reply/ })).toBeVisible();
    await expectNoViolations(page, `drafts, ${theme}`);
    await desk.go('Search');
    await expectNoViolations(page, `search, ${theme}`);
    await page.getByRole('searchbox', { name: 'Search' }).fill('licence status:open');
    await expect(page.getByRole('option', { name: question.subject })).toBeVisible();
    await expectNoViolations(page, `search with results, ${theme}`);
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await desk.go('Queue');
    await desk.tickets.focus();
    await keyboard.press('g');
    await keyboard.press('n');
    await page.getByRole('heading', { name: 'Known incompatibilities', level: 2 }).waitFor();
    await expectNoViolations(page, `incompatibilities, ${theme}`);
    await page.getByRole('button', { name: /^Edit/ }).first().click();
    await page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await expectNoViolations(page, `incompatibility, ${theme}`);
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await desk.go('Settings');
    await page.getByRole('region', { name: 'Notifications' }).waitFor();
    await expectNoViolations(page, `settings with notifications, ${theme}`);
    await desk.go('Queue');
  }
});
