import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { pressRussian, renderApp } from './render-app.tsx';

// Wide enough for the views to stand beside the list.
interface HappyWindow {
  readonly happyDOM: { setViewport(size: { readonly width: number; readonly height: number }): void };
}
beforeEach(() => (window as unknown as HappyWindow).happyDOM.setViewport({ width: 1280, height: 720 }));

const SHOWN = { state: 'shown' as const, done: [] as string[] };
const card = () => screen.queryByRole('region', { name: 'First steps' });
const step = (name: RegExp) => within(card() ?? document.body).getByRole('button', { name });

describe('the first steps of an operator', () => {
  test('are ticked by doing them, and go away with a word when all are done', async () => {
    const app = await renderApp({ settings: { firstSteps: SHOWN } });
    expect(card()?.textContent).toContain('0 of 8');
    const focused = document.activeElement;
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await waitFor(() => expect(step(/^Open a ticket .*\(done\)$/)).toBeTruthy());
    expect(screen.getByText('Done: Open a ticket and read it. 1 of 8.').getAttribute('role')).toBe('status');
    expect(card()?.contains(focused)).toBe(false);

    const [ticket] = app.desk.read.tickets('all', null).get().rows;
    const ticketId = ticket?.ticket.id;
    if (ticketId === undefined) throw new Error('there is no ticket');
    const { record } = app.desk.write;
    await act(async () => {
      await record({ kind: 'reply', ticketId, payload: { text: 'Hello', attachments: [] } });
      await record({ kind: 'note', ticketId, payload: { text: 'Hm', attachments: [] } });
      await record({ kind: 'assign', ticketId, payload: { from: null, to: SAMPLE_PEOPLE.dmitry.id } });
      await record({ kind: 'snooze', ticketId, payload: { until: null } });
    });
    await waitFor(() => expect(card()?.textContent).toContain('5 of 8'));
    fireEvent.click(step(/^See all keys/));
    await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape', code: 'Escape' });
    fireEvent.click(step(/^Find any action/));
    const palette = await screen.findByRole('dialog', { name: 'Command palette' });
    fireEvent.keyDown(within(palette).getByRole('searchbox'), { key: 'Escape', code: 'Escape' });
    act(() => pressRussian('Slash', '.'));
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search' }), { target: { value: 'vpn' } });
    await screen.findByText(/Those were all first steps/);
    await waitFor(() => expect(app.platform.settings.get().firstSteps.state).toBe('done'));
    expect(card()).toBeNull();
  });

  test('show the keys as they are now, and point at the place', async () => {
    const keys = { 'ticket.note': [[{ code: 'KeyY' }]] };
    const { desk } = await renderApp({ settings: { firstSteps: SHOWN, keys } });
    expect(step(/^Write a note .*Y$/)).toBeTruthy();
    // Without a ticket it is said what is missing.
    fireEvent.click(step(/^Write a note/));
    expect(within(card() ?? document.body).getByRole('status').textContent).toBe(
      'Open a ticket for this first.',
    );
    expect(screen.getByRole('listbox', { name: 'Tickets' }).hasAttribute('data-pointed')).toBe(true);

    fireEvent.click(step(/^Open a ticket/));
    expect(document.activeElement).toBe(screen.getByRole('listbox', { name: 'Tickets' }));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('button', { name: 'Assign' });
    fireEvent.click(step(/^Take it/));
    expect(screen.getByRole('button', { name: 'Assign' }).hasAttribute('data-pointed')).toBe(true);
    await screen.findByText(/\(me\)$/);
    expect(desk.read.outbox.get()).toEqual([]);
  });

  test('are put off, say how they come back, and come back', async () => {
    const { platform } = await renderApp({ settings: { firstSteps: { state: 'shown', done: ['open'] } } });
    fireEvent.click(step(/^Not now$/));
    await screen.findByText(/“First steps” in the command palette/);
    expect(card()).toBeNull();
    expect(platform.settings.get().firstSteps).toEqual({ state: 'put-off', done: ['open'] });
    fireEvent.keyDown(document.body, { code: 'Slash', key: '?', shiftKey: true });
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    fireEvent.click(within(sheet).getByRole('button', { name: 'First steps' }));
    await waitFor(() => expect(card()?.textContent).toContain('1 of 8'));
    await waitFor(() => expect(card()?.hasAttribute('data-pointed')).toBe(true));
  });
});

test('a trainee has steps that change nothing, in Russian too', async () => {
  await renderApp({ me: SAMPLE_PEOPLE.oleg, settings: { firstSteps: SHOWN, language: 'ru' } });
  const own = within(screen.getByRole('region', { name: 'Первые шаги' }));
  expect(own.getByText('0 из 6')).toBeTruthy();
  expect(own.queryByText(/Ответьте/)).toBeNull();
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  await own.findByText('1 из 6');
});

test('where nobody is new there is nothing of them', async () => {
  await renderApp();
  expect(card()).toBeNull();
});
