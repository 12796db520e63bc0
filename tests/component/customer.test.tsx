import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SAMPLE_INCOMPATIBILITY, SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { pressRussian, renderApp } from './render-app.tsx';

interface HappyWindow {
  readonly happyDOM: { setViewport(size: { readonly width: number; readonly height: number }): void };
}

async function openFirst(given: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(given);
  const row = screen.getAllByRole('option')[0];
  if (row === undefined) throw new Error('the list is empty');
  fireEvent.mouseDown(row, { button: 0 });
  fireEvent.click(await screen.findByRole('button', { name: 'Show the customer' }));
  const card = await screen.findByRole('region', { name: 'Customer' });
  return { ...app, card };
}

test('what is known not to work where the customer wrote from is beside the ticket, in his language', async () => {
  const { desk, card } = await openFirst();
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  const language = ticket?.language ?? 'en';
  const known = within(card).getByRole('region', { name: 'Known not to work here' });
  expect(known.textContent).toContain(SAMPLE_INCOMPATIBILITY.content.explanation[language]);
  expect(known.textContent).toContain('https://example.com/sp3');
});

test('the customer’s other tickets are listed and open', async () => {
  const { desk, card } = await openFirst();
  const history = within(card).getByRole('region', { name: 'Other tickets' });
  const [other] = within(history).getAllByRole('button', { name: /^Open ticket/ });
  if (other === undefined) throw new Error('there is no other ticket');
  fireEvent.click(other);
  const number = Number(/\d+/.exec(other.getAttribute('aria-label') ?? '')?.[0]);
  const id = desk.read.findTicketByNumber(number);
  expect(id).not.toBeNull();
  const subject = desk.read
    .tickets('all', null)
    .get()
    .rows.find((row) => row.ticket.id === id)?.ticket.subject;
  expect(await screen.findByRole('heading', { name: subject ?? '' })).toBeTruthy();
});

async function openList(me: (typeof SAMPLE_PEOPLE)[keyof typeof SAMPLE_PEOPLE]) {
  const app = await renderApp({ me });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyN', 'т'));
  await screen.findByRole('heading', { name: 'Known incompatibilities', level: 2 });
  return app;
}

