import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EpochMs, MessageId } from '#shared/base/brand.ts';
import { DEFAULT_ALERTS } from '#shared/domain/alerts/alert-settings.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { renderApp } from './render-app.tsx';

/** Longer than what happens at the same time is gathered. */
const GATHERED_MS = 2_000;

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

async function open(settings: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(settings);
  const mine = app.desk.read
    .tickets('mine', null)
    .get()
    .rows.map((row) => row.ticket);
  const [first, second] = mine;
  if (first === undefined || second === undefined) throw new Error('there are too few tickets');
  const gathered = () => act(() => vi.advanceTimersByTimeAsync(GATHERED_MS));
  return { ...app, mine, first, second, gathered, shown: app.platform.world.notified };
}

test('[A1] several messages of one ticket are one notification, and a press opens the ticket', async () => {
  const { desk, platform, first, gathered, shown } = await open();
  act(() => void desk.world.customerWrites(first.id, 'Hello?'));
  act(() => void desk.world.customerWrites(first.id, 'Is anybody there?'));
  await gathered();
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatchObject({ title: `${first.customerName} (2)`, ticketId: first.id });
  expect(shown[0]?.body).toContain('Is anybody there?');
  act(() => platform.world.emit('ticket.requested', { ticket: first.id }));
  expect(await screen.findByRole('heading', { name: first.subject })).toBeTruthy();
});

test('[A1] news of many tickets at once are one notification', async () => {
  const { desk, mine, gathered, shown } = await open();
  act(() => mine.slice(0, 5).forEach((ticket) => void desk.world.customerWrites(ticket.id, 'Hello?')));
  await gathered();
  expect(shown.map(({ title }) => title)).toEqual(['5 pieces of news in your tickets']);
});

test('[A1] nothing about the ticket one looks at', async () => {
  const { desk, platform, first, second, gathered, shown } = await open();
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  act(() => platform.world.emit('ticket.requested', { ticket: first.id }));
  act(() => void desk.world.customerWrites(first.id, 'Hello?'));
  act(() => void desk.world.customerWrites(second.id, 'And here?'));
  await gathered();
  expect(shown.map(({ ticketId }) => ticketId)).toEqual([second.id]);
  vi.restoreAllMocks();
});

test('[A1] nothing while away, in quiet hours, switched off, or not chosen', async () => {
  const all = { from: 0, to: 1_439 };
  for (const settings of [
    { duty: 'away' as const },
    { alerts: { ...DEFAULT_ALERTS, quiet: all } },
    { notifications: false },
    { alerts: { ...DEFAULT_ALERTS, messages: false } },
  ]) {
    vi.setSystemTime(new Date(2026, 5, 1, 12));
    const { desk, first, gathered, shown, view } = await open({ settings });
    act(() => void desk.world.customerWrites(first.id, 'Hello?'));
    await gathered();
    expect(shown).toEqual([]);
    view.unmount();
  }
});

test('[A1] contents can be hidden', async () => {
  const { desk, first, gathered, shown } = await open({
    settings: { alerts: { ...DEFAULT_ALERTS, hideContents: true } },
  });
  act(() => void desk.world.customerWrites(first.id, 'My password is 1234'));
  await gathered();
  expect(shown[0]).toMatchObject({ title: 'A customer has written', body: `#${first.number}`, answer: null });
});

test('[A1] an answer given in a notification goes out; when the customer has written since, it is kept', async () => {
  const { desk, platform, first, gathered, shown } = await open();
  act(() => void desk.world.customerWrites(first.id, 'Hello?'));
  await gathered();
  expect(shown[0]?.answer).toBe('Reply to the customer');
  act(() => platform.world.emit('notification.answered', { ticketId: first.id, text: 'Good morning.' }));
  await waitFor(() =>
    expect(desk.read.outbox.get()[0]?.command).toMatchObject({
      kind: 'reply',
      ticketId: first.id,
      payload: { text: 'Good morning.' },
    }),
  );
  act(() => desk.world.deliver());
  act(() => void desk.world.customerWrites(first.id, 'Something else.'));
  await act(async () =>
    platform.world.emit('notification.answered', { ticketId: first.id, text: 'As I said.' }),
  );
  await waitFor(() => expect(desk.read.draft(first.id, 'reply').get().draft?.text).toBe('As I said.'));
  expect(desk.read.outbox.get()).toEqual([]);
});

