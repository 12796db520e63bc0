import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { pressRussian, renderApp } from './render-app.tsx';

test('of 50,000 tickets only those in sight are rendered', async () => {
  await renderApp({ count: 50_000 });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  const rows = screen.getAllByRole('option');
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThan(40);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('50000');
});

test('the selection stays on its ticket when the list changes around it', async () => {
  const { desk } = await renderApp();
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('KeyJ', 'о'));
  const before = desk.read.tickets('mine', null).get().rows[2]?.ticket;
  const first = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  expect(before).toBeDefined();
  await act(async () => {
    if (first !== undefined)
      await desk.write.record({ kind: 'status', ticketId: first.id, payload: { to: 'resolved' } });
  });
  const row = screen.getAllByRole('option').find((option) => option.getAttribute('aria-selected') === 'true');
  expect(row?.getAttribute('aria-label')).toBe(before?.subject);
  // The next key goes on from there, not from the place in the list.
  act(() => pressRussian('KeyK', 'л'));
  const moved = screen
    .getAllByRole('option')
    .find((option) => option.getAttribute('aria-selected') === 'true');
  expect(moved?.getAttribute('aria-label')).toBe(
    desk.read.tickets('mine', null).get().rows[0]?.ticket.subject,
  );
});

test('a row opens when it is pressed: the list may move before the button is released', async () => {
  const { desk } = await renderApp();
  const row = screen.getAllByRole('option')[2];
  const ticket = desk.read.tickets('mine', null).get().rows[2]?.ticket;
  if (row === undefined || ticket === undefined) throw new Error('the list is too short');
  fireEvent.mouseDown(row, { button: 2 });
  expect(screen.queryByRole('heading', { name: ticket.subject })).toBeNull();
  fireEvent.mouseDown(row, { button: 0 });
  expect(await screen.findByRole('heading', { name: ticket.subject })).toBeTruthy();
});

test('an empty view says why it is empty, and skeletons are only for the very first rows', async () => {
  const { desk } = await renderApp({ count: 0 });
  expect(screen.getByText('Nothing of yours is open')).toBeTruthy();
  act(() => desk.world.setReady(false));
  expect(screen.getByRole('status', { name: 'The first tickets are on their way' })).toBeTruthy();
});
