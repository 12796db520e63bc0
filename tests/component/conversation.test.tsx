import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { sampleId } from '#tests/support/sample-desk-data.ts';
import { renderApp } from './render-app.tsx';

const press = (code: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { code, key: code, ...more });

async function openFirst() {
  const app = await renderApp();
  const ticket = app.desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  fireEvent.pointerDown(screen.getAllByRole('option')[0] as Element);
  press('KeyJ');
  press('Enter');
  const conversation = await screen.findByRole('region', { name: 'Conversation' });
  return { ...app, ticket, conversation };
}

test('a conversation that takes its time has the focus when it is there', async () => {
  const { desk } = await renderApp();
  desk.world.holdReading(true);
  fireEvent.pointerDown(screen.getAllByRole('option')[0] as Element);
  press('KeyJ');
  press('Enter');
  const loading = await screen.findByRole('region', { name: 'Conversation' });
  expect(loading.querySelector('[aria-busy="true"]')).toBeTruthy();
  act(() => desk.world.holdReading(false));
  const conversation = screen.getByRole('region', { name: 'Conversation' });
  expect(conversation.querySelector('article')).toBeTruthy();
  expect(document.activeElement).toBe(conversation);
});

test('a conversation that is there only now does not take the focus from the palette', async () => {
  const { desk } = await renderApp();
  desk.world.holdReading(true);
  fireEvent.pointerDown(screen.getAllByRole('option')[0] as Element);
  press('KeyJ');
  press('Enter');
  await screen.findByRole('region', { name: 'Conversation' });
  press('KeyK', { ctrlKey: true });
  const palette = await screen.findByRole('dialog', { name: 'Command palette' });
  const field = within(palette).getByRole('searchbox');
  expect(document.activeElement).toBe(field);
  act(() => desk.world.holdReading(false));
  expect(
    screen.getByRole('region', { name: 'Conversation', hidden: true }).querySelector('article'),
  ).toBeTruthy();
  expect(document.activeElement).toBe(field);
});

test('[T1] what a customer quotes is folded, and can be unfolded', async () => {
  const { desk, ticket, conversation } = await openFirst();
  act(
    () =>
      void desk.world.customerWrites(ticket.id, 'It works.\n\n12.05.2026 10:15, Анна пишет:\n> Попробуйте'),
  );
  await waitFor(() => expect(conversation.textContent).toContain('It works.'));
  const fold = within(conversation).getByText('…', { selector: 'summary' });
  expect(fold.getAttribute('aria-label')).toBe('Quoted text');
  expect((fold.parentElement as HTMLDetailsElement).open).toBe(false);
});

test('[T1] Ctrl+F finds words in the conversation and says how many; Escape gives the focus back', async () => {
  const { desk, ticket, conversation } = await openFirst();
  act(() => void desk.world.customerWrites(ticket.id, 'A needle.'));
  act(() => void desk.world.customerWrites(ticket.id, 'Another NEEDLE.'));
  press('KeyF', { ctrlKey: true });
  const words = await screen.findByRole('searchbox', { name: 'Words in this conversation' });
  expect(document.activeElement).toBe(words);
  fireEvent.change(words, { target: { value: 'needle' } });
  expect(await screen.findByText('1 of 2')).toBeTruthy();
  fireEvent.keyDown(words, { key: 'Enter' });
  expect(await screen.findByText('2 of 2')).toBeTruthy();
  fireEvent.keyDown(words, { key: 'Escape' });
  expect(screen.queryByRole('searchbox', { name: 'Words in this conversation' })).toBeNull();
  expect(document.activeElement).toBe(conversation);
});

test('[T1] Ctrl+S offers a PDF and e-mail files, without notes unless they are wanted', async () => {
  await openFirst();
  press('KeyS', { ctrlKey: true });
  const dialog = await screen.findByRole('dialog', { name: 'Save the ticket' });
  expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: /PDF/ }).checked).toBe(true);
  expect(within(dialog).getByRole('radio', { name: /EML/ })).toBeTruthy();
  expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: /notes/ }).checked).toBe(false);
});

test('[T1] customers whose pictures are always shown are listed in the settings and can be removed there', async () => {
  const { platform } = await renderApp({
    settings: { pictureSenders: [{ id: sampleId('b', 1) as never, name: 'Olga Weber' }] },
  });
  fireEvent.click(screen.getByRole('link', { name: /^Settings/ }));
  const senders = await screen.findByRole('region', { name: 'Pictures in letters' });
  fireEvent.click(within(senders).getByRole('button', { name: 'Ask again for Olga Weber' }));
  await waitFor(() => expect(platform.settings.get().pictureSenders).toEqual([]));
});

test('[T1] what the customer wrote since the ticket was open stands behind a line, by the mark of what was read', async () => {
  const focus = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const { desk, ticket } = await openFirst();
  const line = () => screen.queryByText('New since you were here');
  await waitFor(() => expect(desk.read.seen.get().has(ticket.id)).toBe(true));
  expect(line()).toBeNull();
  const rowOf = (id: string) =>
    screen.getAllByRole('option').find((row) => row.getAttribute('data-ticket') === id);
  const other = desk.read
    .tickets('mine', null)
    .get()
    .rows.find((row) => row.ticket.id !== ticket.id);
  fireEvent.click(rowOf(other?.ticket.id ?? '') as Element);
  await waitFor(() => expect(desk.read.seen.get().has(other?.ticket.id as never)).toBe(true));
  act(() => void desk.world.customerWrites(ticket.id, 'Something new.'));
  fireEvent.click(rowOf(ticket.id) as Element);
  await waitFor(() => expect(line()).not.toBeNull());
  focus.mockRestore();
});
