import type { EpochMs } from '#shared/base/brand.ts';
import type { SearchDay } from './search-query.ts';

const MINUTE_MS = 60_000;

/**
 * When a day begins for a person.
 * @param now for days that are counted back
 * @param utcOffset how far the person's clock is ahead of UTC, in minutes; absent: that of this machine, day by day
 */
export function startOfDay(day: SearchDay, now: EpochMs, utcOffset?: number): EpochMs {
  if (utcOffset === undefined) {
    if (!('daysAgo' in day)) return new Date(day.year, day.month - 1, day.day).getTime() as EpochMs;
    const date = new Date(now);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() - day.daysAgo).getTime() as EpochMs;
  }
  const offset = utcOffset * MINUTE_MS;
  if (!('daysAgo' in day)) return (Date.UTC(day.year, day.month - 1, day.day) - offset) as EpochMs;
  const date = new Date(now + offset);
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - day.daysAgo);
  return (start - offset) as EpochMs;
}
