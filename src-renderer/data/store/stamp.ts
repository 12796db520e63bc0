import { mergeChange } from '#shared/sync/merge.ts';

/**
 * Run of the feed and version of a row in one number, and whether it has gone: 50,000 of them are kept in a map. Later
 * runs come after all versions of earlier ones.
 */
export type Stamp = number;

const GENERATION = 2 ** 40;

/** @param gen below 4,096; @param version below 2^39 */
export function stampOf(gen: number, version: number, gone = false): Stamp {
  return gen * GENERATION + version * 2 + (gone ? 1 : 0);
}

export function generationOf(stamp: Stamp): number {
  return Math.floor(stamp / GENERATION);
}

export function versionOf(stamp: Stamp): number {
  return Math.floor((stamp % GENERATION) / 2);
}

export function isGone(stamp: Stamp): boolean {
  return stamp % 2 === 1;
}

/**
 * Whether a row of this stamp takes the place of a known one: by version within a run of the feed; a later run begins
 * anew, because a helpdesk that was restored from a backup counts from older versions.
 */
export function takesPlace(known: Stamp | undefined, stamp: Stamp): boolean {
  if (known === undefined) return true;
  const [before, now] = [generationOf(known), generationOf(stamp)];
  if (now < before) return false;
  return (
    mergeChange(now > before ? null : { version: versionOf(known), gone: isGone(known) }, {
      version: versionOf(stamp),
    }) === 'take'
  );
}
