import { expect, test } from 'vitest';
import { backOffMs } from '#shared/sync/back-off.ts';

test('doubles from one second to one minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 2_000].map((failures) => backOffMs(failures, 1 - Number.EPSILON))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('is spread over its upper half, so that machines do not come back in step', () => {
  expect(backOffMs(3, 0)).toBe(2_000);
  expect(backOffMs(3, 0.5)).toBe(3_000);
});

test('is never less than half a second, and whole milliseconds', () => {
  expect(backOffMs(0, 0)).toBe(500);
  expect(backOffMs(-5, 0)).toBe(500);
  expect(Number.isInteger(backOffMs(4, 0.123_456))).toBe(true);
});
