import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signInColleague } from '#tests/bench/helpdesk/colleague.ts';
import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import type { World } from '#tests/support/world.ts';

const RESEND_MS = 90_000;
const picture = () => readFile(join(import.meta.dirname, '../../src-helpdesk/seed/captures/licence-en.png'));

/** An operator's answer that is held, because the customer wrote while there was no network. */
async function holdAnswer(world: World, subject: string) {
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(world.person('operator'), seat.gate.url);
  const customer = await askAsCustomer(await world.customer(), world.helpdesk.url, {
    subject,
    message: 'The last line is on a page of its own.',
  });
  await desk.view('Unassigned');
  await desk.open(subject);
  await desk.goOffline(seat.gate);
  await desk.reply.fill('Choose “Fit to one page”.');
  await desk.button('Send').click();
  await expect(desk.connection).toContainText('1 waiting');
  await customer.write('It happens with the long footer only.', {
    name: 'footer.png',
    bytes: await picture(),
  });
  await desk.comeBack(seat.gate);
  await expect(desk.page.getByText('1 needs attention')).toBeVisible({ timeout: RESEND_MS });
  return { seat, desk, customer };
}

test('[T5][O3][T3] a held answer: both sides with the picture; swapped with a draft, taken back, and sent anyway it arrives once', async ({
  world,
}) => {
  const { desk, customer } = await holdAnswer(world, 'The estimate prints on two pages');
  await expect(desk.conversation).toContainText('long footer');
  await desk.reply.fill('A newer thought.');
  await expect(desk.page.getByText('Saved on this computer')).toBeVisible();
  await desk.go('Outbox');
  await expect(desk.needsAttention).toContainText('It happens with the long footer only.');
  await expect(desk.needsAttention).toContainText('Choose “Fit to one page”.');
  await expect(desk.needsAttention.getByRole('img', { name: 'footer.png' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: desk.page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join()}`)).toEqual(
    [],
  );

  // The draft is in the way: swapped, the held words are in the composer and the draft waits in their place.
  await desk.needsAttention.getByRole('button', { name: 'Edit' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'The ticket already has a draft' });
  await expect(dialog).toContainText('A newer thought.');
  await dialog.getByRole('button', { name: 'Swap them' }).click();
  await expect(desk.reply).toHaveText('Choose “Fit to one page”.');
  await expect(desk.page.getByRole('region', { name: 'Your decision on this ticket' })).toContainText(
    'A newer thought.',
  );
  await desk.button('Undo').click();
  await expect(desk.reply).toHaveText('A newer thought.');

  // The keyboard alone: to the outbox, where the entry has the focus, and sent.
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('g');
  await desk.page.keyboard.press('o');
  await expect(desk.needsAttention.getByRole('listitem').first()).toBeFocused();
  await desk.page.keyboard.press('s');
  await expect(desk.needsAttention).toContainText('Nothing needs your decision.');
  const answer = customer.page.getByRole('article').filter({ hasText: 'Fit to one page' });
  await expect(answer).toHaveCount(1, { timeout: RESEND_MS });
  await desk.go('Queue');
  await expect(desk.reply).toHaveText('A newer thought.');
  await customer.page.reload();
  await expect(answer).toHaveCount(1);
  await expect(customer.page.getByText('A newer thought.')).toHaveCount(0);
});

test('[T5][O3] a held answer is discarded, taken back and discarded again: the customer never gets it, its words stay', async ({
  world,
}) => {
  const { desk, customer } = await holdAnswer(world, 'The footer is cut off');
  await desk.go('Outbox');
  await desk.needsAttention.getByRole('button', { name: 'Discard' }).click();
  await expect(desk.needsAttention).toContainText('Nothing needs your decision.');
  await desk.button('Undo').click();
  await expect(desk.needsAttention).toContainText('Choose “Fit to one page”.');
  await desk.needsAttention.getByRole('button', { name: 'Discard' }).click();
  await expect(desk.connection).toContainText('all sent');
  await desk.go('Queue');
  await expect(desk.reply).toHaveText('Choose “Fit to one page”.');
  await customer.page.reload();
  await expect(customer.page.getByText('Fit to one page')).toHaveCount(0);
});

test('[O3][O1] tickets that a colleague was quicker to take: one is taken over, one is left with him', async ({
  world,
}) => {
  const [first, second] = [world.person('supervisor', 0), world.person('supervisor', 1)];
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  await desk.signIn(first, seat.gate.url);
  await desk.view('Unassigned');
  await expect(desk.connection).toContainText('Online');
  await desk.tickets.getByRole('option').nth(1).waitFor();
  const rows = [desk.tickets.getByRole('option').first(), desk.tickets.getByRole('option').nth(1)];
  const wanted = await Promise.all(
    rows.map(async (row) => ({
      subject: await desk.subjectOf(row),
      id: ((await row.getAttribute('id')) ?? '').replace('ticket-', ''),
    })),
  );
  await desk.goOffline(seat.gate);
  for (const { subject } of wanted) {
    await desk.open(subject);
    await desk.assignTo(first.name);
  }
  const colleague = await signInColleague(world.helpdesk.url, second.login, second.password);
  for (const { id } of wanted) await colleague.take(id);
  await desk.comeBack(seat.gate);
  await expect(desk.page.getByText('2 need attention')).toBeVisible({ timeout: RESEND_MS });

  await desk.go('Outbox');
  await expect(desk.needsAttention).toContainText(`${second.name} took the ticket`);
  const entries = desk.needsAttention.getByRole('listitem');
  await expect(entries).toHaveCount(2);
  const taken = await desk.needsAttention.getByRole('heading', { level: 4 }).first().textContent();
  await entries.first().getByRole('button', { name: 'Take over' }).click();
  await expect(entries).toHaveCount(1);
  await entries
    .first()
    .getByRole('button', { name: `Leave it with ${second.name}` })
    .click();
  await expect(desk.connection).toContainText('all sent', { timeout: RESEND_MS });
  await desk.view('All').catch(async () => {
    await desk.go('Queue');
    await desk.view('All');
  });
  for (const { subject } of wanted) {
    await desk.open(subject);
    await expect(desk.header).toContainText(taken?.includes(subject) === true ? first.name : second.name);
  }
});
