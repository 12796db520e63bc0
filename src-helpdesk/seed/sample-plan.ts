import type { EpochMs } from '#shared/base/brand.ts';
import { ANSWER_TARGET_MS } from '#shared/domain/tickets/due.ts';
import type { Priority, Ticket, TicketStatus } from '#shared/domain/tickets/ticket.ts';
import { makeRandom, type Random } from './random.ts';
import { BILLING_EN } from './threads/billing-en.ts';
import { BILLING_RU } from './threads/billing-ru.ts';
import { DIAGNOSTICS_EN } from './threads/diagnostics-en.ts';
import { DIAGNOSTICS_RU } from './threads/diagnostics-ru.ts';
import type { Thread, Turn } from './threads/thread.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back the sample reaches. */
export const SAMPLE_SPAN_MS = 42 * DAY_MS;
/** The team sits in Moscow's time zone, which has no summer time. */
const ZONE_MS = 3 * HOUR_MS;

export const SAMPLE_THREADS: Readonly<Record<'ru' | 'en', readonly Thread[]>> = {
  ru: [...DIAGNOSTICS_RU, ...BILLING_RU],
  en: [...DIAGNOSTICS_EN, ...BILLING_EN],
};

/** What goes on when a thread is shorter than asked for. */
const MORE_TURNS: Readonly<Record<'ru' | 'en', readonly Turn[]>> = {
  ru: [
    ['r', '[Дайте, пожалуйста, знать, если повторится.|Закрывать пока не будем, понаблюдаем до {day}.]'],
    ['c', '[Пока всё хорошо.|Повторилось один раз, в {time}.|Хорошо, напишем.]'],
    ['r', '[Спасибо, что рассказали.|Записали у себя, это поможет найти причину.]'],
    ['c', '[И вам спасибо.|Вопрос решён.|Ещё проверим на второй машине.]'],
  ],
  en: [
    ['r', '[Please let me know should it come back.|I will leave this open until {day}.]'],
    ['c', '[All quiet so far.|It happened once more, at {time}.|Will do.]'],
    ['r', '[Thank you for telling.|Noted, this helps to find the reason.]'],
    ['c', '[Thank you, too.|Solved for us.|We will try it on another car as well.]'],
  ],
};

/** One entry of a ticket's timeline in time. */
export interface PlannedTurn {
  readonly turn: Turn;
  readonly at: EpochMs;
}

/** What a sample ticket will be, before its words: cheap, so that tickets can be numbered by their time first. */
export interface TicketPlan {
  /** Position in the sample: with the seed it decides everything. */
  readonly index: number;
  readonly language: 'ru' | 'en';
  readonly thread: Thread;
  readonly status: TicketStatus;
  readonly priority: Priority;
  readonly channel: Ticket['channel'];
  /** At least one; the first is the customer's. */
  readonly turns: readonly PlannedTurn[];
  /** When it was resolved, if it was. */
  readonly resolvedAt: EpochMs | null;
}

/**
 * Plans the ticket of a position. Half of the positions are Russian; working hours weigh more; open tickets wait for a
 * while that mostly lies within the time to answer, and sometimes beyond.
 * @param entries exactly how many timeline entries to make; null for what the thread has
 */
export function planTicket(index: number, entries: number | null, now: EpochMs): TicketPlan {
  const random = makeRandom(3, index);
  const language = index % 2 === 0 ? 'ru' : 'en';
  const threads = SAMPLE_THREADS[language];
  const round = Math.floor(index / 2);
  const thread =
    threads[(round * 7 + Math.floor(round / threads.length) * 3) % threads.length] ?? random.pick(threads);
  const wanted: TicketStatus = random.weighted([
    ['open', 14],
    ['waiting', 7],
    ['resolved', 79],
  ]);
  const priority: Priority = thread.urgent
    ? random.weighted([
        ['urgent', 4],
        ['high', 6],
      ])
    : random.weighted([
        ['low', 2],
        ['normal', 7],
        ['high', 1],
      ]);
  const channel = thread.call
    ? 'phone'
    : random.weighted<Ticket['channel']>([
        ['form', 5],
        ['email', 4],
        ['chat', 2],
      ]);
  const chosen =
    entries === null ? cutThread(thread, wanted, random) : stretchThread(thread, language, entries, wanted);
  const times = layOut(chosen.turns, chosen.status, priority, random, now);
  return {
    index,
    language,
    thread,
    priority,
    channel,
    status: chosen.status,
    turns: chosen.turns.map((turn, position) => ({ turn, at: times.at[position] ?? now })),
    resolvedAt: times.resolvedAt,
  };
}

