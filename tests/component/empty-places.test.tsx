import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { OFFLINE, renderApp } from './render-app.tsx';

test('before the first tickets have come no list says that nobody waits', async () => {
  const { desk } = await renderApp({ count: 0 });
  expect(screen.getByText('Nothing of yours is open')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Unassigned' })).toBeTruthy();
  act(() => desk.world.setComplete(false));
  expect(screen.getByText('Nothing here so far')).toBeTruthy();
  act(() => desk.world.setConnection(OFFLINE));
  expect(screen.getByText('The tickets have not come yet')).toBeTruthy();
  expect(screen.queryByText('Nothing of yours is open')).toBeNull();
});

test('where no ticket is open the keys are named as they are now', async () => {
  await renderApp({ settings: { keys: { 'list.next': [[{ code: 'KeyY' }]] } } });
  expect(screen.getByText('Choose one in the list with Y and K, open it with ↵.')).toBeTruthy();
});

test('an empty list of drafts leads back to the queue', async () => {
  await renderApp();
  fireEvent.click(screen.getByRole('link', { name: 'Drafts' }));
  expect(await screen.findByText(/is kept here, on all your computers, until you send/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Queue' }));
  expect(await screen.findByRole('listbox', { name: 'Tickets' })).toBeTruthy();
});
