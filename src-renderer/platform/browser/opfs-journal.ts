import { sha256Of } from '#renderer/data/sha256.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { JournalError } from '#shared/contract/ipc/calls.ts';
import type { JournalAnswer, JournalOrder } from './browser-journal.ts';
import { decodeLines, encodeLine } from './journal-lines.ts';

/*
 * The journal in the origin's private file system.
 *
 *   journal/<profile>/log.1      the lines; a rewritten log has the next number, and an empty file `whole.<number>` once it is whole
 *   journal/<profile>/files/<sha256>
 *   journal/<profile>/damaged.<n>
 */

/** A log below this size is not worth rewriting, in bytes. */
const SMALL_LOG = 256 * 1024;
/** A log is rewritten when what counts of it is less than this part. */
const WORTH = 1 / 4;

/** Orders that change nothing. */
const READS: ReadonlySet<JournalOrder['op']> = new Set(['read', 'readFile', 'listFiles']);

/** A line that was not kept, and where it may be all the same. */
interface Failed {
  readonly at: number;
  readonly line: Uint8Array;
}

type Folder = FileSystemDirectoryHandle;
type Handle = FileSystemSyncAccessHandle;

/**
 * Carries out the orders of one page. Of one profile one at a time, in all tabs: the caller holds a lock.
 * @param root where the browser keeps the origin's files; throws where it keeps none
 */
export function createOpfsJournal(
  root: () => Promise<Folder>,
): (order: JournalOrder) => Promise<JournalAnswer> {
  /**
   * Appends that have failed, by profile: nobody knows what of the log is on the disk then, only writing it anew is safe,
   * and without what was told as not kept.
   */
  const doubtful = new Map<string, Failed>();
  /** Size at which a log is looked at again, in bytes. */
  const tidyAt = new Map<string, number>();

  async function folderOf(profile: string): Promise<Folder> {
    const all = await (await root()).getDirectoryHandle('journal', { create: true });
    return all.getDirectoryHandle(profile, { create: true });
  }

  async function append(order: Extract<JournalOrder, { op: 'append' }>): Promise<void> {
    const { profile } = order;
    const folder = await folderOf(profile);
    const failed = doubtful.get(profile);
    if (failed !== undefined) {
      const log = await readLog(folder, failed);
      await rewrite(folder, log.number, log.entries);
      doubtful.delete(profile);
    }
    const size = await withLog(folder, ({ handle }) => {
      const end = handle.getSize();
      // A line that a crash has torn was never acknowledged: it must not swallow the next one.
      const start = endOfLastLine(handle, end);
      const line = new TextEncoder().encode(encodeLine(order.records));
      doubtful.set(profile, { at: start, line });
      if (start < end) handle.truncate(start);
      writeAll(handle, line, start);
      handle.flush();
      doubtful.delete(profile);
      return start + line.length;
    }).catch(async (error: unknown) => {
      // Nothing half-written is left for the next one, if that can be helped.
      const at = doubtful.get(profile)?.at;
      if (at !== undefined) await withLog(folder, ({ handle }) => handle.truncate(at)).catch(() => undefined);
      throw error;
    });
    if (size >= (tidyAt.get(profile) ?? SMALL_LOG)) await tidy(profile, folder).catch(() => undefined);
  }

  /** Writes the log anew when most of it is of the past (I11). */
  async function tidy(profile: string, folder: Folder): Promise<void> {
    const { number, size, entries } = await readLog(folder);
    const live = linesOf(entries).length;
    tidyAt.set(profile, Math.max(SMALL_LOG, Math.ceil(live / WORTH), size * 2));
    if (size < SMALL_LOG || live > size * WORTH) return;
    await rewrite(folder, number, entries);
    tidyAt.set(profile, Math.max(SMALL_LOG, Math.ceil(live / WORTH)));
  }

  async function read(profile: string): Promise<JournalAnswer> {
    const there = await root().catch(() => null);
    // Where the browser keeps no files, none were kept.
    if (there === null) return ok({ entries: [], damaged: 0 });
    const folder = await folderOf(profile);
    const { number, entries, damaged } = await readLog(folder);
    // What was read is told, whether or not there is room to put the rest aside.
    if (damaged.length > 0)
      await setAside(folder, damaged)
        .then(() => rewrite(folder, number, entries))
        .catch(() => undefined);
    else await tidy(profile, folder).catch(() => undefined);
    return ok({
      entries: [...entries].map(([key, value]) => ({ key, value })),
      damaged: damaged.length,
    });
  }

  return async (order) => {
    try {
      switch (order.op) {
        case 'append':
          await append(order);
          return ok(null);
        case 'read':
          return await read(order.profile);
        case 'keepFile':
          return await keepFile(await filesOf(await folderOf(order.profile)), order.sha256, order.bytes);
        case 'readFile':
          return ok(await readFile(await filesOf(await folderOf(order.profile)), order.sha256));
        case 'forgetFile': {
          const files = await filesOf(await folderOf(order.profile));
          await files.removeEntry(order.sha256).catch(ignoreMissing);
          return ok(null);
        }
        case 'listFiles':
          return ok(await listFiles(await filesOf(await folderOf(order.profile))));
        case 'wipe': {
          const all = await (await root()).getDirectoryHandle('journal', { create: true });
          await all.removeEntry(order.profile, { recursive: true }).catch(ignoreMissing);
          doubtful.delete(order.profile);
          tidyAt.delete(order.profile);
          return ok(null);
        }
      }
    } catch (error) {
      return err(errorOf(error, order));
    }
  };
}