test('an operator reads the list and is offered no change of it', async () => {
  await openList(SAMPLE_PEOPLE.dmitry);
  expect(screen.getByText('No SHA-256 before SP3')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
});

test('a supervisor changes an entry; what was on the screen goes along', async () => {
  const { helpdesk } = await openList(SAMPLE_PEOPLE.irina);
  fireEvent.click(screen.getByRole('button', { name: 'Edit: No SHA-256 before SP3' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: '' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText('Name what it is about.')).toBeTruthy();
  expect(helpdesk.world.changed).toEqual([]);

  fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'Windows 2000' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [sent] = helpdesk.world.changed;
  expect(sent?.before).toEqual(SAMPLE_INCOMPATIBILITY);
  expect(sent?.after?.content).toMatchObject({ when: [{ words: 'Windows 2000' }] });
});

test('what somebody else has changed meanwhile is told, and what was typed stays', async () => {
  const { helpdesk } = await openList(SAMPLE_PEOPLE.irina);
  helpdesk.world.fail = 'changed';
  fireEvent.click(screen.getByRole('button', { name: 'Edit: No SHA-256 before SP3' }));
  const dialog = await screen.findByRole('dialog');
  const title = within(dialog).getByLabelText('Title in English');
  fireEvent.change(title, { target: { value: 'Another title' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Somebody else has changed it');
  expect((title as HTMLInputElement).value).toBe('Another title');
});

async function write(card: HTMLElement, words: string) {
  fireEvent.click(within(card).getByRole('button', { name: 'Add a note' }));
  const field = await within(card).findByRole('textbox', { name: 'New note about the customer' });
  fireEvent.change(field, { target: { value: words } });
  return field;
}
const notesOf = (card: HTMLElement) => within(card).getByRole('region', { name: 'Colleagues’ notes' });

test('a note is written offline, stands with its author, is changed, removed, and comes back by undo', async () => {
  const { card, desk } = await openFirst();
  await write(card, 'Calls after noon.');
  fireEvent.click(within(card).getByRole('button', { name: 'Save the note' }));
  expect(await within(notesOf(card)).findByText('Calls after noon.')).toBeTruthy();
  expect(notesOf(card).textContent).toContain(desk.read.me.get().name);

  fireEvent.click(within(card).getByRole('button', { name: 'Edit the note: Calls after noon.' }));
  const field = await within(card).findByRole('textbox', { name: 'Note about the customer' });
  fireEvent.change(field, { target: { value: 'Calls before noon.' } });
  fireEvent.keyDown(field, { code: 'Enter', key: 'Enter', ctrlKey: true });
  expect(await within(notesOf(card)).findByText('Calls before noon.')).toBeTruthy();
  expect(within(notesOf(card)).queryByText('Calls after noon.')).toBeNull();

  fireEvent.click(within(card).getByRole('button', { name: 'Remove the note: Calls before noon.' }));
  await waitFor(() => expect(within(notesOf(card)).queryByText('Calls before noon.')).toBeNull());
  const told = (await screen.findByText(/^Note about .* removed/)).parentElement;
  if (told === null) throw new Error('nothing is told');
  fireEvent.click(within(told).getByRole('button', { name: 'Undo' }));
  expect(await within(notesOf(card)).findByText('Calls before noon.')).toBeTruthy();
});

test('a half-typed note is a draft: it is there again after another ticket, and in the list of drafts', async () => {
  const { card, desk } = await openFirst();
  await write(card, 'Half a though');
  const open = desk.read.drafts.get();
  expect(open.size).toBe(1);
  const [ticketId] = [...open];
  if (ticketId === undefined) throw new Error('there is no draft');
  expect(desk.read.draft(ticketId, 'customer-note').get().draft?.text).toBe('Half a though');
  const history = within(card).getByRole('region', { name: 'Other tickets' });
  const [other] = within(history).getAllByRole('button', { name: /^Open ticket/ });
  if (other === undefined) throw new Error('there is no other ticket');
  fireEvent.click(other);
  expect(desk.read.draft(ticketId, 'customer-note').get().draft?.text).toBe('Half a though');
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyD', 'в'));
  fireEvent.click(await screen.findByRole('button', { name: 'Open with the draft' }));
  const again = await screen.findByRole('textbox', { name: 'New note about the customer' });
  expect((again as HTMLTextAreaElement).value).toBe('Half a though');
});

test('a note that is too long is told and cannot be saved', async () => {
  const { card } = await openFirst();
  await write(card, 'x'.repeat(4_001));
  expect(within(card).getByText('1 character too many')).toBeTruthy();
  const save = within(card).getByRole('button', { name: 'Save the note' });
  expect((save as HTMLButtonElement).disabled).toBe(true);
});

test('I9: a trainee reads notes and changes nothing about a customer', async () => {
  const { card } = await openFirst({ me: { ...SAMPLE_PEOPLE.dmitry, role: 'trainee' } });
  expect(notesOf(card).textContent).toContain('No notes yet.');
  expect(within(card).queryByRole('button', { name: 'Add a note' })).toBeNull();
  expect(within(card).queryByRole('button', { name: /same person/ })).toBeNull();
  expect(within(card).queryByRole('button', { name: 'Insert into the reply' })).toBeNull();
});

test('the explanation goes into the reply, in the customer’s language; what is there stays', async () => {
  const { card, desk } = await openFirst();
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  await desk.write.saveDraft({ ticketId: ticket.id, kind: 'reply', text: 'Hello!', attachments: [] });
  fireEvent.click(within(card).getByRole('button', { name: 'Insert into the reply' }));
  const { explanation, link } = SAMPLE_INCOMPATIBILITY.content;
  await waitFor(() => {
    const { draft } = desk.read.draft(ticket.id, 'reply').get();
    expect(draft?.text).toContain('Hello!');
    expect(draft?.text).toContain(explanation[ticket.language]);
    expect(draft?.text).toContain(link ?? '');
  });
});

test('two rows of one person are shown side by side and made one; offline it is told that it needs the helpdesk', async () => {
  const { card, desk, helpdesk } = await openFirst();
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  const conversation = ticket && desk.read.conversation(ticket.id).get();
  const own = conversation?.kind === 'open' ? conversation.customer : null;
  if (own === null) throw new Error('there is no customer');
  fireEvent.click(within(card).getByRole('button', { name: 'This is the same person as…' }));
  const dialog = await screen.findByRole('dialog', { name: /^Who is the same person/ });
  expect((await within(dialog).findByRole('alert')).textContent).toContain('needs the helpdesk');

  const other = {
    ...own,
    id: SAMPLE_PEOPLE.irina.id as string as typeof own.id,
    name: 'The Double',
    notes: [],
  };
  helpdesk.world.alike = {
    own: { customer: { ...own, phone: null }, tickets: 2 },
    found: [{ customer: { ...other, phone: '+7 912 345-67-89' }, tickets: 3, because: 'email' }],
  };
  fireEvent.change(within(dialog).getByLabelText('Name, e-mail or phone'), { target: { value: 'dou' } });
  fireEvent.click(await within(dialog).findByRole('button', { name: /The Double.*3 tickets · same e-mail/ }));
  const table = within(dialog).getByRole('table');
  expect(table.textContent).toContain('taken over');
  fireEvent.click(within(dialog).getByRole('button', { name: 'The other way round' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Merge the customers' }));
  await waitFor(() => expect(helpdesk.world.merged).toEqual([{ target: other.id, source: own.id }]));
  expect(await screen.findByText(`${own.name} goes on in The Double`)).toBeTruthy();
});

test('in a wide window a note asked for by name is written beside the ticket, and the keys of the list work on', async () => {
  (window as unknown as HappyWindow).happyDOM.setViewport({ width: 1600, height: 900 });
  await renderApp();
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  await screen.findByRole('region', { name: 'Customer' });
  fireEvent.keyDown(document.body, { code: 'KeyK', key: 'л', ctrlKey: true });
  const palette = within(await screen.findByRole('dialog', { name: 'Command palette' }));
  const words = palette.getByRole('searchbox');
  fireEvent.change(words, { target: { value: 'note about the customer' } });
  await palette.findByRole('option', { name: 'Note about the customer', selected: true });
  fireEvent.keyDown(words, { code: 'Enter', key: 'Enter' });
  const note = await screen.findByRole('textbox', { name: 'New note about the customer' });
  await waitFor(() => expect(document.activeElement).toBe(note));

  note.blur();
  act(() => pressRussian('KeyJ', 'о'));
  const [, second] = screen.getAllByRole('option').filter((row) => row.hasAttribute('data-ticket'));
  expect(second?.getAttribute('aria-selected')).toBe('true');
});
