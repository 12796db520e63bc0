import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type * as StatusLineModule from '#renderer/features/status-line/status-line.tsx';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import { SAMPLE_HELLO } from '#tests/support/in-memory-platform.ts';
import { sampleId, SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { pressRussian, renderApp } from './render-app.tsx';

const rendered = vi.hoisted(() => ({ rows: 0, windows: 0 }));
vi.mock('#renderer/ui-kit/due-label.tsx', () => ({
  // One in each row: counts how many rows a key renders.
  DueLabel: () => {
    rendered.rows += 1;
    return null;
  },
}));

vi.mock('#renderer/features/status-line/status-line.tsx', async (importOriginal) => {
  const { StatusLine } = await importOriginal<typeof StatusLineModule>();
  return {
    // Rendered whenever the whole window is.
    StatusLine: () => {
      rendered.windows += 1;
      return <StatusLine />;
    },
  };
});

// Wide enough for the views beside the list.
beforeEach(() => (window as unknown as HappyWindow).happyDOM.setViewport({ width: 1600, height: 900 }));
interface HappyWindow {
  readonly happyDOM: { setViewport(size: { readonly width: number; readonly height: number }): void };
}

const PROFILE = `${SAMPLE_HELLO.id}_${SAMPLE_PEOPLE.dmitry.id}`;
const KEYS: SavedView = {
  id: sampleId('a', 2),
  name: 'Keys',
  filter: { match: 'all', conditions: [{ field: 'text', op: 'contains', text: 'key' }], groups: [] },
  order: { by: 'due', reversed: false },
  layout: { density: 'full', columns: [] },
};

const press = (code: string, more: KeyboardEventInit = {}) =>
  act(() => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(
      new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...more }),
    );
  });
const rows = () => screen.getAllByRole('option').filter((each) => each.hasAttribute('data-ticket'));
const idOf = (row: Element | undefined) => row?.getAttribute('data-ticket') as TicketId;
const chosen = () => rows().filter((row) => row.getAttribute('aria-selected') === 'true');
const list = () => screen.getByRole('listbox', { name: 'Tickets' });

test('J and K render the row that is left and the row that is reached, in a list of 50,000', async () => {
  await renderApp({ count: 50_000 });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  press('KeyJ');
  press('KeyJ');
  rendered.rows = 0;
  rendered.windows = 0;
  for (let n = 0; n < 5; n++) press('KeyJ');
  for (let n = 0; n < 5; n++) press('KeyK');
  expect(rendered).toEqual({ rows: 20, windows: 0 });
});

test('words and chips narrow the list at once, and it says when nothing is left', async () => {
  const { desk } = await renderApp();
  press('KeyF', { shiftKey: true });
  const field = screen.getByRole('searchbox', { name: 'Filter this list' });
  expect(document.activeElement).toBe(field);
  fireEvent.change(field, { target: { value: 'КЛЮЧ ЗАЖИГАНИЯ' } });
  expect(screen.getByText('Nothing matches')).toBeTruthy();
  fireEvent.change(field, { target: { value: 'key' } });
  const wanted = desk.read
    .tickets('mine', null)
    .get()
    .rows.filter(({ ticket }) => /key/i.test(ticket.subject));
  expect(rows().map(idOf)).toEqual(wanted.map(({ ticket }) => ticket.id));
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
  expect(rows().length).toBeGreaterThan(wanted.length);
});

test('what is shown is kept as a view, whose number follows what happens', async () => {
  const { desk } = await renderApp();
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter this list' }), { target: { value: 'key' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save as a view' }));
  const dialog = await screen.findByRole('dialog', { name: 'New view' });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(within(dialog).getByText('Give the view a name.')).toBeTruthy();
  fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Keys' } });
  const wanted = desk.read
    .tickets('mine', null)
    .get()
    .rows.filter(({ ticket }) => /key/i.test(ticket.subject));
  const count = wanted.length;
  expect(within(dialog).getByRole('status').textContent).toContain(`${count} ticket`);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  const link = await screen.findByText('Keys', { selector: 'a span' });
  expect(link.closest('a')?.getAttribute('aria-current')).toBe('page');
  expect(rows()).toHaveLength(count);

  // Also while another view is looked at.
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  expect(link.closest('a')?.textContent).toBe(`Keys${count}`);
  await act(async () => {
    const ticketId = wanted[0]?.ticket.id as TicketId;
    await desk.write.record({ kind: 'status', ticketId, payload: { to: 'resolved' } });
  });
  expect(link.closest('a')?.textContent).toBe(`Keys${count - 1}`);
});

