import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { detectType } from './detect-type.ts';

/** Content that has arrived whole. */
export interface StoredFile {
  readonly sha256: Sha256;
  /** Bytes. */
  readonly size: number;
  /** As detected from the bytes. */
  readonly type: string;
}

export type AppendError =
  /** The bytes that are there end elsewhere; `offset` is where. Also when another request is writing at this moment. */
  | { readonly kind: 'wrong-offset'; readonly offset: number }
  /** More bytes came than were announced. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'disk-full' };

/** Unfinished uploads are kept this long after their last byte, in milliseconds. */
const ABANDONED_MS = 7 * 24 * 3_600_000;

/**
 * The bytes of attachments: a folder, each file under its SHA-256. Files are written beside, synchronised and moved into
 * place, so whatever is at its place is whole; a kill at any time leaves at most a part.
 */
export interface AttachmentFiles {
  has(sha256: Sha256): Promise<boolean>;
  /** The bytes, or null when they are not here. */
  open(sha256: Sha256): Promise<{ readonly size: number; readonly stream: Readable } | null>;
  /** Keeps bytes that come in one go, for example from a form. */
  put(
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<Result<StoredFile, 'too-large' | 'empty' | 'disk-full'>>;
  /** How many bytes of a resumable upload are here. `key` is a plain file name. */
  partSize(key: string): Promise<number>;
  /**
   * Appends to a resumable upload. What has arrived stays when the stream breaks (the error is thrown on).
   * @param end the upload's whole length: not a byte beyond is taken
   * @returns the new size
   */
  append(
    key: string,
    offset: number,
    end: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<Result<number, AppendError>>;
  /** Checks a complete part and moves it to its place; a part that is something else is dropped. */
  finish(key: string, sha256: Sha256): Promise<Result<StoredFile, 'wrong-checksum' | 'disk-full'>>;
}

/** Opens the folder, making it when it is not there, and removes parts that were abandoned. */
export async function openAttachmentFiles(folder: string, now: number): Promise<AttachmentFiles> {
  const parts = path.join(folder, 'parts');
  await fs.mkdir(parts, { recursive: true });
  await removeAbandoned(parts, now);

  const placeOf = (sha256: Sha256): string => path.join(folder, sha256.slice(0, 2), sha256.slice(2));
  const partOf = (key: string): string => path.join(parts, key);
  const writing = new Set<string>();

  const sizeOf = async (file: string): Promise<number | null> =>
    fs.stat(file).then(
      (stat) => stat.size,
      () => null,
    );

  const keep = async (
    part: string,
    sha256: Sha256 | null,
  ): Promise<Result<StoredFile, 'wrong-checksum' | 'disk-full'>> => {
    const bytes = await fs.readFile(part);
    const actual = createHash('sha256').update(bytes).digest('hex') as Sha256;
    if (sha256 !== null && actual !== sha256) {
      await fs.rm(part, { force: true });
      return err('wrong-checksum');
    }
    const place = placeOf(actual);
    return guardSpace(async () => {
      await fs.mkdir(path.dirname(place), { recursive: true });
      await fs.rename(part, place);
      await syncFolder(path.dirname(place));
      return { sha256: actual, size: bytes.length, type: await detectType(bytes) };
    });
  };

  return {
    has: async (sha256) => (await sizeOf(placeOf(sha256))) !== null,

    async open(sha256) {
      const size = await sizeOf(placeOf(sha256));
      return size === null ? null : { size, stream: createReadStream(placeOf(sha256)) };
    },

    async put(bytes, maxBytes) {
      const part = partOf(`put-${randomUUID()}`);
      try {
        const written = await guardSpace(() => write(part, 0, maxBytes, bytes));
        if (!written.ok) return written;
        if (written.value === 'too-large') return err('too-large');
        if (written.value === 0) return err('empty');
        const kept = await keep(part, null);
        if (kept.ok) return kept;
        if (kept.error === 'disk-full') return err('disk-full');
        throw new Error('Bytes without a given checksum cannot fail it.');
      } finally {
        await fs.rm(part, { force: true });
      }
    },

    partSize: async (key) => (await sizeOf(partOf(key))) ?? 0,

    async append(key, offset, end, bytes) {
      const size = (await sizeOf(partOf(key))) ?? 0;
      if (size !== offset || writing.has(key)) return err({ kind: 'wrong-offset', offset: size });
      writing.add(key);
      try {
        const written = await guardSpace(() => write(partOf(key), offset, end, bytes));
        if (!written.ok) return err({ kind: 'disk-full' });
        return written.value === 'too-large' ? err({ kind: 'too-large' }) : ok(written.value);
      } finally {
        writing.delete(key);
      }
    },

    finish: (key, sha256) => keep(partOf(key), sha256),
  };
}

/** Writes from `offset` on, synchronises, and returns the size; a file that would grow beyond `end` is removed. */
async function write(
  file: string,
  offset: number,
  end: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number | 'too-large'> {
  const handle = await fs.open(file, offset === 0 ? 'w' : 'r+');
  let at = offset;
  try {
    for await (const chunk of bytes) {
      if (at + chunk.length > end) {
        await handle.close();
        await fs.rm(file, { force: true });
        return 'too-large';
      }
      for (let from = 0; from < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, from, chunk.length - from, at);
        from += bytesWritten;
        at += bytesWritten;
      }
    }
    await handle.sync();
    return at;
  } finally {
    // Closing twice is harmless; a second error must not hide the first.
    await handle.close().catch(() => undefined);
  }
}

async function guardSpace<T>(run: () => Promise<T>): Promise<Result<T, 'disk-full'>> {
  try {
    return ok(await run());
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') return err('disk-full');
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Not every system can synchronise a folder (Windows); the file itself is on the disk.
  }
}

async function removeAbandoned(parts: string, now: number): Promise<void> {
  for (const name of await fs.readdir(parts)) {
    const file = path.join(parts, name);
    const stat = await fs.stat(file).catch(() => null);
    const isAbandoned = stat !== null && (name.startsWith('put-') || now - stat.mtimeMs > ABANDONED_MS);
    if (isAbandoned) await fs.rm(file, { force: true });
  }
}
