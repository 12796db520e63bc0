import { v7 } from 'uuid';

/**
 * A fresh identifier: UUID of version 7 (RFC 9562), so that ids sort by the time they were made.
 * @param atMs the time to put into it; now when absent (sample data live in the past)
 */
export function newId<T extends string>(atMs?: number): T {
  return (atMs === undefined ? v7() : v7({ msecs: atMs })) as T;
}
