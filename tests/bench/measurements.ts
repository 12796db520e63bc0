/** Everything that can be measured, by name. */
export const MEASUREMENT_NAMES = [
  'sync-first-page',
  'sync-whole',
  'sync-push-100',
  'sync-pull-1000',
  'sync-warm-start',
  'sync-disk',
  'cold-start',
  'warm-start',
  'key-to-paint',
  'reply-to-paint',
  'memory',
] as const;
export type MeasurementName = (typeof MEASUREMENT_NAMES)[number];

/** What is measured, beside what, and how good it has to be. */
export interface Measurement {
  readonly title: string;
  /** What 1.00 is. */
  readonly reference: string;
  readonly unit: 'ms' | 'bytes';
  /** Highest ratio to the reference that is good enough now. */
  readonly target: number;
  /** A stricter target that is set for a later version. */
  readonly later?: number;
  /** The target is not asked for yet at all. */
  readonly isAhead?: true;
}

const STRAIGHTFORWARD = 'pages by fetch, Dexie bulkPut into indexed tables';
const ONE_LINE = 'an Electron window that paints one line';

/** The list of measurements; the README beside this file explains each. */
export const MEASUREMENTS: Readonly<Record<MeasurementName, Measurement>> = {
  'sync-first-page': {
    title: 'First synchronisation: first page',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.02,
    later: 0.01,
  },
  'sync-whole': {
    title: 'First synchronisation: all of it',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.35,
    later: 0.22,
  },
  'sync-push-100': {
    title: '100 commands recorded and sent',
    reference: 'row and outbox record in Dexie, one request each',
    unit: 'ms',
    target: 0.18,
    isAhead: true,
  },
  'sync-pull-1000': {
    title: 'Start, then 1,000 changed tickets',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.15,
    isAhead: true,
  },
  'sync-warm-start': {
    title: 'Start with everything here: first page',
    reference: 'open Dexie, query and count by index',
    unit: 'ms',
    target: 0.45,
    isAhead: true,
  },
  'sync-disk': {
    title: 'Size of the local database',
    reference: 'the same tickets in indexed Dexie tables',
    unit: 'bytes',
    target: 0.5,
    isAhead: true,
  },
  'cold-start': {
    title: 'Cold start to a usable queue',
    reference: ONE_LINE,
    unit: 'ms',
    target: 1.6,
  },
  'warm-start': {
    title: 'Warm start to a usable queue',
    reference: ONE_LINE,
    unit: 'ms',
    target: 1.6,
  },
  'key-to-paint': {
    title: 'J and K: key to paint, p95',
    reference: 'one empty animation frame',
    unit: 'ms',
    target: 1,
  },
  'reply-to-paint': {
    title: 'Sending a reply: key to paint, p95',
    reference: 'one empty animation frame',
    unit: 'ms',
    target: 2,
  },
  memory: {
    title: 'Memory of all processes',
    reference: ONE_LINE,
    unit: 'bytes',
    target: 1.8,
  },
};

/** Figures of one run: the product's and the reference's, taken one after the other. */
export interface Sample {
  readonly product: number;
  readonly reference: number;
}

/** Samples by measurement. */
export type Samples = Map<MeasurementName, Sample[]>;

/** Adds a sample to its measurement. */
export function addSample(samples: Samples, name: MeasurementName, sample: Sample): void {
  const list = samples.get(name);
  if (list === undefined) samples.set(name, [sample]);
  else list.push(sample);
}
