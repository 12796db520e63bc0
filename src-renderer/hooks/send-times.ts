/** Times that are offered for sending later, by this machine's clock and in its time zone. */
export interface SendTimes {
  readonly hour: number;
  readonly tomorrow: number;
  readonly monday: number;
}

/** When the working day begins, in hours. */
const MORNING = 9;

/** @param now milliseconds; the results are too. `monday` is the next one, never today */
export function sendTimesFrom(now: number): SendTimes {
  const morningIn = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(MORNING, 0, 0, 0);
  };
  return {
    hour: now + 3_600_000,
    tomorrow: morningIn(1),
    monday: morningIn((8 - new Date(now).getDay()) % 7 || 7),
  };
}

/** What a field for date and time holds for a time: local, to the minute (`2026-11-22T09:00`). */
export function fieldOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
