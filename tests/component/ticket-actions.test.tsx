import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { QueueId } from '#shared/base/brand.ts';
import { openFirstTicket } from '#tests/support/open-first-ticket.ts';
import { SAMPLE_PEOPLE, SAMPLE_QUEUES } from '#tests/support/sample-desk-data.ts';
import { pressRussian } from './render-app.tsx';

/** A dialog with much in it, on a machine that does other work too. */
const PATIENTLY = { timeout: 5_000 };

test('[Q6] Z snoozes until an answer, C sets the category, F follows; U takes the last one back', async () => {
  const { desk, ticket, given } = await openFirstTicket();
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
  const { ticket, given } = await openFirstTicket(me);
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

test('[T6] words of a hand-over outlive the dialog, open again from the drafts, and come back with the undo', async () => {
  const { desk, ticket, given } = await openFirstTicket();
  const title = { name: `Hand over #${ticket.number}` };
  act(() => pressRussian('KeyD', 'в'));
  const first = await screen.findByRole('dialog', title, PATIENTLY);
  const field = (dialog: HTMLElement) =>
    within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: /What the next one must know/ });
  fireEvent.change(field(first), { target: { value: 'He has adapter 3.' } });
  expect(first.textContent).toContain('Saved as a draft');
  fireEvent.click(within(first).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(desk.read.drafts.get().has(ticket.id)).toBe(true);

  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyD', 'в'));
  const line = await screen.findByRole('listitem', { name: /^Words for the next one/ });
  expect(line.textContent).toContain('He has adapter 3.');
  fireEvent.click(within(line).getByRole('button', { name: 'Open with the draft' }));
  const again = await screen.findByRole('dialog', title, PATIENTLY);
  expect(field(again).value).toBe('He has adapter 3.');

  fireEvent.click(within(again).getByRole('button', { name: 'Discard the words' }));
  await waitFor(() => expect(field(again).value).toBe(''));
  expect(desk.read.draftList.get()).toEqual([]);
  fireEvent.change(field(again), { target: { value: 'Adapter 3, firmware 2.' } });
  fireEvent.click(within(again).getByText('Tier'));
  fireEvent.change(within(again).getByRole('combobox', { name: 'To whom' }), { target: { value: '3' } });
  fireEvent.click(within(again).getByRole('button', { name: 'Hand over' }));
  const payload = { from: ticket.assigneeId, to: { kind: 'tier', tier: 3 }, note: 'Adapter 3, firmware 2.' };
  await waitFor(() => expect(given()).toEqual([{ kind: 'delegate', payload }]));
  await waitFor(() => expect(desk.read.draftList.get()).toEqual([]));
  act(() => pressRussian('KeyU', 'г'));
  await waitFor(() => expect(given()).toEqual([]));
  expect(desk.read.draft(ticket.id, 'delegate').get().draft?.text).toBe('Adapter 3, firmware 2.');
});

test('[Q6] M merges into a ticket that is found by its number; the other shows both, and unmerging brings it back', async () => {
  const { desk, ticket, given } = await openFirstTicket();
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
  const { given } = await openFirstTicket();
  act(() => pressRussian('KeyM', 'ь'));
  const dialog = await screen.findByRole('dialog', { name: /^Merge/ }, PATIENTLY);
  const field = within(dialog).getByRole('textbox');
  fireEvent.change(field, { target: { value: 'no ticket is called so' } });
  expect((await within(dialog).findByRole('status')).textContent).toContain('No ticket fits.');
  fireEvent.keyDown(field, { key: 'Escape', code: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(given()).toEqual([]);
});
