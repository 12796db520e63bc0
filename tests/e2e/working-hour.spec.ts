import { messageSchema, type Message } from '#shared/domain/messages/message.ts';
import { ticketSchema, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { askAsCustomer } from '#tests/support/customer-page.ts';
import { DeskPage } from '#tests/support/desk-page.ts';
import { differences, rowsInSight, type Rows } from '#tests/support/faults/client-rows.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { countPointers, Hands } from '#tests/support/hands.ts';
import { readLocalStores } from '#tests/support/local-stores.ts';
import { signInApart } from '#tests/support/sign-in-apart.ts';

const ADAPTER = { subject: 'The adapter is not found', message: 'It worked yesterday.' };
const STILL = { subject: 'Still no adapter', message: 'I have restarted it.' };
const INVOICE = { subject: 'Two invoices for one month', message: 'Which one is right?' };
const STAND = { subject: 'Турбокомпрессор молчит', message: 'Программа не подключается к стенду.' };
const LICENCE = { subject: 'A licence for a second bench', message: 'What does it cost?' };

test('[Q3][Q4][Q5][Q6][T1][T3][T4] a working hour without a pointer: the stores hold what was done, and nothing else', async ({
  world,
}) => {
  test.setTimeout(240_000);
  const operator = world.person('operator');
  const colleague = world.person('supervisor').name;
  const authorization = await signInApart(world.helpdesk.url, operator);
  const rows = () => rowsInSight((path) => fetch(world.helpdesk.url + path, { headers: { authorization } }));
  const customer = await world.customer();
  for (const question of [ADAPTER, STILL, INVOICE, STAND, LICENCE])
    await askAsCustomer(customer, world.helpdesk.url, question);
  const before = await rows();
  const seat = await world.seat();
  const desk = new DeskPage(seat.page);
  const hands = new Hands(seat.page);
  const pointers = await countPointers(seat.page);
  const { keyboard } = seat.page;

  // In.
  const login = seat.page.getByRole('textbox', { name: 'Login' });
  const team = seat.page.getByRole('button', { name: /team/i });
  await expect(login.or(team).first()).toBeVisible();
  if (await team.isVisible()) {
    await hands.tabTo(team);
    await hands.press('Enter');
    const address = seat.page.getByRole('textbox', { name: 'Address' });
    await address.waitFor();
    await hands.tabTo(address);
    await keyboard.type(seat.gate.url);
    await hands.tabTo(desk.button('Continue'));
    await hands.press('Enter');
    await login.waitFor();
  }
  await hands.tabTo(login);
  await keyboard.type(operator.login);
  await hands.tabTo(seat.page.getByLabel('Password', { exact: true }));
  await keyboard.type(operator.password);
  await hands.press('Enter');
  await expect(desk.connection).toContainText('all sent', { timeout: 90_000 });

  // Take, read, reply.
  await hands.press('g', 'u');
  await desk.ticket(/./).first().waitFor();
  await hands.openInList(ADAPTER.subject);
  await expect(desk.conversation).toContainText(ADAPTER.message);
  await hands.choose('a', operator.name);
  await expect(desk.header).toContainText(`Assignee ${operator.name}`);
  await hands.press('r');
  await expect(desk.reply).toBeEditable();
  await hands.typeInto(desk.reply, 'Please try this:');
  for (const line of ['- pull the adapter', 'start the program anew']) {
    await hands.press('Enter');
    await keyboard.type(line);
  }
  await hands.press('Control+Enter');
  await expect(desk.conversation.getByRole('listitem').filter({ hasText: 'pull the adapter' })).toBeVisible();

  // The second question of the same customer goes on in the first.
  await hands.press('Escape');
  await hands.openByPalette(STILL.subject);
  await hands.press('m');
  const merge = seat.page.getByRole('dialog', { name: /^Merge/ });
  await hands.typeInto(merge.getByRole('textbox'), ADAPTER.subject);
  await expect(merge.getByRole('option').first()).toHaveAttribute('data-combobox-selected', 'true');
  await hands.press('Enter');
  await expect(merge.getByRole('button', { name: /^Merge into/ })).toBeFocused();
  await hands.press('Enter');
  await expect(merge).toBeHidden();

  // A note that calls a colleague, and out of the way until tomorrow.
  await hands.openByPalette(INVOICE.subject);
  await hands.press('n');
  await expect(desk.note).toBeEditable();
  await hands.typeInto(desk.note, `Please look, @${colleague.split(' ')[0] ?? colleague}`);
  await expect(seat.page.getByRole('option', { name: colleague })).toBeVisible();
  await hands.press('Enter');
  await keyboard.type('before noon.');
  await hands.press('Control+Enter');
  await expect(desk.conversation.getByRole('article', { name: /note/i })).toContainText('before noon.');
  await hands.press('Escape');
  await hands.choose('z', 'Tomorrow');
  await expect(desk.header).toContainText(/until|Tomorrow|Comes back/i);

  // Found in the wrong layout; its category, a mistake undone, done.
  await hands.press('/');
  await hands.typeInto(seat.page.getByRole('searchbox', { name: 'Search' }), 'neh,jrjvghtccjh');
  const found = seat.page.getByRole('listbox', { name: 'Results' });
  await expect(found.getByRole('option', { name: STAND.subject })).toBeVisible();
  await hands.press('ArrowDown');
  await expect(found).toBeFocused();
  await hands.press('Enter');
  await expect(desk.header).toContainText(STAND.subject);
  await hands.choose('c', 'Technical');
  await expect(desk.header).toContainText('Category Technical');
  await hands.choose('p', 'Urgent');
  await expect(desk.header).toContainText('Priority Urgent');
  await hands.press('u');
  await expect(desk.header).toContainText('Priority Normal');
  await hands.press('e');
  await expect(desk.header).toContainText('Status Resolved');

  // Begun, and left for later.
  await hands.openByPalette(LICENCE.subject);
  await hands.press('r');
  await expect(desk.reply).toBeEditable();
  await hands.typeInto(desk.reply, 'The second one costs');
  await expect(seat.page.getByText('Saved on this computer')).toBeVisible();
  await hands.press('Escape');
  await hands.press('g', 'd');
  await expect(seat.page.getByRole('listitem', { name: /^Reply/ })).toContainText('The second one costs');
  await hands.press('g', 'o');
  await expect(desk.outbox).toContainText('Everything has been sent.');
  await expect(desk.connection).toContainText('all sent');
  expect(await pointers()).toBe(0);

  // What the helpdesk has.
  const after = await rows();
  const ticket = (subject: string) => ticketOf(after, subject);
  const me = personOf(after, operator.name);
  // Answered, but what was merged into it waits.
  expect(ticket(ADAPTER.subject)).toMatchObject({ assigneeId: me, status: 'open', snooze: null });
  expect(ticket(ADAPTER.subject).waitingSince).not.toBeNull();
  expect(ticket(STILL.subject)).toMatchObject({
    mergedInto: ticket(ADAPTER.subject).id,
    assigneeId: null,
  });
  expect(ticket(INVOICE.subject)).toMatchObject({ status: 'open', assigneeId: null });
  const until = ticket(INVOICE.subject).snooze?.until ?? 0;
  expect(until).toBeGreaterThan(Date.now());
  expect(until).toBeLessThan(Date.now() + 2 * 86_400_000);
  expect(ticket(STAND.subject)).toMatchObject({
    category: 'technical',
    priority: ticketOf(before, STAND.subject).priority,
    status: 'resolved',
  });
  const entries = newMessages(before, after);
  const subjectOf = (id: string) =>
    Object.values([ADAPTER, STILL, INVOICE, STAND]).find(({ subject }) => ticket(subject).id === id)?.subject;
  // The mistake may have been taken back before it was sent: then it has left nothing.
  const lasting = entries.filter((each) => each.kind !== 'event' || each.event.kind !== 'priority');
  expect(
    lasting.map((each) => [subjectOf(each.ticketId), each.kind === 'event' ? each.event.kind : each.kind]),
  ).toEqual([
    [ADAPTER.subject, 'assigned'],
    [ADAPTER.subject, 'reply'],
    [STILL.subject, 'merged'],
    [INVOICE.subject, 'note'],
    [INVOICE.subject, 'snoozed'],
    [STAND.subject, 'category'],
    [STAND.subject, 'status'],
  ]);
  for (const each of entries) expect(each).toMatchObject({ authorId: me });
  const reply = entries.find((each) => each.kind === 'reply');
  expect(reply?.text).toContain('- pull the adapter\n- start the program anew');
  expect(JSON.stringify(reply?.rich)).toContain('bulletList');
  const note = entries.find((each) => each.kind === 'note');
  expect(note?.text.replaceAll('\u00A0', ' ')).toBe(`Please look, @${colleague} before noon.`);
  // Nothing else was touched.
  const touched = [...after].filter(([key, row]) => key.startsWith('ticket ') && before.get(key) !== row);
  expect(touched.map(([, row]) => String(parsed(row).subject)).toSorted()).toEqual(
    [ADAPTER, STILL, INVOICE, STAND].map(({ subject }) => subject).toSorted(),
  );

  // What this computer has: the same rows, the draft, and nothing that waits.
  await expect
    .poll(async () => {
      const local = await readLocalStores(seat.page);
      if (local.rows === null) return ['not complete'];
      return differences(ticketsIn(local.rows), ticketsIn(await rows()));
    })
    .toEqual([]);
  const local = await readLocalStores(seat.page);
  expect(local.outbox).toEqual([]);
  expect(local.quarantine).toEqual([]);
  expect(local.drafts.map(({ draft }) => [draft.ticketId, draft.kind, draft.text])).toEqual([
    [ticket(LICENCE.subject).id, 'reply', 'The second one costs'],
  ]);
});

const parsed = (row: string) => JSON.parse(row.slice(row.indexOf(' ') + 1)) as Record<string, unknown>;

function ticketOf(rows: Rows, subject: string): Ticket {
  const found = [...rows].find(([key, row]) => key.startsWith('ticket ') && parsed(row).subject === subject);
  if (found === undefined) throw new Error(`The helpdesk has no ticket “${subject}”`);
  return ticketSchema.parse(parsed(found[1]));
}

function personOf(rows: Rows, name: string): unknown {
  return [...rows]
    .filter(([key]) => key.startsWith('person '))
    .map(([, row]) => parsed(row))
    .find((person) => person.name === name)?.id;
}

/** Messages that were not there before, oldest first. */
function newMessages(before: Rows, after: Rows): readonly Message[] {
  return [...after]
    .filter(([key]) => key.startsWith('message ') && !before.has(key))
    .map(([, row]) => messageSchema.parse(parsed(row)))
    .toSorted((a, b) => a.at - b.at);
}

/** Tickets and their messages: what a working hour is about. */
function ticketsIn(rows: Rows): Rows {
  return new Map([...rows].filter(([key]) => /^(ticket|message) /.test(key)));
}
