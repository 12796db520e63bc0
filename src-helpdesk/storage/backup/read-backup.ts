import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import type { z } from 'zod';
import { sha256Schema, type Sha256 } from '#shared/base/brand.ts';
import { MAX_ATTACHMENT_BYTES } from '#shared/domain/attachments/attachment.ts';
import {
  BackupError,
  FILE_ENTRY,
  FORMAT_VERSION,
  formatSchema,
  HEADER_ENTRY,
  headerSchema,
  MANIFEST_ENTRY,
  manifestSchema,
  ROWS_ENTRY,
  type BackupHeader,
  type BackupManifest,
} from './format.ts';

/** Most bytes of an entry that is read into memory: 500 rows, or a manifest. */
const MAX_ENTRY_BYTES = 512 * 1024 * 1024;

const NOT_ONE = 'This file is not a backup of a Vakhta helpdesk.';
const DAMAGED = 'The backup is damaged: it has other bytes than were written. Take another one.';
const CUT = 'The backup is not complete: its end is missing. Take another one.';
const NEWER = 'The backup was written by a newer helpdesk. Restore it with the newer program.';

/** What is done with the parts of a backup, in their order. Each must read the bytes it is given to their end. */
export interface BackupReader {
  onHeader?(header: BackupHeader): Promise<void> | void;
  /** Some rows of a table, as JSON, one a line. */
  onRows?(table: string, lines: readonly string[]): Promise<void> | void;
  onFile?(sha256: Sha256, size: number, bytes: AsyncIterable<Uint8Array>): Promise<void>;
}

/**
 * Reads a backup from beginning to end and checks all of it: the compression's own checksum, each entry's, each
 * attachment's name, the numbers of rows and files.
 * @returns what is in it
 * @throws BackupError with a sentence that says what is wrong; what the reader throws
 */
export async function readBackup(file: string, reader: BackupReader): Promise<BackupManifest> {
  const decoder = createTarDecoder({ strict: true });
  const feeding = pipeline(
    createReadStream(file),
    createGunzip(),
    decoder.writable as unknown as NodeJS.WritableStream,
  );
  // Told apart below: what the file is to blame for, and what the reader throws.
  let source: { readonly error: unknown } | null = null;
  feeding.catch((error: unknown) => {
    source = { error };
  });
  const entries = decoder.readable.getReader();
  const judge = createJudge(reader);
  try {
    for (let count = 0; ; count += 1) {
      const next = await entries.read().catch((error: unknown) => {
        throw toBackupError(error, count === 0);
      });
      if (next.done) break;
      await judge.take(next.value);
    }
    await feeding.catch((error: unknown) => {
      throw toBackupError(error, false);
    });
    return judge.end();
  } catch (error) {
    await entries.cancel(error).catch(() => undefined);
    await feeding.catch(() => undefined);
    if (error instanceof BackupError) throw error;
    // A body that breaks in the middle of an entry is told by whoever reads it.
    if (source !== null && isOfFile((source as { readonly error: unknown }).error, error))
      throw toBackupError(error, false);
    throw error;
  }
}

function createJudge(reader: BackupReader): {
  take(entry: ParsedTarEntry): Promise<void>;
  end(): BackupManifest;
} {
  const chain = createHash('sha256');
  const rows = new Map<string, number>();
  let header: BackupHeader | null = null;
  let manifest: BackupManifest | null = null;
  let files = 0;

  async function takeKnown(name: string, size: number, body: AsyncIterable<Uint8Array>): Promise<Sha256> {
    const sha256 = FILE_ENTRY.exec(name)?.[1];
    if (sha256 !== undefined) {
      if (size > MAX_ATTACHMENT_BYTES) throw new BackupError(DAMAGED);
      const hash = createHash('sha256');
      const hashed = hashing(body, hash);
      if (reader.onFile === undefined) for await (const _ of hashed);
      else await reader.onFile(sha256Schema.parse(sha256), size, hashed);
      if (hash.digest('hex') !== sha256) throw new BackupError(DAMAGED);
      files += 1;
      return sha256Schema.parse(sha256);
    }
    const bytes = await collect(body, size);
    const table = ROWS_ENTRY.exec(name)?.[1];
    if (table !== undefined) {
      const lines = bytes.toString().split('\n').slice(0, -1);
      rows.set(table, (rows.get(table) ?? 0) + lines.length);
      await reader.onRows?.(table, lines);
    } else if (name === MANIFEST_ENTRY) {
      manifest = parse(manifestSchema, bytes, DAMAGED);
    } else {
      throw new BackupError(NEWER);
    }
    return sha256Schema.parse(createHash('sha256').update(bytes).digest('hex'));
  }

  return {
    async take({ header: { name, size, type }, body }) {
      if (manifest !== null) throw new BackupError(DAMAGED);
      if (type !== undefined && type !== 'file') throw new BackupError(NOT_ONE);
      if (header === null) {
        if (name !== HEADER_ENTRY) throw new BackupError(NOT_ONE);
        const bytes = await collect(body, size);
        const { version } = parse(formatSchema, bytes, NOT_ONE);
        if (version > FORMAT_VERSION) throw new BackupError(NEWER);
        header = parse(headerSchema, bytes, DAMAGED);
        await reader.onHeader?.(header);
        chain.update(`${name} ${createHash('sha256').update(bytes).digest('hex')}\n`);
        return;
      }
      const sha256 = await takeKnown(name, size, body);
      if (name !== MANIFEST_ENTRY) chain.update(`${name} ${sha256}\n`);
    },
    end() {
      if (header === null) throw new BackupError(NOT_ONE);
      if (manifest === null) throw new BackupError(CUT);
      const isWhole =
        manifest.checksum === chain.digest('hex') &&
        manifest.files === files &&
        Object.entries(manifest.rows).every(([table, count]) => (rows.get(table) ?? 0) === count);
      if (!isWhole) throw new BackupError(DAMAGED);
      return manifest;
    },
  };
}

async function* hashing(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

async function collect(bytes: AsyncIterable<Uint8Array>, size: number): Promise<Buffer> {
  if (size > MAX_ENTRY_BYTES) throw new BackupError(DAMAGED);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse<S extends z.ZodType>(schema: S, bytes: Buffer, sentence: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    throw new BackupError(sentence);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BackupError(sentence);
  return parsed.data;
}

/** Whether what a reader of a body met is the failure of the file itself. */
function isOfFile(failure: unknown, met: unknown): boolean {
  return failure === met || (met instanceof Error && met.cause === failure);
}

function toBackupError(error: unknown, isFirst: boolean): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // The system's word about the file (ENOENT, EACCES, EIO …) says it best.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return error;
  if (code === 'Z_BUF_ERROR') return new BackupError(CUT, { cause: error });
  if (isFirst) return new BackupError(NOT_ONE, { cause: error });
  return new BackupError(DAMAGED, { cause: error });
}
