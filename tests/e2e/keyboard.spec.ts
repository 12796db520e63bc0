import type { Locator, Page } from '@playwright/test';
import { expectNoViolations } from '#tests/support/axe.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { expectSettingsKept } from '#tests/support/settings-kept.ts';

/** Whether it has the focus in its window, which itself may lie behind another. */
async function expectFocus(locator: Locator): Promise<void> {
  await expect.poll(() => locator.evaluate((element) => element === document.activeElement)).toBe(true);
}

const RESTART_MS = 90_000;

/** A key as the browser sends it in the Russian layout: the letter is Cyrillic, the place is not. */
async function pressRussian(page: Page, code: string, key: string, ctrlKey = false): Promise<void> {
  await page.evaluate(
    (event) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { ...event, bubbles: true, cancelable: true }),
      ),
    { code, key, ctrlKey },
  );
}

async function openPalette(desk: DeskPage, words: string) {
  await desk.page.keyboard.press('Control+k');
  const palette = desk.page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('searchbox');
  await expect(field).toBeFocused();
  await field.pressSequentially(words);
  return palette;
}

test('[Q4][Q3] the palette finds an action, a ticket and a customer, in the Russian layout too, and the focus is never lost', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const subject = await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us');
  const { keyboard } = desk.page;

  // An action, typed in the wrong layout, from the Russian key.
  await pressRussian(desk.page, 'KeyK', 'л', true);
  const palette = desk.page.getByRole('dialog', { name: 'Command palette' });
  const box = await palette.boundingBox();
  const width = await desk.page.evaluate(() => window.innerWidth);
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - width / 2)).toBeLessThan(2);
  await palette.getByRole('searchbox').pressSequentially('куыщдму');
  const resolve = palette.getByRole('option', { name: 'Resolve', exact: true });
  await expect(resolve).toHaveAttribute('aria-selected', 'true');
  await expect(resolve).toContainText('E');
  await keyboard.press('Enter');
  await expect(palette).toBeHidden();
  // It has left the list, and the next one is on.
  await expect(desk.ticket(subject)).toHaveCount(0);

  // A ticket, by words of its subject.
  await desk.view('All');
  await openPalette(desk, subject);
  const ticket = palette.getByRole('group', { name: 'Tickets' }).getByRole('option').first();
  await expect(ticket).toHaveAccessibleName(new RegExp(subject.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  await ticket.click();
  await expect(desk.header).toContainText(subject);

  // A customer: one of his tickets.
  const letters = desk.conversation.getByRole('article', { name: /^Message from / });
  const customer = ((await letters.first().getAttribute('aria-label')) ?? '').replace('Message from ', '');
  await openPalette(desk, customer);
  await palette.getByRole('group', { name: 'Customers' }).getByRole('option').first().click();
  await expect(palette.getByRole('button', { name: `Leave ${customer}` })).toBeVisible();
  await keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(letters.first()).toHaveAccessibleName(`Message from ${customer}`);

  // While typing: the words stay, and the focus comes back to them.
  await keyboard.press('r');
  await expectFocus(desk.reply);
  await keyboard.type('half a sentence');
  await openPalette(desk, '');
  await keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expectFocus(desk.reply);
  await expect(desk.reply).toHaveText(/half a sentence/);
});

test('[Q3] a key is changed, its conflict is named, and the choice works after a restart, in the Russian layout', async ({
  world,
}) => {
  test.setTimeout(3 * RESTART_MS);
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us');
  await desk.page.keyboard.press('g');
  await expect(desk.page.getByRole('region', { name: 'What can follow G' })).toContainText('Settings');
  await desk.page.keyboard.press('s');
  const keys = desk.page.getByRole('region', { name: 'Keyboard' });

  // Y, which nobody has.
  await keys.getByRole('button', { name: 'Resolve: change E' }).click();
  await desk.page.keyboard.press('y');
  await desk.page.keyboard.press('y');
  await expect(keys.getByRole('button', { name: 'Resolve: change Y Y' })).toBeFocused();

  // N, which adds a note.
  await keys.getByRole('button', { name: 'Reply: change R' }).click();
  await desk.page.keyboard.press('n');
  await expect(keys.getByRole('alert')).toHaveText('Already used by “Note”.');
  await keys.getByRole('button', { name: 'Take it over' }).click();
  await expect(keys.getByRole('button', { name: 'Reply: change N' })).toBeFocused();

  // A key of the browser.
  await keys.getByRole('button', { name: 'Tags: change T' }).click();
  await desk.page.keyboard.press('F5');
  await expect(keys.getByRole('alert')).toContainText('belongs to the browser or the system');

  await expectSettingsKept(seat.profileDir, '"ticket.note":[]');
  await seat.kill();
  await seat.start();
  const again = new DeskPage(seat.page);
  const subject = await again.openFirst('Waiting for us');
  await again.tickets.focus();
  await pressRussian(again.page, 'KeyN', 'т');
  await expectFocus(again.reply);
  await again.page.keyboard.press('Escape');
  await pressRussian(again.page, 'KeyY', 'н');
  await pressRussian(again.page, 'KeyY', 'н');
  await expect(again.ticket(subject)).toHaveCount(0);
  // The sheet knows them as they are now.
  await again.page.keyboard.press('Shift+Slash');
  const sheet = again.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await sheet.getByRole('searchbox').fill('resolve');
  await expect(sheet).toContainText('Y Y');
});

test('[A2][Q3][Q4] palette, sheet, hint and key settings keep WCAG 2.2 AA in both themes', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const { page } = desk;
  await desk.startWork(world.person('operator'), seat.gate.url, 'Waiting for us');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const palette = await openPalette(desk, '');
    await expectNoViolations(page, `palette, ${theme}`);
    await palette.getByRole('searchbox').fill('re');
    await expect(palette.getByRole('group', { name: 'Actions' })).toBeVisible();
    await expectNoViolations(page, `palette with results, ${theme}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByRole('searchbox').waitFor();
    await expectNoViolations(page, `sheet, ${theme}`);
    await page.getByRole('button', { name: 'Change keys' }).click();
    const keys = page.getByRole('region', { name: 'Keyboard' });
    await keys.getByRole('button', { name: 'Tags: change T' }).click();
    await expectNoViolations(page, `recording a key, ${theme}`);
    await page.keyboard.press('F5');
    await expect(keys.getByRole('alert')).toBeVisible();
    await expectNoViolations(page, `key settings, ${theme}`);
    await desk.go('Queue');
  }
});
