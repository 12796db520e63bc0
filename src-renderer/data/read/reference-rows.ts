import { createCell, type Cell } from '../cell.ts';
import type { Versioned } from '../store/segment.ts';
import { generationOf, stampOf, takesPlace, versionOf, type Stamp } from '../store/stamp.ts';

/** Rows of which there are few and which are all in memory: people, queues. */
export interface ReferenceRows<T extends { readonly id: string }> {
  readonly cell: Cell<ReadonlyMap<T['id'], T>>;
  take(gen: number, rows: readonly Versioned<T>[]): void;
  drop(gen: number, version: number, id: string): void;
  /** Removes what only earlier runs of the feed brought. */
  sweep(gen: number): void;
  /** The rows of a run of the feed, with their versions. */
  of(gen: number): readonly Versioned<T>[];
}

/** @param first rows that are known without the feed; they stay */
export function createReferenceRows<T extends { readonly id: string }>(
  first: readonly T[] = [],
): ReferenceRows<T> {
  const cell = createCell<ReadonlyMap<T['id'], T>>(new Map(first.map((row) => [row.id, row])));
  const stamps = new Map<string, Stamp>();
  const kept = new Set<string>(first.map((row) => row.id));
  const remove = (ids: ReadonlySet<string>) => {
    const left = [...cell.get()].filter(([id]) => !ids.has(id));
    if (left.length < cell.get().size) cell.set(new Map(left));
  };
  return {
    cell,
    take(gen, rows) {
      const fresh = rows.filter(([version, row]) => takesPlace(stamps.get(row.id), stampOf(gen, version)));
      if (fresh.length === 0) return;
      const next = new Map(cell.get());
      for (const [version, row] of fresh) {
        stamps.set(row.id, stampOf(gen, version));
        next.set(row.id, row);
      }
      cell.set(next);
    },
    drop(gen, version, id) {
      const stamp = stampOf(gen, version, true);
      if (!takesPlace(stamps.get(id), stamp)) return;
      stamps.set(id, stamp);
      remove(new Set([id]));
    },
    sweep(gen) {
      const old = [...stamps].filter(([, stamp]) => generationOf(stamp) < gen).map(([id]) => id);
      for (const id of old) stamps.delete(id);
      remove(new Set(old.filter((id) => !kept.has(id))));
    },
    of: (gen) =>
      [...cell.get().values()].flatMap((row) => {
        const stamp = stamps.get(row.id);
        return stamp !== undefined && generationOf(stamp) === gen ? [[versionOf(stamp), row] as const] : [];
      }),
  };
}
