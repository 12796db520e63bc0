const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Language = 'en' | 'ru';

/** Times, lengths and sizes in a language. Formatters are made once: they are the dear part. */
export interface Formats {
  /** A span of milliseconds, at most two units: `12m`, `1h 10m`, `2d`. Never negative, at least one minute. */
  span(ms: number): string;
  /** A span of milliseconds that may be short: `12s`, else as `span`. */
  shortSpan(ms: number): string;
  /** Hours, minutes and seconds. */
  second(at: number): string;
  /** Hours and minutes. */
  time(at: number): string;
  /** Full date and time, for hovering. */
  exact(at: number): string;
  /** A short date, with the year when it is not this one. */
  date(at: number, now: number): string;
  /** A time to come: of today hours and minutes, within a week with the day of the week, else the date. */
  soon(at: number, now: number): string;
  /** Whole local days between two times: 0 the same day, 1 the day before. */
  daysBefore(at: number, now: number): number;
  /** Bytes in the unit that reads best (1 KB = 1024 bytes, as file managers show it). */
  bytes(size: number): string;
  number(value: number): string;
}

function make(language: Language): Formats {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  const unit = (name: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' });
  const seconds = unit('second');
  const minutes = unit('minute');
  const hours = unit('hour');
  const days = unit('day');
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const second = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dateWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const units = language === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ'] : ['B', 'KB', 'MB', 'GB'];
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const spanOf = (ms: number) => {
    const whole = Math.max(MINUTE, ms);
    if (whole < HOUR) return minutes.format(Math.floor(whole / MINUTE));
    const rest = Math.floor((whole % HOUR) / MINUTE);
    if (whole < 3 * HOUR && rest > 0)
      return `${hours.format(Math.floor(whole / HOUR))} ${minutes.format(rest)}`;
    if (whole < 2 * DAY) return hours.format(Math.floor(whole / HOUR));
    return days.format(Math.floor(whole / DAY));
  };
  const dateOf = (at: number, now: number) =>
    new Date(at).getFullYear() === new Date(now).getFullYear() ? date.format(at) : dateWithYear.format(at);
  // Rounded, because a day with a change of the clocks has 23 or 25 hours.
  const daysBefore = (at: number, now: number) => Math.round((midnight(now) - midnight(at)) / DAY);
  return {
    span: spanOf,
    shortSpan: (ms) => (ms < MINUTE ? seconds.format(Math.round(ms / 1_000)) : spanOf(ms)),
    second: (at) => second.format(at),
    time: (at) => time.format(at),
    exact: (at) => exact.format(at),
    date: dateOf,
    soon(at, now) {
      const days = daysBefore(now, at);
      if (days === 0) return time.format(at);
      return days > 0 && days < 7 ? weekday.format(at) : dateOf(at, now);
    },
    daysBefore,
    bytes: (size) => {
      const step = size < 1024 ? 0 : size < 1024 ** 2 ? 1 : size < 1024 ** 3 ? 2 : 3;
      return `${number.format(size / 1024 ** step)} ${units[step] ?? ''}`;
    },
    number: (value) => number.format(value),
  };
}

const made = new Map<Language, Formats>();

/** The formats of a language. */
export function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const formats = make(language);
  made.set(language, formats);
  return formats;
}

/** A time to come, as short as it is clear: the time alone today, else with its date. */
export function whenOf(at: number, formats: Formats, now: number): string {
  const time = formats.time(at);
  return formats.daysBefore(at, now) === 0 ? time : `${formats.date(at, now)}, ${time}`;
}