test('a view is copied, moved, deleted and put back', async () => {
  const { platform } = await renderApp({ settings: { views: { [PROFILE]: [KEYS] } } });
  const choose = async (item: string) => {
    fireEvent.click(screen.getByLabelText('What to do with “Keys”'));
    fireEvent.click(await screen.findByText(item));
  };
  const names = () =>
    (platform.settings.get().views[PROFILE] ?? []).map((view) => (view as { name: string }).name);
  await choose('Duplicate');
  await waitFor(() => expect(names()).toEqual(['Keys', 'Keys (copy)']));
  await choose('Move down');
  await waitFor(() => expect(names()).toEqual(['Keys (copy)', 'Keys']));
  await choose('Delete');
  await waitFor(() => expect(names()).toEqual(['Keys (copy)']));
  fireEvent.click(await screen.findByText('Undo'));
  await waitFor(() => expect(names()).toEqual(['Keys (copy)', 'Keys']));
});

test('a view of a newer version is kept, told and not shown', async () => {
  const newer = { id: sampleId('a', 1), name: 'From tomorrow', filter: { mood: 'angry' } };
  const { platform } = await renderApp({ settings: { views: { [PROFILE]: [newer] } } });
  expect(screen.getByText('From tomorrow')).toBeTruthy();
  expect(screen.getByText(/Made by a newer version/)).toBeTruthy();
  expect(platform.settings.get().views[PROFILE]).toEqual([newer]);
});

test('tickets are chosen by keys, by pointer, and all at once; the choice holds when the list changes', async () => {
  const { desk } = await renderApp();
  press('KeyJ');
  press('KeyX');
  press('KeyJ', { shiftKey: true });
  expect(chosen()).toHaveLength(2);
  fireEvent.mouseDown(rows()[4] as Element, { ctrlKey: true });
  expect(chosen().map(idOf)).toEqual([0, 1, 4].map((at) => idOf(rows()[at])));
  fireEvent.mouseDown(rows()[6] as Element, { shiftKey: true });
  expect(chosen()).toHaveLength(5);
  const before = chosen().map(idOf);
  act(() => desk.world.changeTicket(idOf(rows()[3]), { assigneeId: SAMPLE_PEOPLE.anna.id }));
  expect(chosen().map(idOf)).toEqual(before);
  press('Escape');
  expect(screen.queryByRole('group', { name: 'Chosen tickets' })).toBeNull();
  press('KeyA', { ctrlKey: true });
  const all = desk.read.tickets('mine', null).get().rows.length;
  expect(screen.getByText(`${all} chosen`)).toBeTruthy();
});

test('many are assigned at once, told once and taken back at once', async () => {
  const { desk } = await renderApp();
  press('KeyA', { ctrlKey: true });
  const ids = desk.read
    .tickets('mine', null)
    .get()
    .rows.map(({ ticket }) => ticket.id);
  const holders = () => ids.map((id) => desk.read.row(id)?.ticket.assigneeId as PersonId);
  const before = holders();
  fireEvent.click(screen.getByRole('button', { name: 'Assign' }));
  fireEvent.click(await screen.findByRole('option', { name: /Anna Lindqvist/, hidden: true }));
  await waitFor(() => expect(new Set(holders())).toEqual(new Set([SAMPLE_PEOPLE.anna.id])));
  expect(await screen.findByText(`${ids.length} tickets assigned to Anna Lindqvist`)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(holders()).toEqual(before));
});

