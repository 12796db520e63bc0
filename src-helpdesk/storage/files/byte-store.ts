import type { Readable } from 'node:stream';
import type { Sha256 } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';

/** Bytes that lie in a file of this computer, on their way to where they will be kept. */
export interface SpooledFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
}

/** A stretch of bytes: from `start` on, up to and with `end`, or to the last one. */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * Where bytes are kept: a folder, or a bucket of S3-compatible storage. A place is written once and never again, so
 * whoever holds the name of one can read it, copy it or remove it without asking anybody. What is at a place is whole.
 * Failures of the storage itself are thrown as `StoreUnavailableError`.
 */
export interface ByteStore {
  /** Keeps a spooled file under a place that is not in use; the spooled file may be gone afterwards. */
  put(place: string, file: SpooledFile): Promise<Result<null, 'disk-full'>>;
  /** Bytes at a place; null when there is nothing. */
  size(place: string): Promise<number | null>;
  /** The bytes of a place, or null when there is nothing. */
  open(place: string, range?: ByteRange): Promise<Readable | null>;
  /** Removes what is there; nothing there is fine. */
  remove(place: string): Promise<void>;
}

/** The storage does not answer, or refuses us: what was asked may work later. The message holds no secrets. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
  /** What it is told by where it cannot be named. */
  readonly code = 'STORE_UNAVAILABLE';
}

/** The storage cannot be used as it is set up; the message is a sentence for whoever runs the helpdesk. */
export class StoreSettingsError extends Error {
  override readonly name = 'StoreSettingsError';
}
