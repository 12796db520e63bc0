import type { EpochMs } from '#shared/base/brand.ts';

/** When a day of work begins, in local hours. */
const MORNING = 9;
const HOURS_MS = 3 * 3_600_000;

/** The moments that snoozing offers, in local time: a change of the clocks in between moves none of them. */
export function snoozeChoices(now: number): Readonly<Record<'hours' | 'tomorrow' | 'monday', EpochMs>> {
  const weekday = new Date(now).getDay();
  return {
    hours: (now + HOURS_MS) as EpochMs,
    tomorrow: morningIn(1, now),
    monday: morningIn((8 - weekday) % 7 === 0 ? 7 : (8 - weekday) % 7, now),
  };
}

/** When work begins so many days from now, in local time. */
export function morningIn(days: number, now: number): EpochMs {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(MORNING, 0, 0, 0) as EpochMs;
}

/** The value of a field for date and time (`datetime-local`), in local time. */
export function localDateTime(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
