import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

test('[L1] a trainee reads everything and is offered nothing that changes it', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('trainee'), seat.gate.url);
  await desk.view('All');
  await desk.tickets.getByRole('option').first().click();
  await expect(desk.conversation).toBeVisible();
  await expect(desk.page.getByText(/Read only/)).toBeVisible();
  for (const name of ['Send', 'Add note', 'Assign', 'Resolve'])
    await expect(desk.button(name)).toHaveCount(0);
  await expect(desk.reply).toHaveCount(0);

  await desk.page.keyboard.press('e');
  await desk.page.keyboard.press('r');
  await expect(desk.connection).toContainText('all sent');
});
