import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

test('[O1][Q1][T4] a colleague sees assignment, note and status without asking', async ({
  world,
}, testInfo) => {
  const [first, second] = [world.person('supervisor', 0), world.person('supervisor', 1)];
  const [here, there] = [await world.seat(), await world.seat()];
  const [mine, theirs] = [new DeskPage(here.page), new DeskPage(there.page)];
  await mine.signIn(first, here.gate.url);
  await theirs.signIn(second, there.gate.url);
  for (const desk of [mine, theirs]) {
    await desk.view('Unassigned');
    await desk.tickets.getByRole('option').first().waitFor();
  }
  const subject = await mine.subjectOf(mine.tickets.getByRole('option').first());
  await mine.open(subject);
  await theirs.open(subject);

  const startedAt = Date.now();
  await mine.assignTo(first.name);
  await expect(theirs.header).toContainText(first.name);
  await mine.addNote('I am calling the customer now.');
  await expect(theirs.conversation).toContainText('I am calling the customer now.');
  await mine.button('Resolve').click();
  await expect(theirs.header).toContainText('Resolved');
  testInfo.annotations.push({
    type: 'three changes seen in ms',
    description: String(Date.now() - startedAt),
  });
});

test('[O3][O1] both take a ticket offline: one has it, the other is told who and loses nothing', async ({
  world,
}) => {
  const [first, second] = [world.person('supervisor', 0), world.person('supervisor', 1)];
  const [here, there] = [await world.seat(), await world.seat()];
  const [mine, theirs] = [new DeskPage(here.page), new DeskPage(there.page)];
  await mine.signIn(first, here.gate.url);
  await theirs.signIn(second, there.gate.url);
  await mine.view('Unassigned');
  await theirs.view('Unassigned');
  await expect(mine.connection).toContainText('Online');
  await expect(theirs.connection).toContainText('Online');
  const subject = await mine.subjectOf(mine.tickets.getByRole('option').first());
  await mine.open(subject);
  await theirs.open(subject);

  here.gate.cut();
  there.gate.cut();
  await mine.assignTo(first.name);
  await theirs.assignTo(second.name);
  await theirs.reply.fill('I shall look into it at once.');
  await theirs.button('Send').click();

  here.gate.mend();
  await expect(mine.connection).toContainText('all sent', { timeout: 90_000 });
  there.gate.mend();
  await expect(theirs.page.getByText(/needs? attention/).first()).toBeVisible({ timeout: 90_000 });
  await theirs.go('Outbox');
  await expect(theirs.needsAttention).toContainText(first.name);
  await expect(theirs.outbox).toContainText('I shall look into it at once.');

  // The refused command is laid aside by a person; the answer behind it goes out.
  await theirs.needsAttention.getByRole('button', { name: `Leave it with ${first.name}` }).click();
  await expect(theirs.connection).toContainText('all sent', { timeout: 90_000 });
  await expect(mine.conversation).toContainText('I shall look into it at once.');
  await theirs.go('Queue');
  await expect(theirs.header).toContainText(first.name);
});
