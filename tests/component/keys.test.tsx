import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FOLLOW_AFTER_MS } from '#renderer/hooks/workspace.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { findField } from '#tests/support/type-in-field.ts';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';

const selected = () =>
  screen.getAllByRole('option').find((row) => row.getAttribute('aria-selected') === 'true');

interface HappyWindow {
  readonly happyDOM: { setViewport(size: { readonly width: number; readonly height: number }): void };
}
afterEach(() => {
  vi.useRealTimers();
  (window as unknown as HappyWindow).happyDOM.setViewport({ width: 1024, height: 768 });
});

describe('keys follow their place on the keyboard, so they work in the Russian layout', () => {
  test('J, Enter and E walk the list, open a ticket and resolve it', async () => {
    const { desk } = await renderApp();
    act(() => desk.world.setConnection(OFFLINE));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('KeyJ', 'о'));
    const subject = desk.read.tickets('mine', null).get().rows[1]?.ticket.subject;
    expect(selected()?.getAttribute('aria-label')).toBe(subject);

    act(() => pressRussian('Enter', 'Enter', screen.getByRole('listbox', { name: 'Tickets' })));
    expect(await screen.findByRole('heading', { name: subject ?? '' })).toBeTruthy();

    act(() => pressRussian('KeyE', 'у'));
    await waitFor(() =>
      expect(desk.read.outbox.get()[0]?.command).toMatchObject({
        kind: 'status',
        payload: { to: 'resolved' },
      }),
    );
    // The ticket has left the view, and stays before the operator's eyes.
    expect(screen.getByRole('heading', { name: subject ?? '' })).toBeTruthy();
  });

  test('R goes to the answer; letters typed there are letters', async () => {
    const { desk } = await renderApp();
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('region', { name: 'Conversation' });
    act(() => pressRussian('KeyR', 'к'));
    const reply = screen.getByRole('textbox', { name: 'Reply' });
    // Before the editor itself is there, too.
    expect(document.activeElement).toBe(reply);
    act(() => pressRussian('KeyE', 'у', reply));
    act(() => pressRussian('KeyN', 'т', reply));
    expect(desk.read.outbox.get()).toEqual([]);
    expect(screen.queryByRole('textbox', { name: 'Note' })).toBeNull();
  });

  test('G and O one after the other open the outbox, and the sheet says so', async () => {
    await renderApp();
    act(() => pressRussian('KeyG', 'п'));
    act(() => pressRussian('KeyO', 'щ'));
    expect(await screen.findByRole('region', { name: 'Outbox' })).toBeTruthy();
    fireEvent.keyDown(document.body, { code: 'Slash', key: ',', shiftKey: true });
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(sheet).getByText('G O', { selector: '.visually-hidden' })).toBeTruthy();
  });
});

test('a screen opened right after J stays: the ticket pane follows the cursor when the queue is back', async () => {
  const { desk } = await renderApp();
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  await screen.findByRole('region', { name: 'Conversation' });
  vi.useFakeTimers({ shouldAdvanceTime: true });
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyO', 'щ'));
  act(() => void vi.advanceTimersByTime(2 * FOLLOW_AFTER_MS));
  expect(screen.getByRole('region', { name: 'Outbox' })).toBeTruthy();

  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyM', 'ь'));
  act(() => void vi.advanceTimersByTime(2 * FOLLOW_AFTER_MS));
  const subject = desk.read.tickets('mine', null).get().rows[1]?.ticket.subject;
  expect(await screen.findByRole('heading', { name: subject ?? '' })).toBeTruthy();
});

test('A trainee is offered nothing that changes a ticket, and its keys do nothing (I9)', async () => {
  const { desk } = await renderApp({ me: SAMPLE_PEOPLE.oleg });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  await screen.findByRole('region', { name: 'Conversation' });
  expect(screen.getByText(/Read only: you are signed in as a trainee/)).toBeTruthy();
  for (const name of ['Send', 'Add note', 'Assign', 'Resolve', 'Attach', 'Reopen'])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('textbox')).toBeNull();
  for (const [code, key] of [
    ['KeyE', 'у'],
    ['KeyR', 'к'],
    ['KeyA', 'ф'],
    ['KeyT', 'е'],
  ] as const)
    act(() => pressRussian(code, key));
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(desk.read.outbox.get()).toEqual([]);
});

describe('Escape leaves the composer', () => {
  const openFirst = async () => {
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    const reply = await findField('Reply');
    act(() => pressRussian('KeyR', 'к'));
    expect(document.activeElement).toBe(reply);
    return reply;
  };

  test('where the list has nothing', async () => {
    await renderApp();
    const filter = screen.getByRole('searchbox', { name: 'Filter this list' });
    const reply = await openFirst();
    fireEvent.change(filter, { target: { value: 'no ticket has these words' } });
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
    fireEvent.keyDown(reply, { code: 'Escape', key: 'Escape' });
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Tickets' }));
    act(() => pressRussian('KeyR', 'к', document.activeElement ?? document.body));
    expect(document.activeElement).toBe(reply);
  });

  test('where the window is so narrow that the list is behind the ticket', async () => {
    (window as unknown as HappyWindow).happyDOM.setViewport({ width: 700, height: 800 });
    await renderApp();
    const reply = await openFirst();
    expect(screen.queryByRole('listbox', { name: 'Tickets' })).toBeNull();
    fireEvent.keyDown(reply, { code: 'Escape', key: 'Escape' });
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Conversation' }));
  });
});
