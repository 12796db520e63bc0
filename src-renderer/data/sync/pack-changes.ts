import type { Change } from '#shared/sync/change.ts';
import { packSegment, segmentOf } from '../store/segment.ts';
import type { SegmentKey, StoredList, StoredPage } from '../store/stored.ts';

/** Most changes in a segment of one record. */
const DELTA_CHANGES = 200;
/** Most changes in any segment of a commit: it is read as a whole to open one conversation. */
export const SEGMENT_CHANGES = 1_000;

/** Changes as they are kept. */
export interface PackedChanges {
  readonly changes: readonly Change[];
  readonly list: StoredList;
  readonly page: StoredPage;
  /** Both parts go into one record. */
  readonly isDelta: boolean;
}

/**
 * Packs what one commit brings into segments.
 * @param key of the first segment
 * @returns the segments, and the key of the next one after them
 */
export function packChanges(
  all: readonly Change[],
  gen: number,
  key: SegmentKey,
): { readonly segments: readonly PackedChanges[]; readonly nextKey: SegmentKey } {
  const isDelta = all.length <= DELTA_CHANGES;
  const segments: PackedChanges[] = [];
  let nextKey = key;
  for (let from = 0; from < all.length; from += SEGMENT_CHANGES) {
    const changes = all.slice(from, from + SEGMENT_CHANGES);
    const packed = packSegment(isDelta ? nextKey + 1 : nextKey, gen, segmentOf(changes));
    segments.push({ changes, isDelta, ...packed });
    nextKey += 2;
  }
  return { segments, nextKey };
}
