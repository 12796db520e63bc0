import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { SpooledFile } from './byte-store.ts';
import { guardSpace } from './guard-space.ts';

/** A spooled file that old belongs to nobody: whoever made it is dead. In milliseconds. */
const FORGOTTEN_MS = 24 * 3_600_000;

/** What came of a stream. */
export interface Spooled extends SpooledFile {
  /** Why the stream broke off; null when it came to its end. */
  readonly cut: { readonly cause: unknown } | null;
}

/** A folder for bytes whose end, length or checksum is not known yet. */
export interface Spool {
  /**
   * Writes a stream into a file, counting and hashing, and gives it to `then`; the file is removed afterwards unless it
   * was moved away. A stream that breaks off gives what had arrived.
   * @returns or `too-large` when more than `maxBytes` come
   */
  receive<T>(
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
    then: (spooled: Spooled) => Promise<T>,
  ): Promise<Result<T, 'too-large' | 'disk-full'>>;
  /** Removes what was left by processes that were killed. */
  tidy(now: number): Promise<void>;
}

/** Opens the folder, making it when it is not there. Several processes may share it. */
export async function openSpool(folder: string): Promise<Spool> {
  await fs.mkdir(folder, { recursive: true });
  return {
    async receive(bytes, maxBytes, then) {
      const file = path.join(folder, randomUUID());
      try {
        const written = await guardSpace(() => write(file, bytes, maxBytes));
        if (!written.ok) return written;
        return written.value === 'too-large' ? err('too-large') : ok(await then(written.value));
      } finally {
        await fs.rm(file, { force: true });
      }
    },
    async tidy(now) {
      for (const name of await fs.readdir(folder)) {
        const file = path.join(folder, name);
        const stat = await fs.stat(file).catch(() => null);
        if (stat?.isFile() === true && now - stat.mtimeMs > FORGOTTEN_MS) await fs.rm(file, { force: true });
      }
    },
  };
}

async function write(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Spooled | 'too-large'> {
  const handle = await fs.open(file, 'wx', 0o600);
  const hash = createHash('sha256');
  const source = bytes[Symbol.asyncIterator]();
  let size = 0;
  let cut: Spooled['cut'] = null;
  try {
    for (;;) {
      const next = await source.next().catch((cause: unknown) => {
        cut = { cause };
        return { done: true, value: undefined } as const;
      });
      if (next.done === true) break;
      const chunk = next.value;
      if (size + chunk.length > maxBytes) return 'too-large';
      hash.update(chunk);
      for (let from = 0; from < chunk.length;) {
        from += (await handle.write(chunk, from, chunk.length - from, size + from)).bytesWritten;
      }
      size += chunk.length;
    }
    await handle.sync();
    return { path: file, size, sha256: hash.digest('hex') as Sha256, cut };
  } finally {
    // The source learns that nobody reads on; a second error of its or of the file must not hide the first.
    await source.return?.().catch(() => undefined);
    await handle.close().catch(() => undefined);
  }
}
