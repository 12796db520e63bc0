import { expect, test } from 'vitest';
import { fieldOf, sendTimesFrom } from '#renderer/hooks/send-times.ts';

test('offered times lie ahead, in the morning of the right day', () => {
  for (let day = 1; day <= 14; day += 1) {
    const now = new Date(2026, 10, day, 15, 20).getTime();
    const times = sendTimesFrom(now);
    expect(times.hour - now).toBe(3_600_000);
    expect(new Date(times.tomorrow)).toEqual(new Date(2026, 10, day + 1, 9, 0));
    const monday = new Date(times.monday);
    expect([monday.getDay(), monday.getHours(), monday.getMinutes()]).toEqual([1, 9, 0]);
    expect(times.monday).toBeGreaterThan(now);
    expect(times.monday - now).toBeLessThan(8 * 86_400_000);
  }
});

test('a field for date and time holds local time', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5).getTime();
  expect(fieldOf(at)).toBe('2026-01-02T03:04');
  expect(new Date(fieldOf(at)).getTime()).toBe(new Date(2026, 0, 2, 3, 4).getTime());
});
