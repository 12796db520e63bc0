import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import type { World } from '#tests/support/world.ts';

const SUBJECT = 'How do I move the licence';
const picture = () => readFile(join(import.meta.dirname, '../../src-helpdesk/seed/captures/licence-en.png'));
const wordPage = () => readFile(join(import.meta.dirname, '../fixtures/paste/word.html'), 'utf8');

/** A customer who has asked, and an operator with the question before him. */
async function atWork(world: World) {
  const operator = world.person('operator');
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(operator, seat.gate.url);
  await expect(desk.connection).toContainText('all sent', { timeout: 60_000 });
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, {
    subject: SUBJECT,
    message: 'We have a new computer.',
  });
  await desk.view('Unassigned');
  await desk.open(SUBJECT);
  return { desk, page: desk.page, customer: customer.page, operator };
}

/** What the clipboard of another program gives. */
async function paste(into: Locator, data: Readonly<Record<string, string>>): Promise<void> {
  await into.evaluate((element, given) => {
    const transfer = new DataTransfer();
    for (const [type, value] of Object.entries(given)) transfer.setData(type, value);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }),
    );
  }, data);
}

async function typeLines(page: Page, lines: readonly string[]): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line);
  }
}

test('[T4] what is written with Markdown and keys arrives at the customer as it was meant, with a signature', async ({
  world,
}) => {
  const { desk, page, customer, operator } = await atWork(world);
  await page.keyboard.press('r');
  await expect(desk.reply).toBeFocused();
  await expect(desk.reply).toBeEditable();
  await typeLines(page, ['Please **restart** it, then `run setup`:', '- close the program', 'pull the key']);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('Thank you');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' for waiting, see ');
  await page.keyboard.type('the manual');
  for (let n = 0; n < 'the manual'.length; n += 1) await page.keyboard.press('Shift+ArrowLeft');
  // A browser tells of a selection after the key that made it; these keys come quicker than a hand's.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await page.keyboard.press('Control+Shift+k');
  await page.getByRole('textbox', { name: 'Address' }).fill('verstak.example/manual');
  await page.keyboard.press('Enter');
  await expect(desk.reply).toBeFocused();
  await expect(page.getByText('Saved on this computer')).toBeVisible();
  await page.keyboard.press('Control+Enter');

  const answer = customer.getByRole('article').filter({ hasText: 'restart' });
  await expect(answer).toBeVisible();
  await expect(answer.locator('strong').filter({ hasText: /^restart$/ })).toBeVisible();
  await expect(answer.locator('code')).toHaveText('run setup');
  await expect(answer.getByRole('listitem')).toHaveText(['close the program', 'pull the key']);
  await expect(answer.locator('strong').filter({ hasText: 'Thank you' })).toBeVisible();
  await expect(answer.getByRole('link', { name: 'the manual' })).toHaveAttribute(
    'href',
    'https://verstak.example/manual',
  );
  await expect(answer.locator('.sign')).toContainText(operator.name);

  // The list, which shows text only, has the plain part.
  await desk.view('All');
  await expect(await desk.find(SUBJECT)).toContainText(
    'Please restart it, then run setup: - close the program',
  );
  await expect(desk.conversation.locator('strong').filter({ hasText: /^restart$/ })).toBeVisible();
});

