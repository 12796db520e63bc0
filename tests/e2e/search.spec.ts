import type { Page } from '@playwright/test';
import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const QUESTION = {
  subject: 'Турбокомпрессор молчит',
  message:
    'Зелёный индикатор погас, программа перестала подключаться к стенду. The dynamometer stays silent.',
};

const results = (page: Page) => page.getByRole('listbox', { name: 'Results' });
const box = (page: Page) => page.getByRole('searchbox', { name: 'Search' });

test('[Q5] offline, words in other forms and with typing errors find a ticket, and Enter opens it at the message', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const { page } = seat;
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  await expect(desk.connection).toContainText('all sent', { timeout: 60_000 });
  await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  await desk.view('All');
  await desk.find(QUESTION.subject);
  await desk.goOffline(seat.gate);

  await desk.tickets.focus();
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  const found = results(page).getByRole('option', { name: QUESTION.subject });
  // In other forms, the last word not finished.
  await box(page).fill('зеленого индикатора программы подключ');
  await expect(found).toBeVisible();
  await expect(found.locator('mark').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Results' })).toContainText('Only this computer');
  for (const text of [
    'from:olga статус:открыт',
    'customer:weber after:2d турбо',
    '"перестала подключаться"',
  ]) {
    await box(page).fill(text);
    await expect(found, text).toBeVisible();
  }
  await box(page).fill('турбокомпрессор status:resolved');
  await expect(page.getByText('Nothing found')).toBeVisible();
  await box(page).fill('lbyfvjvtnh');
  await expect(page.getByText('Nothing found')).toBeVisible();
  // The wrong layout, and what cannot be a status: both are told.
  await box(page).fill('neh,jrjvghtccjh');
  await expect(page.getByText('Shown for “турбокомпрессор”')).toBeVisible();
  await box(page).fill('турбокомпрессор status:none');
  await expect(page.getByText('“none” cannot stand behind “status:”')).toBeVisible();

  // Two letters are wrong.
  await box(page).fill('dinamometr');
  await expect(found).toBeVisible();
  await expect(page.getByText('Shown for words like it: dynamometer')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(results(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(desk.header).toContainText(QUESTION.subject);
  await expect(desk.conversation.getByRole('article').filter({ hasText: 'dynamometer' })).toBeFocused();

  // Back where one was; what was looked for is remembered.
  await desk.go('Search');
  await expect(box(page)).toHaveValue('dinamometr');
  await box(page).fill('');
  await expect(page.getByRole('button', { name: 'dinamometr' })).toBeVisible();
  await box(page).press('Escape');
  await expect(desk.header).toContainText(QUESTION.subject);
});

test('[Q5] what only the archive has is marked and can be read; when it has come here it is one line', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const { page } = seat;
  await askAsCustomer(await world.customer(), world.helpdesk.url, QUESTION);
  let letTheRestCome: () => void = () => undefined;
  const come = new Promise<void>((resolve) => (letTheRestCome = resolve));
  void seat.gate.plan('first page', { kind: 'meanwhile', what: 'held', run: () => come });
  await desk.signIn(world.person('supervisor'), seat.gate.url);

  await desk.go('Search');
  await box(page).fill('турбокомпрессоры индикатор');
  const found = results(page).getByRole('option', { name: QUESTION.subject });
  await expect(found).toContainText('archive');
  await box(page).press('Enter');
  const preview = page.getByRole('region', { name: 'From the archive' });
  await expect(preview).toContainText('перестала подключаться');
  await page.getByRole('button', { name: 'Close the preview' }).click();

  letTheRestCome();
  await expect(found).not.toContainText('archive', { timeout: 60_000 });
  await expect(found).toHaveCount(1);
  await expect(found).toContainText('индикатор');
});
