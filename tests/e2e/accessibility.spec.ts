import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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

async function expectNoViolations(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(WCAG)
    // A row of the list is named by its subject alone, by agreement; the rest of its line describes it.
    .disableRules('label-content-name-mismatch')
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found, screen).toEqual([]);
}
