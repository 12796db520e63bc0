import { chromium, expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../../scripts/machine/folders.ts';
import { signInColleague } from '../bench/helpdesk/colleague.ts';
import { chromiumPath, sandboxFlags } from '../support/chromium.ts';
import { DeskPage } from '../support/desk-page.ts';
import type { FaultProxy } from '../support/faults/fault-proxy.ts';
import type { HelpdeskProcess } from '../support/helpdesk-process.ts';
import type { Seat } from './seat.ts';

const SUBJECT = 'The estimate prints on two pages';

/**
 * Brings about everything an outbox can hold: an answer that is held because the customer has written again, an assignment
 * that is refused because a colleague was quicker, and work that waits for the network, which stays away at the end.
 * The window must be in English.
 * @param answered subject of the ticket that is answered while there is no network
 */
export async function fillOutbox(
  seat: Seat,
  helpdesk: HelpdeskProcess,
  gate: FaultProxy,
  answered: string,
): Promise<void> {
  const desk = new DeskPage(seat.page);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...sandboxFlags()] });
  try {
    const customer = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await customer.goto(`${helpdesk.url}/contact?lang=en`);
    await customer.getByLabel('Your name').fill('Olga Weber');
    await customer.getByLabel('E-mail').fill('olga@weber-autos.example');
    await customer.getByLabel('Subject').fill(SUBJECT);
    await customer
      .getByLabel('Message')
      .fill('Since the update the last line of the estimate is on a page of its own.');
    await customer.getByRole('button', { name: 'Send' }).click();
    await expect(customer.getByRole('article').first()).toBeVisible();

    await seat.show('queue');
    await seat.showView('unassigned');
    await seat.find(SUBJECT);
    await desk.tickets.press('Home');
    const other = desk.tickets.getByRole('option').filter({ hasNotText: SUBJECT }).first();
    const otherId = ((await other.getAttribute('id')) ?? '').replace('ticket-', '');

    await desk.goOffline(gate);
    await other.click();
    await expect(desk.conversation.locator('article').first()).toBeVisible();
    await seat.page.keyboard.press('a');
    await seat.page.getByRole('option', { name: /\(me\)/ }).click();
    await (await seat.find(SUBJECT)).click();
    await expect(desk.header).toContainText(SUBJECT);
    await desk.reply.fill('Please choose “Fit to one page” in the print window; we are mending the default.');
    await desk.button('Send').click();
    await expect(desk.conversation).toContainText('Fit to one page');

    // Meanwhile, where there is network.
    const { demo } = helpdesk.hello;
    const person = demo?.people.filter(({ role }) => role === 'supervisor')[1];
    if (demo === null || person === undefined) throw new Error('The sample data have only one supervisor.');
    await (await signInColleague(helpdesk.url, person.login, demo.password)).take(otherId);
    await customer.getByRole('textbox').first().fill('It only happens with the long footer, by the way.');
    await customer.getByRole('button', { name: 'Send' }).click();
    await expect(customer.getByText('long footer')).toBeVisible();

    await desk.comeBack(gate);
    await expect(seat.page.getByText('2 need attention')).toBeVisible({ timeout: 90_000 });
    await desk.goOffline(gate);

    await seat.showView('waiting-for-us');
    await (await seat.find(answered)).click();
    await expect(desk.header).toContainText(answered);
    await desk.reply.fill(
      'The report counts October again in 4.2.3. I have marked the button in the picture.',
    );
    await desk.pastePicture(
      desk.reply,
      await readFile(path.join(PROJECT, 'src-helpdesk/seed/captures/report-en.png')),
    );
    await expect(seat.page.getByRole('img', { name: 'capture.png' })).toBeVisible();
    await desk.button('Send').click();
    await desk.addNote('Third report of this since the update of Monday.');
    await seat.showView('mine');
  } finally {
    await browser.close();
  }
}
