import { notificationsStore } from '@mantine/notifications';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { pressRussian, renderWaitingReply } from './render-app.tsx';

async function withSentReply(text: string) {
  const app = await renderWaitingReply(text);
  act(() => app.desk.world.attempt(app.id));
  await act(async () => screen.getByRole('link', { name: /^Outbox/ }).click());
  const outbox = await screen.findByRole('region', { name: 'Outbox' });
  return { ...app, outbox };
}

const buttons = (region: HTMLElement) =>
  within(region)
    .getAllByRole('button')
    .map((button) => button.textContent);

test('what may have been sent can be taken back, and kept after all (I7)', async () => {
  const { outbox } = await withSentReply('Поставьте SP3');
  expect(buttons(outbox)).toContain('Take back');
  expect(buttons(outbox)).not.toContain('Discard');
  await act(async () => within(outbox).getByRole('button', { name: 'Take back' }).click());
  expect(outbox.textContent).toContain('You are taking it back.');
  expect(outbox.textContent).toContain('Поставьте SP3');
  expect(buttons(outbox)).not.toContain('Discard');
  await act(async () => within(outbox).getByRole('button', { name: 'Keep sending' }).click());
  expect(buttons(outbox)).toContain('Take back');
});

test('that it had gone out already is told, with what and where', async () => {
  const { desk, outbox, id, ticket } = await withSentReply('Поставьте SP3');
  await act(async () => within(outbox).getByRole('button', { name: 'Take back' }).click());
  act(() => desk.world.answerApplied(id));
  await waitFor(() =>
    expect(document.body.textContent).toContain(
      `It had gone out already and could not be taken back: Reply · #${ticket.number}.`,
    ),
  );
});

test('news of something else takes the undo of the last act from nobody', async () => {
  const { desk, outbox, id } = await withSentReply('Поставьте SP3');
  await act(async () => within(outbox).getByRole('button', { name: 'Take back' }).click());
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyQ', 'й'));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('KeyE', 'у'));
  await screen.findByRole('button', { name: 'Undo' });
  act(() => desk.world.answerApplied(id));
  await screen.findByText(/It had gone out already/);
  // On the screen what was hidden stays for a moment.
  expect(notificationsStore.getState().notifications).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(desk.read.outbox.get()).toEqual([]));
  expect(screen.getByText(/It had gone out already/)).toBeTruthy();
});
