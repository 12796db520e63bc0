import type { SearchDay } from './search-query.ts';

const DAYS: Readonly<Record<string, number>> = { d: 1, д: 1, w: 7, н: 7, m: 30, м: 30, y: 365, г: 365 };
const NAMED: Readonly<Record<string, number>> = { today: 0, сегодня: 0, yesterday: 1, вчера: 1 };

/** Reads `2026-11-01`, `01.11.2026`, `7d` (`7д`, `2w`, `3m`), `today`; null where it is no day. */
export function parseDay(text: string): SearchDay | null {
  const named = NAMED[text];
  if (named !== undefined) return { daysAgo: named };
  const relative = /^(\d{1,4})(\p{L})$/u.exec(text);
  if (relative !== null) {
    const unit = DAYS[relative[2] ?? ''];
    return unit === undefined ? null : { daysAgo: Number(relative[1]) * unit };
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  return dotted === null ? null : calendarDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
}

function calendarDay(year: number, month: number, day: number): SearchDay | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1970;
  return isReal ? { year, month, day } : null;
}