/** The log in use: the newest that is whole, for a rewriting that a crash has cut does not count. */
async function withLog<T>(
  folder: Folder,
  work: (log: { readonly number: number; readonly handle: Handle }) => T,
): Promise<T> {
  const names = new Set<string>();
  for await (const name of folder.keys()) names.add(name);
  const numbers = [...names]
    .flatMap((name) => /^log\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => b - a);
  const number = numbers.find((each) => each === 1 || names.has(`whole.${each}`)) ?? 1;
  // Left behind by crashes: no room is wasted on them, but nothing depends on their going.
  for (const each of numbers)
    if (each !== number) await folder.removeEntry(`log.${each}`).catch(() => undefined);
  const file = await folder.getFileHandle(`log.${number}`, { create: true });
  return withHandle(file, (handle) => work({ number, handle }));
}

/** A handle that is not let go locks its file for all tabs until the page ends. */
async function withHandle<T>(file: FileSystemFileHandle, work: (handle: Handle) => T): Promise<T> {
  const handle = await file.createSyncAccessHandle();
  try {
    return work(handle);
  } finally {
    handle.close();
  }
}

async function readLog(folder: Folder, failed?: Failed) {
  return withLog(folder, ({ number, handle }) => {
    const bytes = new Uint8Array(handle.getSize());
    handle.read(bytes, { at: 0 });
    const text = new TextDecoder().decode(failed === undefined ? bytes : without(bytes, failed));
    return { number, size: bytes.length, ...decodeLines(text) };
  });
}

/** Another tab may have written behind the failed line: only that line goes. */
function without(bytes: Uint8Array, { at, line }: Failed): Uint8Array {
  if (!line.every((byte, index) => bytes[at + index] === byte)) return bytes;
  return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + line.length)]);
}

function linesOf(entries: ReadonlyMap<string, unknown>): Uint8Array {
  const lines = [...entries].map(([key, value]) => encodeLine({ op: 'put', key, value }));
  return new TextEncoder().encode(lines.join(''));
}

/** Writes what counts to the next log, and only when that is on the disk removes the old one. */
async function rewrite(folder: Folder, number: number, entries: ReadonlyMap<string, unknown>): Promise<void> {
  // The mark of an earlier log of this number would call an unfinished one whole.
  await folder.removeEntry(`whole.${number + 1}`).catch(ignoreMissing);
  const file = await folder.getFileHandle(`log.${number + 1}`, { create: true });
  await withHandle(file, (handle) => {
    handle.truncate(0);
    writeAll(handle, linesOf(entries), 0);
    handle.flush();
  });
  await folder.getFileHandle(`whole.${number + 1}`, { create: true });
  await folder.removeEntry(`log.${number}`).catch(() => undefined);
  await folder.removeEntry(`whole.${number}`).catch(() => undefined);
}

async function setAside(folder: Folder, damaged: readonly string[]): Promise<void> {
  const file = await folder.getFileHandle(`damaged.${Date.now()}`, { create: true });
  await withHandle(file, (handle) => {
    const end = handle.getSize();
    writeAll(handle, new TextEncoder().encode(damaged.map((line) => `${line}\n`).join('')), end);
    handle.flush();
  });
}

function filesOf(folder: Folder): Promise<Folder> {
  return folder.getDirectoryHandle('files', { create: true });
}

async function keepFile(
  files: Folder,
  sha256: string,
  bytes: Uint8Array,
): Promise<Result<null, JournalError>> {
  if ((await sha256Of(bytes as Uint8Array<ArrayBuffer>)) !== sha256) return err('unreadable');
  const isThere = (await readFile(files, sha256)) !== null;
  const file = await files.getFileHandle(sha256, { create: true });
  try {
    await withHandle(file, (handle) => {
      // A whole file is not written over: a crash in the middle would take it away from what names it already.
      if (!isThere) {
        handle.truncate(0);
        writeAll(handle, bytes, 0);
      }
      handle.flush();
    });
  } catch (error) {
    if (!isThere) await files.removeEntry(sha256).catch(() => undefined);
    throw error;
  }
  return ok(null);
}

async function readFile(files: Folder, sha256: string): Promise<Uint8Array | null> {
  const handle = await files.getFileHandle(sha256).catch(ignoreMissing);
  if (handle === undefined) return null;
  const file = await handle.getFile();
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Cut short by a crash, or damaged: not the file that was kept.
  return (await sha256Of(bytes)) === sha256 ? bytes : null;
}

async function listFiles(files: Folder): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of files.keys()) names.push(name);
  return names;
}

function endOfLastLine(handle: Handle, end: number): number {
  const last = new Uint8Array(1);
  let at = end;
  while (at > 0) {
    handle.read(last, { at: at - 1 });
    if (last[0] === 10) break;
    at -= 1;
  }
  return at;
}

function writeAll(handle: Handle, bytes: Uint8Array, at: number): void {
  const written = handle.write(bytes as Uint8Array<ArrayBuffer>, { at });
  if (written < bytes.length) throw new DOMException('No room', 'QuotaExceededError');
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}

function errorOf(error: unknown, order: JournalOrder): JournalError {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'disk-full';
  return READS.has(order.op) ? 'unreadable' : 'not-writable';
}