test('keys that come quicker than the menu opens are meant for it: A, a name and Enter assign', async () => {
  const { desk } = await renderApp();
  const id = desk.read.tickets('mine', null).get().rows[0]?.ticket.id as TicketId;
  press('KeyA', { ctrlKey: true });
  press('KeyA');
  for (const key of ['l', 'i', 'n', 'd', 'q', 'Enter']) press('', { key });
  await waitFor(() => expect(desk.read.row(id)?.ticket.assigneeId).toBe(SAMPLE_PEOPLE.anna.id));
});

test('a trainee chooses, and is told why he cannot change what he has chosen (I9)', async () => {
  const { desk } = await renderApp({ me: SAMPLE_PEOPLE.oleg });
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyA', 'ф'));
  press('KeyA', { ctrlKey: true });
  const assign = within(screen.getByRole('group', { name: 'Chosen tickets' })).getByRole('button', {
    name: 'Assign',
  });
  expect((assign as HTMLButtonElement).disabled).toBe(true);
  expect(assign.title).toBe('As a trainee you cannot change tickets.');
  press('KeyE');
  expect(desk.read.outbox.get()).toEqual([]);
});

test('a row under the pointer that a colleague takes stays, and says so, until the pointer leaves it', async () => {
  const { desk } = await renderApp();
  const row = rows()[2] as Element;
  const [id, after] = [idOf(row), idOf(rows()[3])];
  fireEvent.pointerOver(row);
  act(() => desk.world.changeTicket(id, { assigneeId: SAMPLE_PEOPLE.anna.id }));
  expect(idOf(rows()[2])).toBe(id);
  expect(rows()[2]?.textContent).toContain('Anna Lindqvist has it');
  fireEvent.pointerOver(rows()[0] as Element);
  expect(idOf(rows()[2])).toBe(after);
});

test('what comes above the row in use is told and does not move it', async () => {
  const { desk } = await renderApp();
  press('KeyJ');
  press('KeyJ');
  const id = idOf(rows().find((row) => row.getAttribute('aria-selected') === 'true'));
  const place = () => {
    const row = rows().find((each) => idOf(each) === id) as HTMLElement;
    return Number(/translateY\((-?\d+)px\)/.exec(row.style.transform)?.[1]) - list().scrollTop;
  };
  const before = place();
  const stranger = desk.read
    .tickets('all', null)
    .get()
    .rows.find(({ ticket }) => ticket.assigneeId === SAMPLE_PEOPLE.anna.id)?.ticket.id as TicketId;
  act(() =>
    desk.world.changeTicket(stranger, {
      assigneeId: SAMPLE_PEOPLE.dmitry.id,
      status: 'open',
      priority: 'urgent',
      waitingSince: 1 as never,
    }),
  );
  expect(place()).toBe(before);
  const pill = screen.getByRole('button', { name: '1 new above' });
  fireEvent.click(pill);
  expect(list().scrollTop).toBe(0);
  expect(idOf(rows()[0])).toBe(stranger);
  expect(screen.queryByRole('button', { name: '1 new above' })).toBeNull();
});

test('what one does oneself takes the row away at once, and the next one is on', async () => {
  const { desk } = await renderApp();
  press('KeyJ');
  press('KeyJ');
  const [id, next] = [idOf(rows()[1]), idOf(rows()[2])];
  await act(async () => {
    await desk.write.record({ kind: 'status', ticketId: id, payload: { to: 'resolved' } });
  });
  expect(rows().map(idOf)).not.toContain(id);
  expect(idOf(rows().find((row) => row.getAttribute('aria-selected') === 'true'))).toBe(next);
});

test('unread is bold until the ticket was open, and can be made so again', async () => {
  await renderApp();
  const unread = () =>
    rows()
      .filter((row) => row.textContent?.includes('Unread.'))
      .map(idOf);
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const first = idOf(rows()[0]);
  expect(unread()).toContain(first);
  press('KeyJ');
  press('Enter');
  await waitFor(() => expect(unread()).not.toContain(first));
  press('Escape');
  press('KeyU', { shiftKey: true });
  expect(unread()).toContain(first);
});

