import { createSeededRandom, type SeededRandom } from '../oracle-random.ts';
import type { Fault } from './fault.ts';

/** What people do. */
const DEEDS = {
  reply: 10,
  note: 6,
  'answer from a draft': 6,
  'answer with a file': 4,
  draft: 5,
  status: 4,
  priority: 4,
  tag: 5,
  take: 5,
  'give to a colleague': 2,
  'give again': 4,
  discard: 2,
  undo: 3,
  'try now': 1,
  'sign in': 2,
  'trainee pushes': 1,
  'customer asks': 4,
  'customer writes': 7,
} as const;

/** What happens to them. */
const NEMESIS = {
  storm: 10,
  calm: 4,
  'cut the line': 4,
  'mend the line': 5,
  'kill the client': 4,
  'close and open the window': 2,
  'delete the local database': 2,
  'damage the local database': 1,
  'expire the session': 2,
  'kill an instance': 3,
  'kill the database': 2,
  'start everything': 4,
  'fail over': 3,
  'client clock jumps': 2,
  'helpdesk clock jumps': 2,
  'back up': 1,
  rewind: 1,
} as const;

export type Deed = keyof typeof DEEDS;
export type Blow = keyof typeof NEMESIS;

/** One act of a schedule. What it is about (which ticket, which text) follows from its own numbers and what is there. */
export interface Act {
  readonly what: Deed | Blow;
  /** Index of the seat. */
  readonly seat: number;
  /** Numbers in [0, 1) by which the details are chosen. */
  readonly at: readonly [number, number, number];
  /** Pause before it, in milliseconds. */
  readonly afterMs: number;
  /** The next act does not wait for this one to be safe. */
  readonly hasty: boolean;
}

export function isBlow(act: Act): act is Act & { readonly what: Blow } {
  return act.what in NEMESIS;
}

export function isDeed(act: Act): act is Act & { readonly what: Deed } {
  return act.what in DEEDS;
}

export interface Schedule {
  readonly seed: number;
  readonly acts: readonly Act[];
}

/** Seats of a schedule: three operators, one of whom works in both queues, a trainee and a supervisor. */
export const PEOPLE = ['anna', 'boris', 'vera', 'timur', 'maria'] as const;

/** The same seed is the same schedule. @param length number of acts */
export function makeSchedule(seed: number, length: number): Schedule {
  const random = createSeededRandom(seed);
  const acts = Array.from({ length }, (): Act => {
    const isBlow = random.chance(0.35);
    return {
      what: isBlow ? weighted(random, NEMESIS) : weighted(random, DEEDS),
      seat: random.between(0, PEOPLE.length - 1),
      at: [random.next(), random.next(), random.next()],
      afterMs: random.chance(0.3) ? random.between(20, 120) : 0,
      hasty: random.chance(0.35),
    };
  });
  return { seed, acts };
}

function weighted<K extends string>(random: SeededRandom, weights: Readonly<Record<K, number>>): K {
  const all = Object.keys(weights) as K[];
  let left = random.next() * all.reduce((sum, key) => sum + weights[key], 0);
  for (const key of all) {
    left -= weights[key];
    if (left < 0) return key;
  }
  return all[0] as K;
}

const STORMS = [
  'request lost',
  'answer lost',
  'cut in the answer',
  'delayed',
  'duplicated',
  'reordered',
  'too late',
  'truncated',
  '401',
  '403',
  '409',
  '413',
  '429',
  '500',
  'portal',
] as const;

/**
 * Two kinds of faults in a random mixture: what meets the n-th request of a step follows from the seed alone, whatever
 * else is going on.
 * @param strength of the storm: 0 to 1
 */
export function stormOf(
  seed: number,
  pair: number,
  strength: number,
): (step: string, n: number) => Fault | null {
  const kinds = [
    STORMS[Math.floor(pair * STORMS.length)] ?? 'answer lost',
    STORMS[Math.floor(pair * 7_919) % STORMS.length] ?? 'request lost',
  ] as const;
  return (step, n) => {
    let mixed = seed >>> 0;
    for (const char of `${step} ${n}`) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193) >>> 0;
    const random = createSeededRandom(mixed);
    if (!random.chance(0.15 + 0.45 * strength)) return null;
    return faultOf(random.pick(kinds), random);
  };
}

function faultOf(kind: (typeof STORMS)[number], random: SeededRandom): Fault {
  switch (kind) {
    case 'request lost':
      return { kind, part: random.pick([0, 0.3, 0.9]) };
    case 'cut in the answer':
    case 'truncated':
      return { kind, part: random.next() };
    case 'delayed':
      return { kind, ms: random.between(10, 150) };
    case 'duplicated':
      return { kind, answer: random.pick(['first', 'second']) };
    case 'reordered':
      return { kind, mostMs: 200 };
    case 'answer lost':
    case 'too late':
    case 'portal':
      return { kind };
    default:
      return { kind: 'refused', status: Number(kind) as 401 };
  }
}
