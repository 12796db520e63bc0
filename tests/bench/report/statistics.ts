import { PEERS, type Peer, type Sample } from '../measurements.ts';

/** What a number of runs comes to. */
export interface Summary {
  /** Median of the product divided by the median of the reference. */
  readonly ratio: number;
  readonly product: number;
  readonly reference: number;
  /** Lowest and highest ratio of a single run. */
  readonly lowest: number;
  readonly highest: number;
  readonly runs: number;
  /** Of each peer that was measured: its median divided by that of the reference. */
  readonly peers: ReadonlyMap<Peer, number>;
}

/** The middle value; the mean of the two in the middle when there are two. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The value below which a share of all values lies, interpolated between neighbours (type 7 of Hyndman and Fan, 1996,
 * what spreadsheets use).
 * @param share from 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of nothing.');
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** Sums the runs of one measurement up. */
export function summarise(samples: readonly Sample[]): Summary {
  const product = median(samples.map((sample) => sample.product));
  const reference = median(samples.map((sample) => sample.reference));
  const ratios = samples.map((sample) => sample.product / sample.reference);
  return {
    ratio: product / reference,
    product,
    reference,
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    runs: samples.length,
    peers: new Map(
      PEERS.flatMap((peer) => {
        const values = samples.flatMap((sample) => sample.peers?.[peer] ?? []);
        return values.length === 0 ? [] : [[peer, median(values) / reference] as const];
      }),
    ),
  };
}
