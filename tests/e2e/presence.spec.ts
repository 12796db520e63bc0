import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import type { World } from '#tests/support/world.ts';

/** Two operators at work, each at a place of his own, on the same view. */
async function twoAtWork(world: World) {
  const [first, second] = [world.person('supervisor', 0), world.person('supervisor', 1)];
  const [here, there] = [await world.seat(), await world.seat()];
  const [mine, theirs] = [new DeskPage(here.page), new DeskPage(there.page)];
  await mine.signIn(first, here.gate.url);
  await theirs.signIn(second, there.gate.url);
  for (const desk of [mine, theirs]) {
    await desk.view('Unassigned');
    await desk.tickets.getByRole('option').first().waitFor();
    await expect(desk.connection).toContainText('all sent');
  }
  return { first, second, here, there, mine, theirs };
}

test('[Q7] who looks and who writes is seen in the list and in the ticket, and is gone when he has gone', async ({
  world,
}) => {
  const { second, there, mine, theirs } = await twoAtWork(world);
  const rows = mine.tickets.getByRole('option');
  const [subject, other] = [await mine.subjectOf(rows.nth(0)), await mine.subjectOf(rows.nth(1))];
  const [row, otherRow] = [mine.ticket(subject), mine.ticket(other)];
  const height = await row.evaluate((element) => element.clientHeight);

  await theirs.open(subject);
  await expect(row).toHaveAccessibleDescription(new RegExp(`${second.name} looks at it`));
  expect(await row.evaluate((element) => element.clientHeight)).toBe(height);

  await mine.open(subject);
  await expect(mine.header).toContainText(`${second.name} looks at it`);
  await theirs.reply.pressSequentially('Please restart');
  await expect(row).toHaveAccessibleDescription(new RegExp(`${second.name} writes a reply`));
  await expect(mine.page.getByText(`${second.name} is writing a reply…`)).toBeVisible();
  await expect(mine.button('Send')).toHaveAccessibleDescription(`${second.name} is writing a reply too`);
  // Nothing of it is in the way.
  await mine.addNote('You answer, I look on.');
  await expect(theirs.conversation).toContainText('You answer, I look on.');

  // Who writes no more only looks, and who goes on is there.
  await expect(mine.header).toContainText(`${second.name} looks at it`);
  await theirs.open(other);
  await expect(otherRow).toHaveAccessibleDescription(new RegExp(`${second.name} looks at it`));
  await expect(mine.header).not.toContainText(second.name);

  await there.kill();
  await expect(otherRow).not.toHaveAccessibleDescription(new RegExp(second.name), { timeout: 20_000 });
});

test('[Q7] without the stream of events nobody is anywhere, and everything else works', async ({ world }) => {
  const { second, here, mine, theirs } = await twoAtWork(world);
  const subject = await mine.subjectOf(mine.tickets.getByRole('option').first());
  await theirs.open(subject);
  await mine.open(subject);
  await expect(mine.header).toContainText(`${second.name} looks at it`);

  here.gate.storm(({ step }) => (step === 'events' ? { kind: 'refused', status: 500 } : null));
  here.gate.breakAll();
  await expect(mine.header).not.toContainText(second.name);
  const said = () => here.gate.seen.filter(({ path }) => path === '/api/presence').length;
  const before = said();
  await mine.reply.fill('I shall look into it.');
  await mine.button('Send').click();
  await expect(theirs.conversation).toContainText('I shall look into it.');
  await theirs.addNote('And I call the customer.');
  await expect(mine.conversation).toContainText('And I call the customer.', { timeout: 90_000 });
  expect(said()).toBe(before);

  here.gate.storm(null);
  await expect(mine.header).toContainText(`${second.name} looks at it`, { timeout: 90_000 });
});