interface Chosen {
  readonly turns: readonly Turn[];
  readonly status: TicketStatus;
}

/** Where the conversation stands: an open ticket ends with the customer, a waiting one with an answer. */
function cutThread(thread: Thread, status: TicketStatus, random: Random): Chosen {
  const { turns } = thread;
  const positions = (who: Turn[0]): number[] =>
    turns.flatMap((turn, position) => (turn[0] === who ? [position] : []));
  switch (status) {
    case 'open': {
      const cut = random.chance(0.6) ? 0 : random.pick(positions('c'));
      // A note that follows belongs to the team's work on it.
      const noted = turns[cut + 1]?.[0] === 'n' && random.chance(0.5) ? cut + 1 : cut;
      return { turns: turns.slice(0, noted + 1), status };
    }
    case 'waiting':
      return { turns: turns.slice(0, random.pick(positions('r')) + 1), status };
    case 'resolved': {
      const whole = random.chance(0.7);
      return { turns: whole ? turns : turns.slice(0, random.pick(positions('r')) + 1), status };
    }
  }
}

/** Exactly so many entries; the event of resolving counts as one. */
function stretchThread(thread: Thread, language: 'ru' | 'en', entries: number, wanted: TicketStatus): Chosen {
  const resolved = wanted === 'resolved' && entries >= 3;
  const count = resolved ? entries - 1 : entries;
  const spoken = thread.turns.slice(0, count);
  const more = MORE_TURNS[language];
  while (spoken.length < count) {
    const afterCustomer = spoken[spoken.length - 1]?.[0] === 'c';
    const fitting = more.filter(([who]) => (who === 'r') === afterCustomer);
    const next = fitting[spoken.length % fitting.length];
    if (next === undefined) break;
    spoken.push(next);
  }
  if (resolved) return { turns: spoken, status: 'resolved' };
  const last = spoken.findLast(([who]) => who !== 'n');
  return { turns: spoken, status: last?.[0] === 'r' ? 'waiting' : 'open' };
}

/** Times of the turns. The end of unfinished conversations is near `now`, finished ones lie anywhere in the span. */
function layOut(
  turns: readonly Turn[],
  status: TicketStatus,
  priority: Priority,
  random: Random,
  now: EpochMs,
): { readonly at: readonly EpochMs[]; readonly resolvedAt: EpochMs | null } {
  const gaps = turns.map(([who], position) => {
    if (position === 0) return 0;
    if (who === 'n') return between(2 * MINUTE_MS, 20 * MINUTE_MS, random);
    return who === 'r'
      ? between(5 * MINUTE_MS, 0.7 * ANSWER_TARGET_MS[priority], random)
      : between(6 * MINUTE_MS, 9 * HOUR_MS, random);
  });
  const lastCustomer = turns.findLastIndex(([who]) => who === 'c');
  if (status === 'open') {
    const target = ANSWER_TARGET_MS[priority];
    const waited = random.chance(0.78)
      ? between(0.03 * target, 0.95 * target, random)
      : between(1.05 * target, 3 * target, random);
    // What the team noted after that message still lies in the past.
    const after = gaps.slice(lastCustomer + 1).reduce((sum, gap) => sum + gap, 0);
    return {
      at: backwards(gaps, (now - Math.max(waited, after + MINUTE_MS)) as EpochMs, lastCustomer),
      resolvedAt: null,
    };
  }
  if (status === 'waiting') {
    const end = intoWorkingTime((now - between(HOUR_MS, 5 * DAY_MS, random)) as EpochMs);
    return { at: backwards(gaps, end, turns.length - 1), resolvedAt: null };
  }
  const span = gaps.reduce((sum, gap) => sum + gap, 0);
  const untilResolved = between(10 * MINUTE_MS, 5 * HOUR_MS, random);
  const start = workingMoment(now - SAMPLE_SPAN_MS, now - span - untilResolved - HOUR_MS, random);
  const morning = random.below(90) * MINUTE_MS;
  for (let days = 0; ; days += 1) {
    const at = forwards(turns, gaps, start - days * DAY_MS, morning);
    const resolvedAt = intoNextMorning((at.at(-1) ?? start) + untilResolved, morning);
    if (resolvedAt < now) return { at, resolvedAt };
  }
}