test('[T4] a page of Word pasted is a clean message, and without form it is its text', async ({ world }) => {
  const { desk, page, customer } = await atWork(world);
  const html = await wordPage();
  await desk.reply.click();
  await paste(desk.reply, { 'text/html': html, 'text/plain': 'plain' });
  await expect(desk.reply.getByRole('listitem').first()).toContainText('отключите ключ');
  await expect(desk.reply.locator('h1')).toHaveText('Установка драйвера');
  await expect(desk.reply.locator('[style], [class*="Mso"]')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  const answer = customer.getByRole('article').filter({ hasText: 'Установка драйвера' });
  await expect(answer.locator('ul').first()).toContainText('и кабель');
  await expect(answer.locator('ol')).toHaveAttribute('start', '3');
  await expect(answer.locator('strong')).toHaveText('драйвер 4.2.3');

  await desk.turnToNote();
  await desk.note.click();
  await paste(desk.note, { 'text/plain': 'https://verstak.example/ticket' });
  await expect(desk.note).toHaveText('https://verstak.example/ticket');
  await page.keyboard.press('Control+a');
  await paste(desk.note, { 'text/plain': 'https://verstak.example/other' });
  await expect(desk.note.locator('a')).toHaveAttribute('href', 'https://verstak.example/other');
  await expect(desk.note).toHaveText('https://verstak.example/ticket');
});

test('[T4] a pasted picture stands in the text, survives a restart, and the customer sees it there', async ({
  world,
}) => {
  const { desk, page, customer } = await atWork(world);
  await desk.reply.click();
  await page.keyboard.type('Press the marked button: ');
  await desk.pastePicture(desk.reply, await picture());
  const inText = desk.reply.getByRole('img', { name: 'capture.png' });
  await expect(inText).toBeVisible();
  await expect(inText).toHaveJSProperty('complete', true);
  await page.keyboard.type(' and wait.');
  await expect(page.getByText('Saved on this computer')).toBeVisible();

  await page.reload();
  await desk.view('Unassigned');
  await desk.open(SUBJECT);
  await expect(inText).toBeVisible();

  // Removed and brought back, with its file.
  await desk.reply.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect(inText).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(inText).toBeVisible();
  await expect(page.getByText('Saved on this computer')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  const answer = customer.getByRole('article').filter({ hasText: 'Press the marked button' });
  const shown = answer.getByRole('img', { name: 'capture.png' });
  await expect(shown).toHaveCount(1);
  await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
  await expect(desk.conversation.getByRole('img', { name: 'capture.png' })).toHaveCount(1);
});

test('[T4] a note names a colleague from a list; an answer that calls one asks before it goes', async ({
  world,
}) => {
  const { desk, page, customer } = await atWork(world);
  const colleague = world.person('supervisor').name;
  const first = colleague.split(' ')[0] ?? colleague;

  await page.keyboard.press('r');
  await expect(desk.reply).toBeEditable();
  await page.keyboard.type(`@${first} what shall I say?`);
  await expect(page.getByRole('listbox', { name: 'Colleagues' })).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'This goes to the customer' });
  await expect(dialog).toContainText(colleague);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(desk.reply).toBeFocused();
  await expect(desk.reply).toHaveText(`@${first} what shall I say?`);
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('button', { name: 'Make it a note' }).click();

  await expect(desk.note).toHaveText(`@${first} what shall I say?`);
  await expect(desk.note).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`Hello @${first.slice(0, 3)}`);
  const list = page.getByRole('listbox', { name: 'Colleagues' });
  await expect(list.getByRole('option', { name: colleague })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(desk.note.locator('[data-person]')).toHaveText(`@${colleague}`);
  await page.keyboard.type('privately');
  await page.keyboard.press('Control+Enter');
  const note = desk.conversation.getByRole('article', { name: /note/i }).last();
  await expect(note).toContainText(`Hello @${colleague}`);
  await expect(desk.connection).toContainText('all sent');
  await customer.reload();
  await expect(customer.getByText('privately')).toHaveCount(0);
});

test('[T4] a note is no answer: another colour, another label, another button, and it is written by another key', async ({
  world,
}) => {
  const { desk, page } = await atWork(world);
  const looks = (field: Locator) =>
    field.evaluate((element) => {
      const whole = element.closest<HTMLElement>('[data-kind]');
      if (whole === null) throw new Error('The field stands in nothing.');
      const { backgroundColor, borderTopColor } = getComputedStyle(whole);
      return { backgroundColor, borderTopColor };
    });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.keyboard.press('Escape');
    await page.keyboard.press('r');
    await expect(desk.reply).toBeFocused();
    await expect(page.getByText(/You answer as/)).toBeVisible();
    await expect(desk.button('Send')).toBeVisible();
    const reply = await looks(desk.reply);
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await expect(desk.note).toBeFocused();
    await expect(page.getByText('Only the team sees notes')).toBeVisible();
    await expect(desk.button('Send')).toHaveCount(0);
    const note = await looks(desk.note);
    expect(note.backgroundColor).not.toBe(reply.backgroundColor);
    expect(note.borderTopColor).not.toBe(reply.borderTopColor);
  }
});
