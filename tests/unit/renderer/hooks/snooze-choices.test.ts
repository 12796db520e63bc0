import { describe, expect, test } from 'vitest';
import { localDateTime, snoozeChoices } from '#renderer/hooks/snooze-choices.ts';

const local = (text: string) => new Date(text).getTime();

describe('what snoozing offers', () => {
  test.each([
    // A Wednesday, a Sunday, a Monday before work.
    ['2026-03-04T15:30', '2026-03-05T09:00', '2026-03-09T09:00'],
    ['2026-03-08T23:59', '2026-03-09T09:00', '2026-03-09T09:00'],
    ['2026-03-09T07:00', '2026-03-10T09:00', '2026-03-16T09:00'],
  ])('at %s tomorrow is %s and next Monday %s', (now, tomorrow, monday) => {
    const choices = snoozeChoices(local(now));
    expect(localDateTime(choices.tomorrow)).toBe(tomorrow);
    expect(localDateTime(choices.monday)).toBe(monday);
    expect(choices.hours - local(now)).toBe(3 * 3_600_000);
  });
});
