/** What went wrong with the disk, as far as an operator can do something about it. */
export type StorageError = 'disk-full' | 'storage-failing';

/** Reads a failure of IndexedDB, which Dexie wraps and browsers name in several ways. */
export function storageErrorOf(error: unknown): StorageError {
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 4; depth++) {
    const { name, message, inner } = at as { name?: unknown; message?: unknown; inner?: unknown };
    if (name === 'QuotaExceededError') return 'disk-full';
    if (typeof message === 'string' && /quota|disk (is )?full|no space|ENOSPC/i.test(message))
      return 'disk-full';
    at = inner;
  }
  return 'storage-failing';
}
