import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { QueueId } from '#shared/base/brand.ts';
import { SAMPLE_PEOPLE, SAMPLE_QUEUES } from '#tests/support/sample-desk-data.ts';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';

/** A dialog with much in it, on a machine that does other work too. */
const PATIENTLY = { timeout: 5_000 };

/** The window offline, with one's first ticket open. */
async function openFirst(me = SAMPLE_PEOPLE.dmitry) {
  const app = await renderApp({ me });
  const { desk } = app;
  act(() => desk.world.setConnection(OFFLINE));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter', screen.getByRole('listbox', { name: 'Tickets' })));
  await screen.findByRole('region', { name: 'Conversation' });
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  const given = () => desk.read.outbox.get().map(({ command: { kind, payload } }) => ({ kind, payload }));
  return { ...app, ticket, given };
}

test('[Q6] Z snoozes until an answer, C sets the category, F follows; U takes the last one back', async () => {
  const { desk, ticket, given } = await openFirst();
  act(() => pressRussian('KeyZ', 'я'));
  fireEvent.click(await screen.findByText('Until the customer answers'));
  await waitFor(() => expect(given()).toEqual([{ kind: 'snooze', payload: { until: null } }]));
  expect(
    desk.read
      .tickets('snoozed', null)
      .get()
      .rows.map((row) => row.ticket.id),
  ).toEqual([ticket.id]);
  expect(desk.read.counts.get().views.snoozed).toBe(1);

  act(() => pressRussian('KeyC', 'с'));
  fireEvent.click(await screen.findByText('Financial'));
  await waitFor(() => expect(given()).toContainEqual({ kind: 'category', payload: { to: 'financial' } }));
  act(() => pressRussian('KeyF', 'а'));
  await waitFor(() => expect(given()).toContainEqual({ kind: 'follow', payload: { on: true } }));
  act(() => pressRussian('KeyU', 'г'));
  await waitFor(() => expect(given()).toHaveLength(2));
});

test('[T6] D hands over with a note, and warns of a queue that is out of sight', async () => {
  const [one, two, queue] = SAMPLE_QUEUES.map(({ id }) => id) as [QueueId, QueueId, QueueId];
  const me = { ...SAMPLE_PEOPLE.dmitry, queueIds: [one, two] };
  const { ticket, given } = await openFirst(me);
  act(() => pressRussian('KeyD', 'в'));
  const dialog = await screen.findByRole('dialog', { name: `Hand over #${ticket.number}` }, PATIENTLY);
  fireEvent.click(within(dialog).getByText('Queue'));
  fireEvent.change(within(dialog).getByRole('combobox', { name: 'To whom' }), { target: { value: queue } });
  expect(within(dialog).getByRole('status').textContent).toBe('You will not see this ticket any more.');
  const note = within(dialog).getByRole('textbox', { name: /What the next one must know/ });
  fireEvent.change(note, { target: { value: 'He has adapter 3.' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));
  const payload = { from: ticket.assigneeId, to: { kind: 'queue', id: queue }, note: 'He has adapter 3.' };
  await waitFor(() => expect(given()).toEqual([{ kind: 'delegate', payload }]));
});

test('[Q6] M merges into a ticket that is found by its number; the other shows both, and unmerging brings it back', async () => {
  const { desk, ticket, given } = await openFirst();
  const other = desk.read
    .tickets('waiting-for-us', null)
    .get()
    .rows.find((row) => row.ticket.customerId !== ticket.customerId)?.ticket;
  if (other === undefined) throw new Error('there is no other ticket');
  act(() => pressRussian('KeyM', 'ь'));
  const dialog = await screen.findByRole('dialog', { name: `Merge #${ticket.number} into another ticket` });
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: `#${other.number}` } });
  fireEvent.click(await within(dialog).findByText(`#${other.number} ${other.subject}`));
  expect(within(dialog).getByRole('alert').textContent).toContain(other.customerName);
  fireEvent.click(within(dialog).getByRole('button', { name: `Merge into #${other.number}` }));
  await waitFor(() => expect(given()).toEqual([{ kind: 'merge', payload: { into: other.id } }]));

  fireEvent.click(await screen.findByRole('link', { name: `Open #${other.number}: ${other.subject}` }));
  const conversation = screen.getByRole('region', { name: 'Conversation' });
  await waitFor(() => expect(conversation.textContent).toContain(`from #${ticket.number}`));
  fireEvent.click(screen.getByRole('link', { name: `Open #${ticket.number}: ${ticket.subject}` }));
  fireEvent.click(await screen.findByRole('button', { name: 'Unmerge' }));
  await waitFor(() => expect(desk.read.findTicket(ticket.id)?.mergedInto).toBe(null));
});

test('[Q6] Escape leaves the search for a ticket to merge with, and nothing was done', async () => {
  const { given } = await openFirst();
  act(() => pressRussian('KeyM', 'ь'));
  const dialog = await screen.findByRole('dialog', { name: /^Merge/ }, PATIENTLY);
  const field = within(dialog).getByRole('textbox');
  fireEvent.change(field, { target: { value: 'no ticket is called so' } });
  expect((await within(dialog).findByRole('status')).textContent).toContain('No ticket fits.');
  fireEvent.keyDown(field, { key: 'Escape', code: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(given()).toEqual([]);
});
