import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { CommandId, CustomerNoteId, EpochMs, MessageId } from '#shared/base/brand.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';
import { sampleId, SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';
import { findField, putIn } from '#tests/support/type-in-field.ts';

/** The outbox on the screen, with what is recorded for the first tickets of the operator. */
async function withOutbox(record: (ticketIds: readonly Intent['ticketId'][]) => readonly Intent[]) {
  const app = await renderApp();
  const { desk } = app;
  const tickets = desk.read
    .tickets('mine', null)
    .get()
    .rows.map((row) => row.ticket);
  act(() => desk.world.setConnection(OFFLINE));
  const ids: CommandId[] = [];
  await act(async () => {
    for (const intent of record(tickets.map((ticket) => ticket.id))) {
      const recorded = await desk.write.record(intent);
      if (recorded.ok) ids.push(recorded.value);
    }
  });
  const show = async () => {
    act(() => pressRussian('KeyG', 'п'));
    act(() => pressRussian('KeyO', 'щ'));
    await screen.findByRole('region', { name: 'Outbox' });
  };
  return { ...app, tickets, ids, show };
}
const reply = (ticketId: Intent['ticketId'], text: string): Intent => ({
  kind: 'reply',
  ticketId,
  payload: { text, attachments: [] },
});
async function undo() {
  const button = await screen.findByRole('button', { name: 'Undo' });
  await act(async () => button.click());
}
const attention = () => screen.getByRole('region', { name: 'Needs attention' });
const focusedEntry = () => document.activeElement?.closest('[data-entry]')?.getAttribute('data-entry');

describe('a draft in the way of the words of a held answer', () => {
  async function withBoth() {
    const app = await withOutbox(([first]) =>
      first === undefined ? [] : [reply(first, 'Задержанный ответ')],
    );
    const [ticket] = app.tickets;
    const [id] = app.ids;
    if (ticket === undefined || id === undefined) throw new Error('nothing to decide');
    await act(async () => {
      await app.desk.write.saveDraft({
        ticketId: ticket.id,
        kind: 'reply',
        text: 'Черновик',
        attachments: [],
      });
    });
    act(() => app.desk.world.hold(id, [app.desk.world.customerWrites(ticket.id, 'Ещё вопрос')]));
    await app.show();
    await act(async () => within(attention()).getByRole('button', { name: 'Edit' }).click());
    const dialog = await screen.findByRole('dialog', { name: 'The ticket already has a draft' });
    expect(dialog.textContent).toContain('Задержанный ответ');
    expect(dialog.textContent).toContain('Черновик');
    const choose = (name: string) => act(async () => within(dialog).getByRole('button', { name }).click());
    const draftText = () => app.desk.read.draft(ticket.id, 'reply').get().draft?.text;
    return { ...app, choose, draftText };
  }

  test('before or after it: both are in the composer, and undo separates them again', async () => {
    const { choose, draftText, desk } = await withBoth();
    await choose('After the draft');
    expect(draftText()).toBe('Черновик\n\nЗадержанный ответ');
    expect(desk.read.outbox.get()).toEqual([]);
    const field = await findField('Reply');
    await waitFor(() => expect(document.activeElement).toBe(field));
    await undo();
    expect(draftText()).toBe('Черновик');
    expect(desk.read.outbox.get()[0]?.state.kind).toBe('held');
  });

  test('swapped: the words are in the composer, and the draft waits for the decision in their place', async () => {
    const { choose, draftText, desk } = await withBoth();
    await choose('Swap them');
    expect(draftText()).toBe('Задержанный ответ');
    const [item] = desk.read.outbox.get();
    expect(item?.state.kind).toBe('held');
    expect(item?.command.payload).toMatchObject({ text: 'Черновик' });
  });

  test('cancelled: nothing has changed, and the focus is where it was', async () => {
    const { choose, draftText, desk } = await withBoth();
    await choose('Cancel');
    expect(draftText()).toBe('Черновик');
    expect(desk.read.outbox.get()).toHaveLength(1);
    await waitFor(() => expect(document.activeElement?.closest('[data-entry]')).not.toBeNull());
  });
});

describe('a ticket that somebody else has taken', () => {
  async function withTaken() {
    const app = await withOutbox(([first]) =>
      first === undefined
        ? []
        : [{ kind: 'assign', ticketId: first, payload: { from: null, to: SAMPLE_PEOPLE.dmitry.id } }],
    );
    const [id] = app.ids;
    const [ticket] = app.tickets;
    if (id === undefined || ticket === undefined) throw new Error('nothing to decide');
    act(() => app.desk.world.refuse(id, 'assigned-to-other', SAMPLE_PEOPLE.maria.id));
    act(() =>
      app.desk.world.colleagueActs(id, {
        kind: 'event',
        id: sampleId('6', 900) as MessageId,
        ticketId: ticket.id,
        at: Date.now() as EpochMs,
        authorId: SAMPLE_PEOPLE.maria.id,
        event: { kind: 'assigned', from: null, to: SAMPLE_PEOPLE.maria.id },
      }),
    );
    await app.show();
    return { ...app, id };
  }

  test('it says who has it, what he has done, and offers to take over or to leave it with him', async () => {
    await withTaken();
    expect(attention().textContent).toContain('Мария Соколова has this ticket now');
    expect(attention().textContent).toContain('Мария Соколова took the ticket');
    expect(within(attention()).getByRole('button', { name: 'Take over' })).toBeTruthy();
    expect(within(attention()).getByRole('button', { name: 'Leave it with Мария Соколова' })).toBeTruthy();
  });

  test('left by key, it is gone, and U brings it back', async () => {
    const { desk } = await withTaken();
    act(() => pressRussian('KeyD', 'в', document.activeElement ?? document.body));
    await waitFor(() => expect(desk.read.outbox.get()).toEqual([]));
    act(() => pressRussian('KeyU', 'г'));
    await waitFor(() => expect(desk.read.outbox.get()).toHaveLength(1));
    expect(desk.read.outbox.get()[0]?.state.kind).toBe('refused');
  });
});

test('the keys go through the entries, do what the buttons say, and the focus goes on to the next', async () => {
  const { desk, ids, tickets, show } = await withOutbox((all) =>
    all.slice(0, 2).map((ticketId, n) => reply(ticketId, `Ответ ${n}`)),
  );
  act(() => {
    for (const [n, id] of ids.entries()) {
      const ticket = tickets[n];
      if (ticket !== undefined) desk.world.hold(id, [desk.world.customerWrites(ticket.id, 'Ещё')]);
    }
  });
  await show();
  const first = focusedEntry();
  expect(ids).toContain(first);
  act(() => pressRussian('KeyJ', 'о'));
  const second = focusedEntry();
  expect(second).not.toBe(first);
  act(() => pressRussian('KeyK', 'л'));
  expect(focusedEntry()).toBe(first);

  // G S goes to the settings from here too: a key that was begun is not a choice.
  act(() => pressRussian('KeyG', 'п', document.activeElement ?? document.body));
  act(() => pressRussian('KeyO', 'щ', document.activeElement ?? document.body));
  expect(desk.read.outbox.get().filter((item) => item.state.kind === 'held')).toHaveLength(2);

  act(() => pressRussian('KeyS', 'ы', document.activeElement ?? document.body));
  await waitFor(() => expect(desk.read.outbox.get().filter((i) => i.state.kind === 'held')).toHaveLength(1));
  await waitFor(() => expect(focusedEntry()).toBe(second));
});

test('what is behind an undecided command says behind which, and goes there; all of a ticket at once', async () => {
  const { desk, ids, tickets, show } = await withOutbox(([first]) =>
    first === undefined
      ? []
      : [reply(first, 'Ответ'), { kind: 'status', ticketId: first, payload: { to: 'resolved' } }],
  );
  const [held] = ids;
  const [ticket] = tickets;
  if (held === undefined || ticket === undefined) throw new Error('nothing to decide');
  act(() => desk.world.hold(held, [desk.world.customerWrites(ticket.id, 'Ещё')]));
  await show();
  const outbox = screen.getByRole('region', { name: 'Outbox' });
  expect(outbox.textContent).toContain('Waits for your decision about: Reply.');
  expect(attention().textContent).toContain('1 more waits behind this decision.');
  act(() => within(outbox).getByRole('button', { name: 'Go there' }).click());
  expect(focusedEntry()).toBe(held);

  await act(async () => within(attention()).getByRole('button', { name: 'Drop all 2' }).click());
  expect(desk.read.outbox.get()).toEqual([]);
  await undo();
  await waitFor(() => expect(desk.read.outbox.get().map((i) => i.command.kind)).toEqual(['reply', 'status']));
});

test('a failed decision says so and changes nothing', async () => {
  const { desk, ids, tickets, show } = await withOutbox(([first]) =>
    first === undefined ? [] : [reply(first, 'Ответ')],
  );
  const [held] = ids;
  const [ticket] = tickets;
  if (held === undefined || ticket === undefined) throw new Error('nothing to decide');
  act(() => desk.world.hold(held, [desk.world.customerWrites(ticket.id, 'Ещё')]));
  await show();
  await act(async () => within(attention()).getByRole('button', { name: 'Discard' }).click());
  act(() => desk.world.failWrites('disk-full'));
  await undo();
  expect(await screen.findByText(/The disk is full, so nothing was recorded/)).toBeTruthy();
});

describe('a note on a customer that was refused', () => {
  const noteId = sampleId('7', 901) as CustomerNoteId;
  async function withRefusedNote() {
    const app = await withOutbox(([first]) =>
      first === undefined
        ? []
        : [{ kind: 'customer-note', ticketId: first, payload: { noteId, text: 'Звонит после обеда' } }],
    );
    const [ticket] = app.tickets;
    const [id] = app.ids;
    if (ticket === undefined || id === undefined) throw new Error('nothing to decide');
    act(() => app.desk.world.refuse(id, 'invalid', null));
    const edit = async () => {
      await app.show();
      await act(async () => within(attention()).getByRole('button', { name: 'Edit' }).click());
    };
    const draft = () => app.desk.read.draft(ticket.id, 'customer-note').get().draft;
    return { ...app, ticket, edit, draft };
  }

  test('is edited beside its ticket, in the draft of the note; undo puts it back', async () => {
    const { desk, edit, draft } = await withRefusedNote();
    await edit();
    expect(draft()).toMatchObject({ text: 'Звонит после обеда', noteId });
    expect(desk.read.outbox.get()).toEqual([]);
    const field = await screen.findByRole('textbox', { name: 'New note about the customer' });
    expect((field as HTMLTextAreaElement).value).toBe('Звонит после обеда');
    await waitFor(() => expect(document.activeElement).toBe(field));
    await undo();
    expect(draft()).toBeNull();
    expect(desk.read.outbox.get()[0]?.state.kind).toBe('refused');
  });

  test('with another draft in the way it is asked where the words are to go', async () => {
    const { desk, ticket, edit, draft } = await withRefusedNote();
    const other = { ticketId: ticket.id, kind: 'customer-note', attachments: [] } as const;
    await act(async () => {
      await desk.write.saveDraft({ ...other, attachments: [], text: 'Глуховат' });
    });
    await edit();
    const dialog = await screen.findByRole('dialog', { name: 'The ticket already has a draft' });
    expect(dialog.textContent).toContain('these words are in the note on the customer');
    await act(async () => within(dialog).getByRole('button', { name: 'Before the draft' }).click());
    expect(draft()?.text).toBe('Звонит после обеда\n\nГлуховат');
  });
});

test('a held answer that is discarded is not called sent by the message that told of it', async () => {
  const { desk } = await renderApp();
  act(() => desk.world.setConnection(OFFLINE));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter'));
  const field = await findField('Reply');
  await putIn(field, { text: 'Поставьте SP3' });
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter', ctrlKey: true });
  const told = await screen.findByText(/^Reply on #/);
  const [item] = desk.read.outbox.get();
  if (item === undefined) throw new Error('nothing was recorded');
  const { id, ticketId } = item.command;
  act(() => desk.world.hold(id, [desk.world.customerWrites(ticketId, 'Ещё вопрос')]));
  expect(told.textContent).toContain('needs your decision');
  const said: (string | null)[] = [];
  new MutationObserver(() => said.push(told.textContent)).observe(told, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  await act(async () => void (await desk.write.discard(id)));
  await waitFor(() => expect(said.at(-1)).toBe(`Reply on #${item.ticket?.number ?? ''}`));
  expect(said.join()).not.toContain('sent');
});
