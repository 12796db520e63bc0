import type { Locator } from '@playwright/test';
import { expectNoViolations } from '#tests/support/axe.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

/** Whether a point in the middle of a thing shows the thing, not what lies over it. */
const isUncovered = (locator: Locator) =>
  locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const shown = document.elementFromPoint(left + width / 2, top + height / 2);
    return shown !== null && (element.contains(shown) || shown.contains(element));
  });

test('[A2][Q3] the first steps stand beside the work, are ticked by doing, put off and brought back, in Russian too', async ({
  world,
}) => {
  const seat = await world.seat({ firstSteps: { state: 'shown', done: [] } });
  const desk = new DeskPage(seat.page);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 720 });
  await desk.signIn(world.person('operator'), seat.gate.url);
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps).toContainText('0 of 8');
  await desk.view('Waiting for us');
  await desk.tickets.getByRole('option').first().waitFor();

  // Pressed, a step does what it says: here it goes to the list, and the focus with it.
  await steps.getByRole('button', { name: /^Open a ticket/ }).click();
  await expect(desk.tickets).toBeFocused();
  await expect(desk.tickets).toHaveAttribute('data-pointed', '');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(desk.conversation).toBeFocused();
  await expect(steps).toContainText('1 of 8');
  // Nothing that one works with is covered.
  for (const thing of [steps, desk.tickets, desk.reply, page.getByRole('navigation', { name: 'Views' })])
    expect(await isUncovered(thing)).toBe(true);
  for (const link of await page.getByRole('navigation', { name: 'Views' }).getByRole('link').all()) {
    await link.scrollIntoViewIfNeeded();
    expect(await isUncovered(link)).toBe(true);
  }
  await expectNoViolations(page, 'first steps');

  await steps.getByRole('button', { name: /^Write a note/ }).click();
  await expect(desk.note).toBeFocused();
  await page.keyboard.type('Tried it');
  await page.keyboard.press('Control+Enter');
  await expect(steps).toContainText('2 of 8');
  await expect(desk.note).toBeFocused();

  await steps.getByRole('button', { name: 'Not now' }).click();
  await expect(steps).toBeHidden();
  await expect(page.getByText(/“First steps” in the command palette/)).toBeVisible();
  await desk.go('Settings');
  await page.getByText('Русский').click();
  await page.getByRole('button', { name: 'Показать первые шаги' }).click();
  const shown = page.getByRole('region', { name: 'Первые шаги' });
  await expect(shown).toContainText('2 из 8');
  await expect(shown.getByRole('button', { name: /^Напишите заметку.*\(сделано\)$/ })).toBeVisible();
  await expectNoViolations(page, 'first steps in Russian');
});
