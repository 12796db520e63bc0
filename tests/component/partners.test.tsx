import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openFirstTicket } from '#tests/support/open-first-ticket.ts';
import { SAMPLE_PARTNER, SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { pressRussian, renderApp } from './render-app.tsx';

/** A dialog with much in it, on a machine that does other work too. */
const PATIENTLY = { timeout: 5_000 };
const shift = { shiftKey: true };

test('[T6] a ticket is handed to a partner with what it may see, and its answer ends it', async () => {
  const { desk, ticket, given } = await openFirstTicket();
  fireEvent.keyDown(document.body, { code: 'KeyD', key: 'В', ...shift });
  const name = `Hand #${ticket.number} over to a partner`;
  const dialog = await screen.findByRole('dialog', { name }, PATIENTLY);
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Find a partner' }), {
    target: { value: 'adapter' },
  });
  fireEvent.click(within(dialog).getByText('Adapter Works'));

  const words = within(dialog).getByRole('textbox', { name: /^Your words to the partner/ });
  const letter = within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Letter' });
  fireEvent.change(words, { target: { value: `Look at the driver of ${ticket.customerName}.` } });
  expect(letter.value).toContain('Look at the driver of [not passed on].');
  expect(letter.value).not.toContain(ticket.customerName);
  expect(dialog.textContent).toContain('Vakhta does not send this letter');
  fireEvent.change(letter, { target: { value: `Only this. ${ticket.customerName}` } });
  expect(within(dialog).getByRole('status').textContent).toContain('Customer’s name');
  fireEvent.change(letter, { target: { value: 'Only this.' } });
  expect(within(dialog).getByRole('status').textContent).toBe('');

  const until = within(dialog).getByLabelText('Answer expected by');
  fireEvent.change(until, { target: { value: '2001-01-01T09:00' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));
  expect(within(dialog).getByText('This time is in the past.')).toBeTruthy();
  fireEvent.change(until, { target: { value: '2099-01-01T09:00' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));

  const { id, content } = SAMPLE_PARTNER;
  await waitFor(() =>
    expect(given()).toMatchObject([
      {
        kind: 'hand-to-partner',
        payload: {
          partner: { id, name: content.name, email: content.email },
          letter: { text: 'Only this.' },
          until: new Date('2099-01-01T09:00').getTime(),
        },
      },
    ]),
  );
  expect(
    desk.read
      .tickets('mine', null)
      .get()
      .rows.some((row) => row.ticket.id === ticket.id),
  ).toBe(false);
  const header = screen.getByRole('group', { name: 'Ticket' });
  expect(header.textContent).toContain('With Adapter Works until');
  const conversation = screen.getByRole('region', { name: 'Conversation' });
  expect(within(conversation).getByText(/^Passed on: /).textContent).toContain('What the customer wrote');
  expect(within(conversation).getByText('Only this.')).toBeTruthy();

  // It has left the list, and keys mean the next one there: so it is looked up where it waits.
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyZ', 'я'));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter', screen.getByRole('listbox', { name: 'Tickets' })));
  act(() => pressRussian('KeyB', 'и'));
  const back = await screen.findByRole('dialog', { name: /^Answer of Adapter Works/ }, PATIENTLY);
  fireEvent.change(within(back).getByRole('textbox'), { target: { value: 'A new driver.' } });
  fireEvent.click(within(back).getByRole('button', { name: 'Record the answer' }));
  const answered = { kind: 'back-from-partner', payload: { how: 'answered', text: 'A new driver.' } };
  await waitFor(() => expect(given()).toContainEqual(answered));
  await waitFor(() => expect(desk.read.findTicket(ticket.id)?.partner).toBeNull());
  expect(within(conversation).getByText('A new driver.')).toBeTruthy();
});

test('a letter that was changed is a draft with its partner; composed anew it can be had back', async () => {
  const { desk, ticket } = await openFirstTicket();
  const name = `Hand #${ticket.number} over to a partner`;
  const letterOf = (dialog: HTMLElement) =>
    within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Letter' });
  fireEvent.keyDown(document.body, { code: 'KeyD', key: 'В', ...shift });
  const dialog = await screen.findByRole('dialog', { name }, PATIENTLY);
  fireEvent.click(within(dialog).getByText('Adapter Works'));
  expect(desk.read.draftList.get()).toEqual([]);
  fireEvent.change(within(dialog).getByRole('textbox', { name: /^Your words to the partner/ }), {
    target: { value: 'The driver, please.' },
  });
  fireEvent.change(letterOf(dialog), { target: { value: 'Only this.' } });
  expect(desk.read.draft(ticket.id, 'hand-to-partner').get().draft).toMatchObject({
    text: 'Only this.',
    toPartner: { partnerId: SAMPLE_PARTNER.id, letter: { words: 'The driver, please.' } },
  });
  fireEvent.keyDown(letterOf(dialog), { key: 'Escape', code: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyD', 'в'));
  const line = await screen.findByRole('listitem', { name: /^Letter to a partner/ });
  fireEvent.click(within(line).getByRole('button', { name: 'Open with the draft' }));
  const again = await screen.findByRole('dialog', { name }, PATIENTLY);
  expect(letterOf(again).value).toBe('Only this.');
  fireEvent.click(within(again).getByRole('button', { name: 'Compose anew' }));
  await waitFor(() => expect(letterOf(again).value).toContain('The driver, please.'));
  const told = (await screen.findByText('The letter is composed anew.')).closest<HTMLElement>(
    '[role="alert"]',
  );
  if (told === null) throw new Error('it is not told');
  fireEvent.click(within(told).getByRole('button', { name: 'Undo', hidden: true }));
  await waitFor(() => expect(letterOf(again).value).toBe('Only this.'));
});

test('a trainee is offered no hand-over to a partner', async () => {
  const { desk } = await renderApp({ me: SAMPLE_PEOPLE.oleg });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter', screen.getByRole('listbox', { name: 'Tickets' })));
  await screen.findByRole('region', { name: 'Conversation' });
  fireEvent.keyDown(document.body, { code: 'KeyD', key: 'В', ...shift });
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(desk.read.outbox.get()).toEqual([]);
});

test('a supervisor changes what a partner may see; what does not fit is told in place', async () => {
  const { helpdesk } = await renderApp({ me: SAMPLE_PEOPLE.irina });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyP', 'з'));
  await screen.findByRole('heading', { name: 'Partners', level: 2 });
  fireEvent.click(screen.getByRole('button', { name: 'Edit: Adapter Works' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('E-mail address'), { target: { value: 'nowhere' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText(/^An e-mail address looks like/)).toBeTruthy();
  expect(helpdesk.world.changed).toEqual([]);

  fireEvent.change(within(dialog).getByLabelText('E-mail address'), {
    target: { value: 'in@adapter.example' },
  });
  fireEvent.click(within(dialog).getByLabelText('Products'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const [sent] = helpdesk.world.changed;
  expect(sent?.before).toEqual(SAMPLE_PARTNER);
  expect(sent?.after?.content).toMatchObject({
    email: 'in@adapter.example',
    fields: ['subject', 'question', 'words', 'products'],
  });
});
