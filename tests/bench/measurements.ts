/** Everything that can be measured, by name. */
export const MEASUREMENT_NAMES = [
  'sync-first-page',
  'sync-whole',
  'sync-push-100',
  'sync-pull-1000',
  'sync-warm-start',
  'sync-catch-up',
  'sync-disk',
  'sync-growth',
  'cold-start',
  'warm-start',
  'key-to-paint',
  'reply-to-paint',
  'open-to-paint',
  'act-to-paint',
  'filter-to-paint',
  'search-to-paint',
  'memory',
  'search',
] as const;
export type MeasurementName = (typeof MEASUREMENT_NAMES)[number];

/** What is measured, beside what, and how good it has to be. */
export interface Measurement {
  readonly title: string;
  /** What 1.00 is. */
  readonly reference: string;
  readonly unit: 'ms' | 'bytes';
  /** Highest ratio to the reference that is good enough. */
  readonly target: number;
}

const STRAIGHTFORWARD = 'pages by fetch, Dexie bulkPut into indexed tables';
const ONE_LINE = 'an Electron window that paints one line';

/** The list of measurements; the README beside this file explains each. */
export const MEASUREMENTS: Readonly<Record<MeasurementName, Measurement>> = {
  'sync-first-page': {
    title: 'First synchronisation: first page',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.01,
  },
  'sync-whole': {
    title: 'First synchronisation: all of it',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.22,
  },
  'sync-push-100': {
    title: '100 commands given at once and sent',
    reference: 'row and outbox record in Dexie, one request each',
    unit: 'ms',
    target: 0.18,
  },
  'sync-pull-1000': {
    title: 'The network is back: 1,000 changed tickets',
    reference: STRAIGHTFORWARD,
    unit: 'ms',
    target: 0.15,
  },
  'sync-warm-start': {
    title: 'Start with everything here: first page',
    reference: 'open Dexie, query and count by index',
    unit: 'ms',
    target: 0.45,
  },
  'sync-catch-up': {
    title: 'Start, then 1,000 changed tickets',
    reference: 'both of the above, one after the other',
    unit: 'ms',
    target: 0.45,
  },
  'sync-disk': {
    title: 'Size of the local database',
    reference: 'the same tickets in indexed Dexie tables',
    unit: 'bytes',
    target: 0.5,
  },
  'sync-growth': {
    title: 'First synchronisation of five times as much',
    reference: 'the product with a fifth of the tickets',
    unit: 'ms',
    target: 6.5,
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
  'open-to-paint': {
    title: 'Opening a ticket: press to paint, p95',
    reference: 'one empty animation frame',
    unit: 'ms',
    target: 2,
  },
  'act-to-paint': {
    title: 'Resolving a ticket: key to paint, p95',
    reference: 'one empty animation frame',
    unit: 'ms',
    target: 2,
  },
  'filter-to-paint': {
    title: 'Filter of the list: words to paint, p95',
    reference: 'one empty animation frame',
    unit: 'ms',
    target: 2,
  },
  'search-to-paint': {
    title: 'Search: question to paint, p95',
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
  search: {
    title: 'Search as one types: question to answer, p95',
    reference: 'a linear scan of the same texts',
    unit: 'ms',
    target: 0.25,
  },
};

/** Libraries for the same purpose that the synchronisation is measured with as well. */
export const PEERS = ['rxdb'] as const;
export type Peer = (typeof PEERS)[number];

/** Figures of one run: the product's, the reference's and those of peers, taken one after the other. */
export interface Sample {
  readonly product: number;
  readonly reference: number;
  readonly peers?: Readonly<Partial<Record<Peer, number>>>;
}

/** Samples by measurement. */
export type Samples = Map<MeasurementName, Sample[]>;

/** Adds a sample to its measurement. */
export function addSample(samples: Samples, name: MeasurementName, sample: Sample): void {
  const list = samples.get(name);
  if (list === undefined) samples.set(name, [sample]);
  else list.push(sample);
}
