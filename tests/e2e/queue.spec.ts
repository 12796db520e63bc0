import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

test('[Q1][O1] the first tickets are shown before the rest has come, and the one that is being pressed opens although the list grows', async ({
  world,
}) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  let letTheRestCome: () => void = () => undefined;
  const pressed = new Promise<void>((resolve) => (letTheRestCome = resolve));
  void seat.gate.plan('first page', { kind: 'meanwhile', what: 'held', run: () => pressed });
  await desk.signIn(world.person('operator'), seat.gate.url);
  await desk.view('Waiting for us');
  const first = desk.tickets.getByRole('option').first();
  const subject = await desk.subjectOf(first);
  const few = Number(await first.getAttribute('aria-setsize'));

  await first.hover();
  await seat.page.mouse.down();
  letTheRestCome();
  await expect(first).not.toHaveAttribute('aria-setsize', String(few));
  // Others are due sooner: the row is not under the hand any more.
  await expect(desk.ticket(subject)).not.toHaveAttribute('aria-posinset', '1');
  await seat.page.mouse.up();

  await expect(desk.conversation).toBeVisible();
  await expect(desk.header).toContainText(subject);
});
