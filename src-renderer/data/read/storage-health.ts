import { createCell, type Cell } from '../cell.ts';
import type { SyncStatus } from '../sync/channel.ts';
import type { StorageHealth } from './desk-reader.ts';

type Trouble = SyncStatus['storage'];

/** How the disk is, from all who write to it. */
export interface StorageHealthCell {
  readonly cell: Cell<StorageHealth>;
  /** @param calm what holds while nobody has trouble */
  start(calm: StorageHealth): void;
  /** What the place of synchronisation says of its writing. */
  noteSynchronised(trouble: Trouble): void;
  /** What this window's own writing has met. */
  noteWriting(trouble: Trouble): void;
}

/** Makes one that is fine. The worst that is known is shown. */
export function createStorageHealth(): StorageHealthCell {
  const cell = createCell<StorageHealth>({ kind: 'fine' });
  let calm: StorageHealth = { kind: 'fine' };
  let synchronised: Trouble = 'fine';
  let writing: Trouble = 'fine';

  function show(): void {
    const both = [writing, synchronised];
    const kind = both.includes('full') ? 'full' : both.includes('failing') ? 'failing' : null;
    if (kind === null) cell.set(calm);
    else if (cell.get().kind !== kind) cell.set({ kind });
  }

  return {
    cell,
    start(found) {
      calm = found;
      cell.set(calm);
    },
    noteSynchronised(trouble) {
      synchronised = trouble;
      show();
    },
    noteWriting(trouble) {
      writing = trouble;
      show();
    },
  };
}
