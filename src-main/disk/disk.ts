import type * as fs from 'node:fs/promises';

/** The part of the file system that durable storage needs: a port, so that tests can make it fail. */
export type Disk = Pick<typeof fs, 'open' | 'rename' | 'rm' | 'mkdir' | 'readFile' | 'readdir' | 'stat'>;

/** Why something could not be written. */
export type WriteError = 'disk-full' | 'not-writable';

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The system's code of an error (`ENOENT`, …), or an empty string. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Sorts a failed write into what an operator can do about it. */
export function writeError(error: unknown): WriteError {
  return FULL.has(errorCode(error)) ? 'disk-full' : 'not-writable';
}
