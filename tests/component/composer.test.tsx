import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { err } from '#shared/base/result.ts';
import { findField, linesIn, putIn } from '#tests/support/type-in-field.ts';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';

async function openFirst() {
  const app = await renderApp();
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  const reply = await findField('Reply');
  return { ...app, reply };
}
const type = (field: HTMLElement, text: string) => putIn(field, { text });

test('words are called saved only when they are (I1)', async () => {
  const { desk, reply } = await openFirst();
  desk.world.holdSaves(true);
  await type(reply, 'Проверьте дату');
  expect(screen.getByText('Saving…')).toBeTruthy();
  expect(screen.queryByText('Saved on this computer')).toBeNull();
  act(() => desk.world.holdSaves(false));
  expect(await screen.findByText('Saved on this computer')).toBeTruthy();
});

test('what cannot be saved says so, stays in the field and is not sent', async () => {
  const { desk, reply } = await openFirst();
  desk.world.failWrites('disk-full');
  await type(reply, 'Не потеряйте эти слова');
  expect(await screen.findByText('Not saved, the disk is full: free some space')).toBeTruthy();
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await waitFor(() => expect(screen.getByText(/nothing was recorded/)).toBeTruthy());
  expect(linesIn(reply)).toBe('Не потеряйте эти слова');
  expect(desk.read.outbox.get()).toEqual([]);
});

test('sent offline, an answer is in the conversation at once and says that it waits; the field is empty and has the focus', async () => {
  const { desk, reply } = await openFirst();
  act(() => desk.world.setConnection(OFFLINE));
  await type(reply, 'Поставьте Service Pack 3');
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await waitFor(() => expect(linesIn(reply)).toBe(''));
  expect(screen.getByText('Waiting to be sent')).toBeTruthy();
  expect(document.activeElement).toBe(reply);
  expect(screen.getByRole('status', { name: 'Connection' }).textContent).toContain('1 waiting');
});

test('what is typed right behind the sending keys is the next draft', async () => {
  const { desk, reply } = await openFirst();
  act(() => desk.world.setConnection(OFFLINE));
  await type(reply, 'Поставьте Service Pack 3');
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  expect(linesIn(reply)).toBe('');
  await type(reply, 'И перезапустите службу');
  await waitFor(() => expect(desk.read.draftList.get()[0]?.draft.text).toBe('И перезапустите службу'));
  expect(linesIn(reply)).toBe('И перезапустите службу');
  expect(desk.read.outbox.get().map(({ command }) => command.payload)).toMatchObject([
    { text: 'Поставьте Service Pack 3' },
  ]);
});

test('an answer that cannot be recorded is in the field again, before what was typed since', async () => {
  const { desk, reply } = await openFirst();
  await type(reply, 'Поставьте Service Pack 3');
  await waitFor(() => expect(desk.read.draftList.get()).toHaveLength(1));
  desk.world.failWrites('disk-full');
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await type(reply, 'И перезапустите службу');
  await waitFor(() => expect(linesIn(reply)).toBe('Поставьте Service Pack 3\n\nИ перезапустите службу'));
  expect(screen.getByText(/nothing was recorded/)).toBeTruthy();
  expect(desk.read.outbox.get()).toEqual([]);
});

test('an answer that may not be sent is in the field again', async () => {
  const { desk, reply } = await openFirst();
  await type(reply, 'Поставьте Service Pack 3');
  await waitFor(() => expect(desk.read.draftList.get()).toHaveLength(1));
  Object.assign(desk.write, { send: async () => err('not-allowed') });
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await screen.findByRole('alert');
  expect(linesIn(reply)).toBe('Поставьте Service Pack 3');
});

test('undo takes the answer out of the outbox and gives the words back', async () => {
  const { desk, reply } = await openFirst();
  act(() => desk.world.setConnection(OFFLINE));
  await type(reply, 'Слишком рано отправлено');
  fireEvent.keyDown(reply, { key: 'Enter', code: 'Enter', ctrlKey: true });
  const undo = await screen.findByRole('button', { name: 'Undo' });
  await act(async () => undo.click());
  expect(desk.read.outbox.get()).toEqual([]);
  await waitFor(() => expect(linesIn(reply)).toBe('Слишком рано отправлено'));
});

test('a file that cannot be kept says why; the others are kept', async () => {
  const { reply } = await openFirst();
  const good = new File(['log'], 'report.log', { type: 'text/plain' });
  const empty = new File([], 'empty.txt');
  await putIn(reply, { files: [good, empty] });
  expect(await screen.findByText('The file is empty.')).toBeTruthy();
  expect(await screen.findByRole('button', { name: 'Remove report.log' })).toBeTruthy();
});

test('the note has its own words', async () => {
  const { reply } = await openFirst();
  await type(reply, 'Ответ клиенту');
  act(() => screen.getByRole('tab', { name: /^Note/ }).click());
  const note = await findField('Note');
  expect(linesIn(note)).toBe('');
  expect(screen.getByRole('button', { name: 'Add note' })).toBeTruthy();
  await type(note, 'Только для нас');
  act(() => screen.getByRole('tab', { name: /^Reply/ }).click());
  expect(linesIn(await findField('Reply'))).toBe('Ответ клиенту');
});
