import { expect, it } from 'vitest';
import type { MessageId, TicketId } from '#shared/base/brand.ts';
import { withSeen } from '#renderer/data/read/with-seen.ts';
import { MOST_SEEN } from '#renderer/data/store/stored.ts';

const ticket = (n: number) => `t${n}` as TicketId;
const message = (n: number) => `m${n}` as MessageId;

it('a mark is set, moves to the newest place when it is set again, and null takes it away', () => {
  const before = new Map([
    [ticket(1), message(1)],
    [ticket(2), message(2)],
  ]);
  const after = withSeen(before, [
    [ticket(1), message(3)],
    [ticket(2), null],
    [ticket(4), message(4)],
  ]);
  expect([...after]).toEqual([
    [ticket(1), message(3)],
    [ticket(4), message(4)],
  ]);
  expect(before.size).toBe(2);
});

it('of too many the oldest go', () => {
  const full = new Map(Array.from({ length: MOST_SEEN }, (_, n) => [ticket(n), message(n)] as const));
  const after = withSeen(full, [
    [ticket(0), message(0)],
    [ticket(MOST_SEEN), message(0)],
  ]);
  expect(after.size).toBe(MOST_SEEN);
  expect([...after.keys()].slice(0, 1)).toEqual([ticket(2)]);
  expect([...after.keys()].slice(-2)).toEqual([ticket(0), ticket(MOST_SEEN)]);
});