test('[A1] a mention is told, and is answered by a note', async () => {
  const { desk, platform, first, gathered, shown } = await open();
  const note: Message = {
    kind: 'note',
    id: '01900006-0000-7000-8000-00000000ffff' as MessageId,
    ticketId: first.id,
    at: Date.now() as EpochMs,
    authorId: SAMPLE_PEOPLE.maria.id,
    authorName: SAMPLE_PEOPLE.maria.name,
    text: '@Дмитрий, посмотрите',
    attachments: [],
  };
  act(() => desk.world.colleagueActs('none' as never, note));
  await gathered();
  expect(shown[0]).toMatchObject({ title: 'Мария Соколова mentions you', answer: 'Add a note for the team' });
  act(() => platform.world.emit('notification.answered', { ticketId: first.id, text: 'Done.' }));
  await waitFor(() => expect(desk.read.outbox.get()[0]?.command.kind).toBe('note'));
});

test('[A1] the number on the icon counts what was chosen', async () => {
  const { desk, platform } = await open();
  const open_ = desk.read
    .tickets('mine', null)
    .get()
    .rows.filter((row) => row.ticket.status === 'open').length;
  expect(platform.world.badge).toBe(open_);
  await act(() => platform.settings.write({ alerts: { ...DEFAULT_ALERTS, count: 'waiting' } }));
  expect(platform.world.badge).toBe(desk.read.counts.get().views['waiting-for-us']);
  await act(() => platform.settings.write({ alerts: { ...DEFAULT_ALERTS, count: 'none' } }));
  expect(platform.world.badge).toBe(0);
});

test('[A1] the settings keep what is chosen, and a browser is asked only there', async () => {
  const { platform } = await open();
  platform.world.permission = 'ask';
  fireEvent.click(screen.getByRole('link', { name: 'Settings' }));
  const section = within(await screen.findByRole('region', { name: 'Notifications' }));
  fireEvent.click(section.getByRole('switch', { name: 'Notes that mention me (@name)' }));
  fireEvent.click(section.getByRole('switch', { name: 'Quiet hours' }));
  fireEvent.change(section.getByLabelText('Quiet hours: From'), { target: { value: '23:30' } });
  fireEvent.change(section.getByRole('combobox', { name: 'Sound' }), { target: { value: 'knock' } });
  fireEvent.change(section.getByRole('combobox', { name: 'Number on the icon' }), {
    target: { value: 'unassigned' },
  });
  await waitFor(() =>
    expect(platform.settings.get().alerts).toEqual({
      ...DEFAULT_ALERTS,
      mentions: false,
      quiet: { from: 23 * 60 + 30, to: 8 * 60 },
      sound: 'knock',
      count: 'unassigned',
    }),
  );
  fireEvent.click(section.getByRole('button', { name: 'Allow notifications in this browser' }));
  await waitFor(() => expect(platform.world.permission).toBe('granted'));
  await waitFor(() => expect(section.queryByRole('button', { name: /^Allow/ })).toBeNull());
});

test('[A1] away is chosen in the menu of the operator, and seen', async () => {
  const { platform } = await open();
  fireEvent.click(screen.getByRole('button', { name: /Дмитрий Крылов/ }));
  fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Away: no notifications' }));
  await waitFor(() => expect(platform.settings.get().duty).toBe('away'));
  expect(await screen.findByRole('button', { name: /Дмитрий Крылов.*away/ })).toBeTruthy();
});
