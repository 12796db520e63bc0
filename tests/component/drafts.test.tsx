import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { pressRussian, renderApp } from './render-app.tsx';
import { findField, linesIn, putIn } from '#tests/support/type-in-field.ts';

const GONE = '01980000-0001-7000-8000-00000000dead' as TicketId;

test('a draft whose ticket is not here is in the list with its words, and is discarded with an undo', async () => {
  const { desk } = await renderApp();
  await act(
    async () =>
      void (await desk.write.saveDraft({
        ticketId: GONE,
        kind: 'note',
        text: 'Do not lose me',
        attachments: [],
      })),
  );
  expect(screen.getByRole('link', { name: 'Drafts, 1' })).toBeTruthy();
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyD', 'в'));
  const line = await screen.findByRole('listitem', { name: 'Note, a ticket that is not here' });
  expect(document.activeElement).toBe(line);
  expect(line.textContent).toContain('Do not lose me');
  expect(within(line).queryByRole('button', { name: 'Open with the draft' })).toBeNull();
  fireEvent.click(within(line).getByRole('button', { name: 'Discard' }));
  await screen.findByText('No drafts');
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await screen.findByRole('listitem', { name: 'Note, a ticket that is not here' });
});

test('what can be undone says how long, above the field, and Undo brings the words back', async () => {
  const { desk } = await renderApp({ settings: { undoSendSeconds: 20 } });
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  const reply = await findField('Reply');
  await putIn(reply, { text: 'Too early' });
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  const held = await screen.findByRole('region', { name: 'Not sent yet' });
  expect(held.textContent).toMatch(/goes out in (20|19) seconds/);
  expect(desk.read.outbox.get()[0]?.delay?.kind).toBe('undo');
  fireEvent.click(within(held).getByRole('button', { name: 'Undo sending' }));
  await waitFor(() => expect(linesIn(reply)).toBe('Too early'));
  expect(desk.read.outbox.get()).toEqual([]);
});

test('the wait is chosen in the settings, ten seconds at first', async () => {
  const { platform } = await renderApp({ settings: { undoSendSeconds: 10 } });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyS', 'ы'));
  const section = await screen.findByRole('region', { name: 'Sending' });
  expect(within(section).getByRole<HTMLInputElement>('radio', { name: '10 s' }).checked).toBe(true);
  fireEvent.click(within(section).getByRole('radio', { name: '30 s' }));
  await waitFor(() => expect(platform.settings.get().undoSendSeconds).toBe(30));
});
