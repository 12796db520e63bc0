import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { BEAT_MS, createAttendance, SETTLE_MS, TYPING_MS } from '#renderer/data/attendance.ts';
import type { Message } from '#renderer/data/sync/channel.ts';
import { systemTimers } from '#renderer/data/timers.ts';

const [one, two] = ['one', 'two'] as unknown as [TicketId, TicketId];

function open() {
  const told: string[] = [];
  const attendance = createAttendance({
    windowId: 'w',
    timers: systemTimers,
    tell: (message: Message) => {
      if (message.kind === 'attending') told.push(`${message.said.ticketId ?? '-'} ${message.said.doing}`);
    },
  });
  return { attendance, told };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells where it is when it rests there, and again and again', () => {
  const { attendance, told } = open();
  attendance.look(one);
  vi.advanceTimersByTime(SETTLE_MS / 2);
  attendance.look(two);
  vi.advanceTimersByTime(SETTLE_MS);
  expect(told).toEqual(['two looking']);
  vi.advanceTimersByTime(BEAT_MS * 2);
  expect(told).toEqual(['two looking', 'two looking', 'two looking']);
});

it('tells at once that it leaves, and nothing after that', () => {
  const { attendance, told } = open();
  attendance.look(one);
  vi.advanceTimersByTime(SETTLE_MS);
  attendance.look(null);
  vi.advanceTimersByTime(BEAT_MS * 3);
  expect(told).toEqual(['one looking', '- looking']);
});

it('says nothing of a ticket that was left before it was told of', () => {
  const { attendance, told } = open();
  attendance.look(one);
  attendance.look(null);
  vi.advanceTimersByTime(BEAT_MS * 2);
  expect(told).toEqual([]);
});

it('writes as long as keys are pressed, and a moment longer', () => {
  const { attendance, told } = open();
  attendance.look(one);
  vi.advanceTimersByTime(SETTLE_MS);
  for (let n = 0; n < 4; n += 1) {
    attendance.typed('reply');
    vi.advanceTimersByTime(1_000);
  }
  expect(told).toEqual(['one looking', 'one reply']);
  attendance.typed('note');
  vi.advanceTimersByTime(SETTLE_MS);
  expect(told.at(-1)).toBe('one note');
  vi.advanceTimersByTime(TYPING_MS);
  expect(told.at(-1)).toBe('one looking');
});

it('answers at once when it is asked', () => {
  const { attendance, told } = open();
  attendance.hear({ kind: 'which-attention' });
  expect(told).toEqual([]);
  attendance.look(one);
  vi.advanceTimersByTime(SETTLE_MS);
  attendance.hear({ kind: 'which-attention' });
  expect(told).toHaveLength(2);
});
