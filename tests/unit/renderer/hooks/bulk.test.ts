import { expect, test, vi } from 'vitest';
import type { EpochMs } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { toCategory, toDelegate, toFollow, toSnooze } from '#renderer/hooks/bulk-changes.ts';
import { createTicketCommands, type Notice } from '#renderer/hooks/ticket-commands.ts';
import { createInMemoryDesk } from '#tests/support/in-memory-desk.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';

const me = SAMPLE_PEOPLE.dmitry;

function openBulk(count = 120) {
  const desk = createInMemoryDesk({ me, count });
  const told: Notice[] = [];
  const t = ((key: string) => key) as never;
  const commands = createTicketCommands(
    desk,
    (notice) => void told.push(notice),
    t,
    () => ({}) as never,
  );
  const tickets = () =>
    desk.read
      .tickets('all', null)
      .get()
      .rows.map(({ ticket }) => ticket);
  return { desk, told, commands, tickets };
}
const undone = async (told: readonly Notice[], holds: () => void) => {
  told.at(-1)?.undo?.();
  await vi.waitFor(holds);
};

test('the same change of many tickets is told once, with progress, and one undo takes all of it back', async () => {
  const { desk, told, commands, tickets } = openBulk();
  const before = new Map(tickets().map(({ id, category }) => [id, category]));
  const wanted = tickets().filter(({ category }) => category !== 'financial');
  const steps: (readonly [number, number])[] = [];
  await commands.bulk.run(
    tickets(),
    toCategory('financial'),
    (count) => `${count}`,
    (...step) => {
      steps.push(step);
    },
  );
  expect(tickets().every(({ category }) => category === 'financial')).toBe(true);
  expect(told.map(({ text }) => text)).toEqual([`${wanted.length}`]);
  expect(steps.at(-1)).toEqual([wanted.length, wanted.length]);
  expect(steps.length).toBeGreaterThan(1);
  await undone(told, () =>
    expect(new Map(tickets().map(({ id }) => [id, desk.read.row(id)?.ticket.category]))).toEqual(before),
  );
});

test('stopped between two lots, what is recorded stays, is told, and can be taken back', async () => {
  const { told, commands, tickets } = openBulk();
  const controller = new AbortController();
  const first = tickets().filter(({ followerIds }) => !followerIds.includes(me.id));
  await commands.bulk.run(
    tickets(),
    toFollow(me.id, true),
    (count) => `${count}`,
    () => controller.abort(),
    controller.signal,
  );
  const followed = () => tickets().filter(({ followerIds }) => followerIds.includes(me.id)).length;
  const recorded = Number(told[0]?.text);
  expect(recorded).toBeGreaterThan(0);
  expect(recorded).toBeLessThan(first.length);
  await undone(told, () => expect(followed()).toBe(tickets().length - first.length));
});

test('those that could not be recorded are told, the others are done', async () => {
  const { desk, told, commands, tickets } = openBulk(10);
  const [unlucky] = tickets();
  const { record } = desk.write;
  vi.spyOn(desk.write, 'record').mockImplementation(async (intent) =>
    intent.ticketId === unlucky?.id ? { ok: false, error: 'disk-full' } : record(intent),
  );
  await commands.bulk.run(tickets(), toFollow(me.id, true), (count) => `${count}`);
  expect(told.map(({ tone }) => tone)).toEqual(['error', 'done']);
});

test('a ticket that is so already is left alone, and so is what cannot be', () => {
  const ticket = openBulk(1).tickets()[0] as Ticket;
  const at = 5 as EpochMs;
  const snoozed = { ...ticket, status: 'open', snooze: { until: at, since: at, by: me.id } } as Ticket;
  expect(toSnooze(at)(snoozed)).toBeNull();
  expect(toSnooze(null)(snoozed)?.payload).toEqual({ until: null });
  expect(toSnooze(undefined)(snoozed)?.payload).toEqual({});
  expect(toSnooze(at)({ ...snoozed, snooze: null, status: 'resolved' })).toBeNull();
  const has = { ...ticket, assigneeId: me.id };
  expect(toDelegate({ kind: 'person', id: me.id }, '')(has)).toBeNull();
  expect(toDelegate({ kind: 'queue', id: ticket.queueId }, '')(ticket)).toBeNull();
  expect(toDelegate({ kind: 'tier', tier: 3 }, 'why')({ ...has, tier: 1 })?.payload).toEqual({
    from: me.id,
    to: { kind: 'tier', tier: 3 },
    note: 'why',
  });
  expect(toCategory(ticket.category)(ticket)).toBeNull();
});
