import type { Tables } from './database.ts';
import type { SegmentKey, StoredDelta, StoredList } from './stored.ts';

/**
 * The list parts of all segments, the large ones first, each kind by its keys: lot by lot, so that neither memory nor the
 * thread is taken by all of them at once.
 * @param from the lowest key; @param lot most segments read together
 */
export async function* readLists(
  { lists, deltas }: Pick<Tables, 'lists' | 'deltas'>,
  from: SegmentKey,
  lot: number,
): AsyncGenerator<readonly (StoredList | StoredDelta)[]> {
  for (const table of [lists, deltas]) {
    for (let next = from; ;) {
      const some: readonly (StoredList | StoredDelta)[] = await table
        .where('key')
        .aboveOrEqual(next)
        .limit(lot)
        .toArray();
      const last = some.at(-1);
      if (last === undefined) break;
      yield some;
      if (some.length < lot) break;
      next = last.key + 1;
    }
  }
}
