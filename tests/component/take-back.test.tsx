import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderApp } from './render-app.tsx';

const OFFLINE = { kind: 'offline', why: { kind: 'unreachable' }, nextTryAt: null } as const;

async function withSentReply(text: string) {
  const app = await renderApp();
  const { desk } = app;
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  act(() => desk.world.setConnection(OFFLINE));
  await act(async () => {
    await desk.write.record({ kind: 'reply', ticketId: ticket.id, payload: { text, attachments: [] } });
  });
  const id = desk.read.outbox.get()[0]?.command.id;
  if (id === undefined) throw new Error('nothing was recorded');
  act(() => desk.world.attempt(id));
  await act(async () => screen.getByRole('link', { name: /^Outbox/ }).click());
  const outbox = await screen.findByRole('region', { name: 'Outbox' });
  return { ...app, ticket, id, outbox };
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