/** Times from gaps, beginning at `start`; what the team does, it does in its working hours. */
function forwards(
  turns: readonly Turn[],
  gaps: readonly number[],
  start: number,
  morning: number,
): EpochMs[] {
  let at = start;
  return gaps.map((gap, position) => {
    at += gap;
    if (turns[position]?.[0] !== 'c') at = intoNextMorning(at, morning);
    return at as EpochMs;
  });
}

function between(from: number, to: number, random: Random): number {
  // The square makes short gaps more frequent than long ones.
  return Math.round(from + (Math.max(from, to) - from) * random.next() ** 2);
}

/** Times from gaps, when the time of one position is known. */
function backwards(gaps: readonly number[], known: EpochMs, position: number): EpochMs[] {
  const before = gaps.slice(0, position + 1).reduce((sum, gap) => sum + gap, 0);
  let at = known - before;
  return gaps.map((gap) => {
    at += gap;
    return at as EpochMs;
  });
}

/** How much is written at an hour of the team's day. */
const HOUR_WEIGHTS = [
  0.05, 0.03, 0.02, 0.02, 0.03, 0.08, 0.2, 0.5, 1.2, 2.2, 2.6, 2.4, 1.7, 1.6, 2, 2.1, 1.9, 1.5, 1, 0.7, 0.5,
  0.4, 0.2, 0.1,
];
const MOST_WEIGHT = 2.6;

/** A moment between two, more likely in working hours and on weekdays. */
function workingMoment(from: number, to: number, random: Random): EpochMs {
  for (let attempt = 0; ; attempt += 1) {
    const at = Math.round(from + Math.max(0, to - from) * random.next());
    const day = new Date(at + ZONE_MS);
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const weight = (HOUR_WEIGHTS[day.getUTCHours()] ?? 1) * (weekend ? 0.25 : 1);
    if (attempt === 60 || random.next() * MOST_WEIGHT < weight) return at as EpochMs;
  }
}

/** The same moment, or an afternoon before it when nobody works then. */
function intoWorkingTime(at: EpochMs): EpochMs {
  const hour = new Date(at + ZONE_MS).getUTCHours();
  return (hour >= 9 && hour < 20 ? at : at - ((hour + 24 - 17) % 24) * HOUR_MS) as EpochMs;
}

/** The same moment, or the morning after it when nobody works then. */
function intoNextMorning(at: number, morning: number): EpochMs {
  const sinceMidnight = (at + ZONE_MS) % DAY_MS;
  const hour = sinceMidnight / HOUR_MS;
  if (hour >= 8 && hour < 20) return at as EpochMs;
  const midnight = at - sinceMidnight + (hour < 8 ? 0 : DAY_MS);
  // What follows within the same night keeps its order.
  return (midnight + 8 * HOUR_MS + morning + Math.round((sinceMidnight % HOUR_MS) / 4)) as EpochMs;
}
