import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { pressRussian, renderWaitingReply } from './render-app.tsx';
import { findField, linesIn } from '#tests/support/type-in-field.ts';

async function withReply(text: string) {
  const app = await renderWaitingReply(text);
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyO', 'щ'));
  await screen.findByRole('region', { name: 'Outbox' });
  return app;
}

test('what waits is there with its whole content and the reason', async () => {
  await withReply('Ответ целиком, ничего не обрезано');
  const outbox = screen.getByRole('region', { name: 'Outbox' });
  expect(within(outbox).getAllByRole('listitem')).toHaveLength(1);
  expect(outbox.textContent).toContain('Ответ целиком, ничего не обрезано');
  expect(outbox.textContent).toContain('Waits for the connection.');
});

test('a held answer shows both sides and three choices (I6, I7)', async () => {
  const { desk, ticket, id } = await withReply('Поставьте SP3');
  act(() => desk.world.hold(id, [desk.world.customerWrites(ticket.id, 'Уже не надо, спасибо')]));
  const attention = screen.getByRole('region', { name: 'Needs attention' });
  expect(attention.textContent).toContain('Уже не надо, спасибо');
  expect(attention.textContent).toContain('Поставьте SP3');
  for (const name of ['Send anyway', 'Edit', 'Discard'])
    expect(within(attention).getByRole('button', { name })).toBeTruthy();
  expect(screen.getByRole('status', { name: 'Connection' }).textContent).not.toContain('all sent');

  await act(async () => within(attention).getByRole('button', { name: 'Edit' }).click());
  const reply = await findField('Reply');
  await waitFor(() => expect(linesIn(reply)).toBe('Поставьте SP3'));
  expect(document.activeElement).toBe(reply);
});

test('sending a held answer anyway gives it again as a new command', async () => {
  const { desk, ticket, id } = await withReply('Поставьте SP3');
  act(() => desk.world.hold(id, [desk.world.customerWrites(ticket.id, 'И ещё вопрос')]));
  await act(async () => screen.getByRole('button', { name: 'Send anyway' }).click());
  const again = desk.read.outbox.get()[0];
  expect(again?.command.id).not.toBe(id);
  expect(again?.state.kind).toBe('waiting');
});

test('a refused assignment names who has the ticket now', async () => {
  const { desk, id } = await withReply('любой');
  act(() => desk.world.refuse(id, 'assigned-to-other', SAMPLE_PEOPLE.maria.id));
  expect(screen.getByRole('region', { name: 'Needs attention' }).textContent).toContain(
    'Мария Соколова has this ticket now',
  );
});

test('discarding puts the words into the draft, and undo brings the command back and takes them out again', async () => {
  const { desk, ticket } = await withReply('Вернётся в черновик');
  await act(async () => screen.getByRole('button', { name: 'Discard' }).click());
  expect(desk.read.outbox.get()).toEqual([]);
  expect(desk.read.draft(ticket.id, 'reply').get().draft?.text).toBe('Вернётся в черновик');
  const undo = await screen.findByRole('button', { name: 'Undo' });
  await act(async () => undo.click());
  await waitFor(() => expect(desk.read.outbox.get()).toHaveLength(1));
  expect(desk.read.outbox.get()[0]?.command.payload).toMatchObject({ text: 'Вернётся в черновик' });
  expect(desk.read.draft(ticket.id, 'reply').get().draft).toBeNull();
});

test('words that have no draft to go back into are only discarded after a question', async () => {
  const { desk, ticket } = await withReply('Ответ');
  await act(async () => {
    await desk.write.saveDraft({ ticketId: ticket.id, kind: 'reply', text: 'Другое', attachments: [] });
  });
  await act(async () => screen.getByRole('button', { name: 'Discard' }).click());
  const dialog = await screen.findByRole('dialog', { name: 'Discard this?' });
  expect(dialog.textContent).toContain('another draft');
  expect(desk.read.outbox.get()).toHaveLength(1);
  await act(async () => within(dialog).getByRole('button', { name: 'Discard' }).click());
  expect(desk.read.outbox.get()).toEqual([]);
  expect(desk.read.draft(ticket.id, 'reply').get().draft?.text).toBe('Другое');
});

test('what a newer version wrote is told and counted, not hidden (I7)', async () => {
  const { desk } = await withReply('ответ');
  act(() =>
    desk.world.setQuarantine([{ key: 'k', what: 'command', detail: 'kind "snooze"', raw: { a: 1 } }]),
  );
  expect(screen.getByRole('region', { name: 'Needs attention' }).textContent).toContain('kind "snooze"');
  expect(screen.getByRole('button', { name: '1 needs attention' })).toBeTruthy();
});

test('signing out says how much would be lost, and removes the local data only after that', async () => {
  const { desk, platform, helpdesk } = await withReply('не отправлено');
  act(() => platform.world.emit('menu.chosen', { item: 'sign-out' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign out?' });
  expect(dialog.textContent).toContain('1 unsent action');
  expect(desk.world.calls.wiped).toBe(0);
  await act(async () => within(dialog).getByRole('button', { name: 'Sign out and lose it' }).click());
  await waitFor(() => expect(desk.world.calls.wiped).toBe(1));
  expect(helpdesk.world.signedOut).toBe(1);
  expect(platform.settings.get().profile).toBeNull();
  expect(await screen.findByLabelText('Password')).toBeTruthy();
});
