import { expect, test } from 'vitest';
import { ANSWER_TARGET_MS, dueAt } from '#shared/domain/tickets/due.ts';
import { epochMs, makeTicket } from '#tests/support/oracle-things.ts';

test.each(['urgent', 'high', 'normal', 'low'] as const)(
  'a waiting customer of priority %s has a due time',
  (priority) => {
    const ticket = makeTicket(0, { priority, waitingSince: epochMs(500) });
    expect(dueAt(ticket)).toBe(500 + ANSWER_TARGET_MS[priority]);
  },
);

test('what is more urgent is due earlier', () => {
  const { urgent, high, normal, low } = ANSWER_TARGET_MS;
  expect([low, high, urgent, normal].toSorted((a, b) => a - b)).toEqual([urgent, high, normal, low]);
});

test('nothing is due while nobody waits for us', () => {
  expect(dueAt(makeTicket(0, { waitingSince: null }))).toBeNull();
  expect(dueAt(makeTicket(0, { status: 'waiting' }))).toBeNull();
  expect(dueAt(makeTicket(0, { status: 'resolved' }))).toBeNull();
});
