/// <reference lib="webworker" />
import { sha256Of } from '#renderer/data/sha256.ts';
import type { JournalError } from '#shared/contract/ipc/calls.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { decodeLines, encodeLine } from './journal-lines.ts';
import type { JournalAnswer, JournalOrder } from './browser-journal.ts';

/*
 * The journal of the browser host, in the origin's private file system: synchronous file handles, which can flush, are
 * only given to a dedicated worker. All tabs of a profile write to one file, one after the other (Web Locks).
 *
 *   journal/<profile>/log.1      the lines; a rewritten log has the next number, and an empty file `whole.<number>` once it is whole
 *   journal/<profile>/files/<sha256>
 *   journal/<profile>/damaged.<n>
 */
declare const self: DedicatedWorkerGlobalScope;

/** A log of more lines than this is rewritten when most of them are of the past. */
const REWRITE_LINES = 2_000;

type Folder = FileSystemDirectoryHandle;

self.addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly n: number; readonly order: JournalOrder }>) => {
    const { n, order } = data;
    void navigator.locks
      .request(`vakhta-journal:${order.profile}`, () => carryOut(order))
      .catch((error: unknown) => err(errorOf(error, order)))
      .then((answer) => self.postMessage({ n, answer } satisfies { n: number; answer: JournalAnswer }));
  },
);

async function carryOut(order: JournalOrder): Promise<Result<unknown, JournalError>> {
  const folder = await folderOf(order.profile);
  switch (order.op) {
    case 'append': {
      const log = await openLog(folder);
      const lines = new TextEncoder().encode(order.records.map(encodeLine).join(''));
      append(log.handle, lines);
      return ok(null);
    }
    case 'read':
      return ok(await read(folder));
    case 'keepFile': {
      const files = await folder.getDirectoryHandle('files', { create: true });
      const handle = await files
        .getFileHandle(order.sha256, { create: true })
        .then((file) => file.createSyncAccessHandle());
      try {
        handle.truncate(0);
        writeAll(handle, order.bytes, 0);
        handle.flush();
      } finally {
        handle.close();
      }
      return ok(null);
    }
    case 'readFile':
      return ok(await readFile(folder, order.sha256));
    case 'forgetFile': {
      const files = await folder.getDirectoryHandle('files', { create: true });
      await files.removeEntry(order.sha256).catch(ignoreMissing);
      return ok(null);
    }
    case 'wipe': {
      const root = await navigator.storage.getDirectory();
      const all = await root.getDirectoryHandle('journal', { create: true });
      await all.removeEntry(order.profile, { recursive: true }).catch(ignoreMissing);
      return ok(null);
    }
  }
}

async function folderOf(profile: string): Promise<Folder> {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle('journal', { create: true });
  return all.getDirectoryHandle(profile, { create: true });
}

/** The log in use: the newest that is whole, for a rewriting that a crash has cut does not count. */
async function openLog(
  folder: Folder,
): Promise<{ number: number; handle: FileSystemSyncAccessHandle; text: () => string }> {
  const names = new Set<string>();
  for await (const name of folder.keys()) names.add(name);
  const numbers = [...names].flatMap((name) => /^log\.(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  for (const number of numbers.toSorted((a, b) => b - a)) {
    if (number > 1 && !names.has(`whole.${number}`)) {
      await folder.removeEntry(`log.${number}`);
      continue;
    }
    const file = await folder.getFileHandle(`log.${number}`);
    return opened(number, await file.createSyncAccessHandle());
  }
  const file = await folder.getFileHandle('log.1', { create: true });
  return opened(1, await file.createSyncAccessHandle());
}

function opened(number: number, handle: FileSystemSyncAccessHandle) {
  const text = () => {
    const bytes = new Uint8Array(handle.getSize());
    handle.read(bytes, { at: 0 });
    return new TextDecoder().decode(bytes);
  };
  return { number, handle, text };
}

function append(handle: FileSystemSyncAccessHandle, lines: Uint8Array): void {
  const end = handle.getSize();
  try {
    // A line that a crash has torn was never acknowledged: it must not swallow the next one.
    const start = endOfLastLine(handle, end);
    if (start < end) handle.truncate(start);
    writeAll(handle, lines, start);
    handle.flush();
  } catch (error) {
    // Nothing half-written is left for the next one.
    handle.truncate(end);
    throw error;
  } finally {
    handle.close();
  }
}

function endOfLastLine(handle: FileSystemSyncAccessHandle, end: number): number {
  const last = new Uint8Array(1);
  let at = end;
  while (at > 0) {
    handle.read(last, { at: at - 1 });
    if (last[0] === 10) break;
    at -= 1;
  }
  return at;
}

function writeAll(handle: FileSystemSyncAccessHandle, bytes: Uint8Array, at: number): void {
  const written = handle.write(bytes as Uint8Array<ArrayBuffer>, { at });
  if (written < bytes.length) throw new DOMException('No room', 'QuotaExceededError');
}

async function read(folder: Folder) {
  const log = await openLog(folder);
  const text = log.text();
  log.handle.close();
  const { entries, damaged, lines } = decodeLines(text);
  if (damaged.length > 0) await setAside(folder, damaged);
  if (damaged.length > 0 || (lines > REWRITE_LINES && lines > entries.size * 4))
    await rewrite(folder, log.number, entries);
  return { entries: [...entries].map(([key, value]) => ({ key, value })), damaged: damaged.length };
}

async function setAside(folder: Folder, damaged: readonly string[]): Promise<void> {
  const name = `damaged.${Date.now()}`;
  const handle = await folder
    .getFileHandle(name, { create: true })
    .then((file) => file.createSyncAccessHandle());
  append(handle, new TextEncoder().encode(damaged.map((line) => `${line}\n`).join('')));
}

/** Writes what counts to the next log, and only when that is on the disk removes the old one. */
async function rewrite(folder: Folder, number: number, entries: ReadonlyMap<string, unknown>): Promise<void> {
  const file = await folder.getFileHandle(`log.${number + 1}`, { create: true });
  const handle = await file.createSyncAccessHandle();
  handle.truncate(0);
  const lines = [...entries].map(([key, value]) => encodeLine({ op: 'put', key, value }));
  append(handle, new TextEncoder().encode(lines.join('')));
  await folder.getFileHandle(`whole.${number + 1}`, { create: true });
  await folder.removeEntry(`log.${number}`);
  await folder.removeEntry(`whole.${number}`).catch(ignoreMissing);
}

async function readFile(folder: Folder, sha256: string): Promise<Uint8Array | null> {
  const files = await folder.getDirectoryHandle('files', { create: true });
  const handle = await files.getFileHandle(sha256).catch(ignoreMissing);
  if (handle === undefined) return null;
  const file = await handle.getFile();
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Cut short by a crash, or damaged: not the file that was kept.
  return (await sha256Of(bytes)) === sha256 ? bytes : null;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}

function errorOf(error: unknown, order: JournalOrder): JournalError {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return 'disk-full';
  return order.op === 'read' || order.op === 'readFile' ? 'unreadable' : 'not-writable';
}
