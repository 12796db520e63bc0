import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { createTarPacker, type TarPackController } from 'modern-tar';
import type { Sha256 } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { ByteStore } from '../files/byte-store.ts';
import type { Tables } from '../tables.ts';
import { dumpRows, type Dump } from './dump-rows.ts';
import {
  FORMAT_VERSION,
  HEADER_ENTRY,
  MANIFEST_ENTRY,
  type BackupHeader,
  type BackupManifest,
  type BackupProgress,
} from './format.ts';

export interface BackupSource {
  readonly db: Kysely<Tables>;
  readonly store: Pick<ByteStore, 'open'>;
  readonly clock: Clock;
}

export interface BackupOptions {
  /** A folder with room for all rows, uncompressed, for as long as the backup is being written. */
  readonly workFolder: string;
  readonly onProgress?: (progress: BackupProgress) => void;
}

/**
 * Writes a backup of a helpdesk that may be in use: the rows as they were at one moment, and the bytes of every
 * attachment that they name (which nobody removes, and which never change). Bytes that are not there, or not those that
 * were kept, are left out and named.
 * @returns what is in it
 */
export async function writeBackup(
  source: BackupSource,
  target: Writable,
  { workFolder, onProgress = () => undefined }: BackupOptions,
): Promise<BackupManifest> {
  const work = path.join(workFolder, `backup-${randomUUID()}`);
  try {
    const dump = await dumpRows(source.db, work, (rows) => onProgress({ step: 'rows', rows, files: 0 }));
    const { readable, controller } = createTarPacker();
    const packing = pack(source, dump, work, controller, onProgress);
    // An archive whose making fails must not look like one that ended.
    packing.catch((error: unknown) => controller.error(error));
    const archive = Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]);
    await Promise.all([pipeline(archive, createGzip(), target), packing]);
    return await packing;
  } finally {
    await fs.rm(work, { force: true });
  }
}

async function pack(
  { store, clock }: BackupSource,
  dump: Dump,
  work: string,
  controller: TarPackController,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupManifest> {
  const mtime = new Date(clock.now());
  const chain = createHash('sha256');
  const add = (name: string, size: number, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) =>
    addEntry(controller, { name, size, mtime, mode: 0o600 }, bytes, chain);
  const addJson = async (name: string, value: BackupHeader | BackupManifest): Promise<void> => {
    const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    await add(name, bytes.length, [bytes]);
  };

  await addJson(HEADER_ENTRY, {
    format: 'vakhta-backup',
    version: FORMAT_VERSION,
    schema: dump.schema,
    at: mtime.toISOString(),
    helpdesk: dump.helpdesk,
  });
  for (const { name, start, size, sha256 } of dump.entries) {
    const actual = await add(name, size, createReadStream(work, { start, end: start + size - 1 }));
    if (actual !== sha256) throw new Error('The rows have changed on the disk while they were being packed.');
  }
  const rows = Object.values(dump.rows).reduce((sum, count) => sum + count, 0);
  const missing: Sha256[] = [];
  const damaged: Sha256[] = [];
  let files = 0;
  for (const { sha256, size, place } of dump.files) {
    const bytes = await store.open(place);
    // Looked at before anything of it is written: what is in the archive cannot be taken back.
    const whole = bytes === null ? null : await readWhole(bytes, size, sha256);
    if (whole === null) {
      missing.push(sha256);
      if (bytes !== null) damaged.push(sha256);
      continue;
    }
    await add(`files/${sha256}`, size, [whole]);
    files += 1;
    onProgress({ step: 'files', rows, files });
  }
  const manifest = { rows: dump.rows, files, missing, damaged, checksum: chain.digest('hex') as Sha256 };
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await addEntry(controller, { name: MANIFEST_ENTRY, size: bytes.length, mtime, mode: 0o600 }, [bytes], null);
  controller.finalize();
  return manifest;
}

/**
 * Reads an attachment into memory (`MAX_ATTACHMENT_BYTES` at most).
 * @returns null when it is not what it should be
 */
async function readWhole(bytes: Readable, size: number, sha256: Sha256): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    // Leaving ends the stream as well.
    if (length > size) return null;
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  return length === size && createHash('sha256').update(whole).digest('hex') === sha256 ? whole : null;
}

/** @param chain takes the entry's name and checksum @returns the checksum */
async function addEntry(
  controller: TarPackController,
  header: { readonly name: string; readonly size: number; readonly mtime: Date; readonly mode: number },
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  chain: Hash | null,
): Promise<Sha256> {
  const hash = createHash('sha256');
  const writer = controller.add(header).getWriter();
  for await (const chunk of bytes) {
    hash.update(chunk);
    await writer.write(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  await writer.close();
  const sha256 = hash.digest('hex') as Sha256;
  chain?.update(`${header.name} ${sha256}\n`);
  return sha256;
}
