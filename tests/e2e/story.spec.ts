import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeskPage } from '#tests/support/desk-page.ts';
import { expect, test } from '#tests/support/fixtures.ts';

const picture = () => readFile(join(import.meta.dirname, '../../src-helpdesk/seed/captures/licence-en.png'));

test('[O1][O2][T1][T3][T4][H2] a customer writes; an operator answers offline, is killed, starts again, and the answer arrives once', async ({
  world,
}, testInfo) => {
  const operator = world.person('operator');
  const seat = await world.seat();
  let desk = new DeskPage(seat.page);
  await desk.signIn(operator, seat.gate.url);
  await desk.view('Unassigned');
  await expect(desk.connection).toContainText('all sent');
  // The files of open tickets come ahead of being asked for: wait until those of the sample are here.
  await expect.poll(() => desk.keptFiles()).toBeGreaterThan(0);
  await expect(desk.connection).toContainText('all sent', { timeout: 60_000 });
  const filesBefore = await desk.keptFiles();

  // A customer writes from any browser, with a file.
  const customer = await world.customer();
  await customer.goto(`${world.helpdesk.url}/contact?lang=en`);
  await customer.getByLabel('Your name').fill('Olga Weber');
  await customer.getByLabel('E-mail').fill('olga@weber-autos.example');
  await customer.getByLabel('Subject').fill('The report window stays empty');
  await customer
    .getByLabel('Message')
    .fill('Since this morning the monthly report shows no rows. The log is attached.');
  await customer.getByLabel(/Files/).setInputFiles({
    name: 'report.log',
    mimeType: 'text/plain',
    buffer: Buffer.from('09:12 report: no rows for October\n'),
  });
  await customer.getByRole('button', { name: 'Send' }).click();
  const sentAt = Date.now();
  await expect(customer.getByRole('heading', { name: 'The report window stays empty' })).toBeVisible();

  // It is in the operator's list without a reload.
  await desk.find(/The report window stays empty/);
  await expect.poll(() => desk.keptFiles()).toBe(filesBefore + 1);
  testInfo.annotations.push({ type: 'arrival in ms', description: String(Date.now() - sentAt) });

  // The network goes; the work does not stop. What the customer sent is here already, the file too.
  await desk.goOffline(seat.gate);
  await desk.open(/The report window stays empty/);
  await expect(desk.conversation).toContainText('shows no rows');
  await desk.conversation.getByRole('button', { name: 'View report.log' }).click();
  await expect(desk.page.getByText('09:12 report: no rows for October')).toBeVisible();
  await desk.page.keyboard.press('Escape');

  await desk.reply.fill('Please update to 4.2.3: the report counts October again. I have marked the button.');
  await desk.pastePicture(desk.reply, await picture());
  await expect(desk.page.getByRole('img', { name: 'capture.png' })).toBeVisible();
  await desk.button('Send').click();
  await desk.addNote('Third report of this since the update of Monday.');
  await desk.button('Resolve').click();
  await desk.go('Outbox');
  await expect(desk.outbox.getByRole('listitem')).toHaveCount(3);

  // Everything is killed, and started again without network: all is there.
  await seat.kill();
  desk = new DeskPage(await seat.start());
  await expect(desk.connection).toContainText('Offline');
  await desk.go('Outbox');
  await expect(desk.outbox.getByRole('listitem')).toHaveCount(3);
  await expect(desk.outbox).toContainText('Please update to 4.2.3');
  await desk.go('Queue');
  await desk.view('All');
  await desk.open(/The report window stays empty/);
  await expect(desk.conversation).toContainText('Please update to 4.2.3');
  await expect(desk.conversation).toContainText('Third report of this');
  await expect(desk.conversation.getByRole('img', { name: 'capture.png' })).toBeVisible();

  // The network returns: the customer sees the answer, once, under the operator's name, with the picture.
  seat.gate.mend();
  const answer = customer.getByRole('article').filter({ hasText: 'Please update to 4.2.3' });
  await expect(answer).toHaveCount(1, { timeout: 90_000 });
  await expect(answer).toContainText(operator.name);
  await expect(answer.getByRole('img')).toHaveCount(1);
  await expect(customer.getByText('Third report of this')).toHaveCount(0);
  await expect(desk.connection).toContainText('Online');
  await customer.reload();
  await expect(answer).toHaveCount(1);
});
