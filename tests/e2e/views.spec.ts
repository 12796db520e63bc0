import AxeBuilder from '@axe-core/playwright';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

test('[Q1][Q2] a view of one’s own has its filter, order, columns and right number, also after a restart and at another machine', async ({
  world,
}) => {
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  await expect(desk.connection).toContainText('all sent');
  await desk.view('Waiting for us');
  await desk.page.keyboard.press('Shift+V');
  const dialog = desk.page.getByRole('dialog', { name: 'New view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Not low, newest');
  await dialog.getByRole('button', { name: 'Add a condition' }).click();
  await dialog.getByRole('combobox', { name: 'Field' }).last().click();
  await desk.page.getByRole('option', { name: 'Priority', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'How' }).last().click();
  await desk.page.getByRole('option', { name: 'is not', exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Values' }).last().click();
  await desk.page.getByRole('option', { name: 'Low', exact: true }).click();
  await desk.page.keyboard.press('Tab');
  await dialog.getByRole('combobox', { name: 'Order' }).click();
  await desk.page.getByRole('option', { name: 'newest first' }).click();
  await dialog.getByRole('radio', { name: 'One line, with columns' }).check();
  await dialog.getByRole('checkbox', { name: 'Number' }).check();
  await dialog.getByRole('checkbox', { name: 'Priority' }).check();
  for (const theme of ['light', 'dark'] as const) {
    await desk.page.emulateMedia({ colorScheme: theme });
    const { violations } = await new AxeBuilder({ page: desk.page })
      .setLegacyMode(true)
      .include('[role="dialog"]')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
  await desk.page.emulateMedia({ colorScheme: 'light' });
  const counted = /^(\d+) tickets? now$/.exec(
    (await dialog.getByRole('status').textContent())?.trim() ?? '',
  )?.[1];
  expect(Number(counted)).toBeGreaterThan(0);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();

  const check = async () => {
    const link = desk.page.getByRole('link', { name: /^Not low, newest/ });
    await expect(link).toHaveText(`Not low, newest${counted}`);
    await link.click();
    const first = desk.tickets.getByRole('option').first();
    await expect(first).toHaveAttribute('aria-setsize', String(counted));
    await expect(desk.page.getByText('newest first')).toBeVisible();
    await expect(first).toContainText(/#\d+/);
    await expect(desk.tickets).not.toContainText('Low');
    const numbers = await desk.tickets.getByText(/^#\d+$/).allTextContents();
    return numbers.map((text) => Number(text.slice(1)));
  };
  const before = await check();
  expect(before).toEqual(before.toSorted((a, b) => b - a));

  // The same person at another machine has it too; so it is in the database here, and the kill takes nothing away.
  const other = await world.seat();
  const elsewhere = new DeskPage(other.page);
  await elsewhere.signIn(world.person('supervisor'), other.gate.url);
  await expect(elsewhere.page.getByRole('link', { name: /^Not low, newest/ })).toHaveText(
    `Not low, newest${counted}`,
  );
  await seat.kill();
  desk = new DeskPage(await seat.start());
  expect(await check()).toEqual(before);
});

test('[Q1] the list does not move under the hand: a colleague’s ticket stays while it is pointed at, new work is told', async ({
  world,
}) => {
  const [one, two] = [await world.seat(), await world.seat()];
  const [mine, other] = [new DeskPage(one.page), new DeskPage(two.page)];
  await mine.signIn(world.person('supervisor'), one.gate.url);
  await other.signIn(world.person('supervisor', 1), two.gate.url);
  await expect(mine.connection).toContainText('all sent');
  await expect(other.connection).toContainText('all sent');
  await mine.view('Unassigned');
  await other.view('Unassigned');
  const row = mine.tickets.getByRole('option').nth(2);
  const subject = await mine.subjectOf(row);
  const held = mine.ticket(subject).first();
  await held.hover();
  const place = await held.boundingBox();

  await other.ticket(subject).first().click();
  await expect(other.header).toContainText(subject);
  await other.page.keyboard.press('a');
  await other.page.keyboard.press('Enter');
  await expect(held).toContainText('Does not belong here any more');
  expect(await held.boundingBox()).toEqual(place);
  await mine.connection.hover();
  await expect(mine.ticket(subject)).toHaveCount(0);
});

test('[Q6][Q2] chosen tickets are assigned together, with one undo', async ({ world }) => {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('supervisor'), seat.gate.url);
  await expect(desk.connection).toContainText('all sent');
  await desk.view('Unassigned');
  const count = Number(await desk.tickets.getByRole('option').first().getAttribute('aria-setsize'));
  expect(count).toBeGreaterThan(1);
  await desk.page.keyboard.press('Control+a');
  const bar = desk.page.getByRole('group', { name: 'Chosen tickets' });
  await expect(bar).toContainText(`${count} chosen`);
  await desk.page.keyboard.press('a');
  await desk.page.keyboard.press('Enter');
  await expect(desk.page.getByText(new RegExp(`^${count} tickets assigned to`))).toBeVisible();
  await expect(desk.page.getByText('Everything has somebody')).toBeVisible();
  await expect(desk.page.getByRole('link', { name: /^Unassigned/ })).toHaveText('Unassigned0');
  await desk.page.keyboard.press('u');
  await expect(desk.page.getByRole('link', { name: /^Unassigned/ })).toHaveText(`Unassigned${count}`);
  await expect(desk.connection).toContainText('all sent');
});