test('until all tickets are here, numbers that only this machine can know say "at least"', async () => {
  const { desk } = await renderApp();
  act(() => desk.world.setComplete(false));
  expect(screen.getAllByText(/^at least \d+$/).length).toBeGreaterThan(0);
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter this list' }), { target: { value: 'key' } });
  expect(screen.getByText(/^\d+ tickets? so far$/)).toBeTruthy();
  act(() => desk.world.setComplete(true));
  expect(screen.queryByText(/so far|at least/)).toBeNull();
});

test('[Q6] chosen tickets are handed over together with a note, put off, and followed, by key', async () => {
  const { desk } = await renderApp();
  press('KeyA', { ctrlKey: true });
  const bar = screen.getByRole('group', { name: 'Chosen tickets' });
  expect(bar).toBeTruthy();
  const mine = rows().map(idOf);
  press('KeyF');
  await screen.findByText(/^You follow \d+ tickets? more$/);
  const me = desk.read.me.get().id;
  expect(mine.every((id) => desk.read.row(id)?.ticket.followerIds.includes(me))).toBe(true);

  press('KeyD');
  const title = { name: /^Hand over \d+ tickets?$/ };
  const before = await screen.findByRole('dialog', title);
  fireEvent.change(within(before).getByRole('textbox'), { target: { value: 'Typed before' } });
  fireEvent.click(within(before).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  press('KeyD');
  const dialog = await screen.findByRole('dialog', title);
  expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox').value).toBe('Typed before');
  const to = within(dialog).getByRole('combobox', { name: 'To whom' });
  fireEvent.change(to, { target: { value: JSON.stringify({ kind: 'tier', tier: 3 }) } });
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'They know the driver' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));
  await screen.findByText(/^\d+ tickets? handed over/);
  expect(mine.every((id) => desk.read.row(id)?.ticket.tier === 3)).toBe(true);
  press('KeyU');
  await waitFor(() => expect(mine.some((id) => desk.read.row(id)?.ticket.tier === 3)).toBe(false));
});

test('[Q6] chosen tickets are snoozed until any date and time; one in the past is told', async () => {
  const { desk } = await renderApp();
  press('KeyA', { ctrlKey: true });
  const mine = rows().map(idOf);
  press('KeyZ');
  fireEvent.click(await screen.findByText('A date and time…'));
  const dialog = await screen.findByRole('dialog', { name: /^Snooze \d+ tickets?$/ });
  const until = within(dialog).getByLabelText('Comes back on');
  fireEvent.change(until, { target: { value: '2001-01-01T09:00' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Snooze' }));
  expect(within(dialog).getByText('This time is in the past.')).toBeTruthy();
  fireEvent.change(until, { target: { value: '2099-01-01T09:00' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Snooze' }));
  await screen.findByText(/^\d+ tickets? snoozed/);
  const snoozed = { until: new Date('2099-01-01T09:00').getTime() };
  const open = mine.filter((id) => desk.read.row(id)?.ticket.status !== 'resolved');
  expect(open.map((id) => desk.read.row(id)?.ticket.snooze)).toEqual(
    open.map(() => expect.objectContaining(snoozed)),
  );
  press('KeyU');
  await waitFor(() => expect(mine.every((id) => desk.read.row(id)?.ticket.snooze === null)).toBe(true));
});

test('words of a hand-over that nobody could be given stay', async () => {
  const { desk } = await renderApp();
  press('KeyA', { ctrlKey: true });
  const title = { name: /^Hand over \d+ tickets?$/ };
  press('KeyD');
  const dialog = await screen.findByRole('dialog', title);
  const to = within(dialog).getByRole('combobox', { name: 'To whom' });
  fireEvent.change(to, { target: { value: JSON.stringify({ kind: 'tier', tier: 3 }) } });
  fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'Not to be lost' } });
  act(() => desk.world.failWrites('disk-full'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  act(() => desk.world.failWrites(null));
  press('KeyD');
  const again = await screen.findByRole('dialog', title);
  expect(within(again).getByRole<HTMLTextAreaElement>('textbox').value).toBe('Not to be lost');
});
