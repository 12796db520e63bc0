import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { JournalError, JournalRecord } from '#shared/contract/ipc/calls.ts';
import { errorCode, writeError, type Disk } from '#main/disk/disk.ts';
import { removeLeftovers, syncFolder, writeDurably } from '#main/disk/write-durably.ts';
import { encodeGroup, encodeRecord, readLog } from './log-format.ts';
import { makeTurns } from './turns.ts';

/** Below this size (bytes) a log is not worth rewriting. */
const SMALL_LOG = 64 * 1024;

export interface ProfileLog {
  /** Resolves when the records are on the disk, or with the reason why they are not. */
  append(records: readonly JournalRecord[]): Promise<Result<null, JournalError>>;
  /** What the log says now: the last value of each key that was not deleted, the latest change last. */
  read(): Promise<Result<LogContent, JournalError>>;
  /** Removes the folder with everything in it; appends asked for before are finished first. */
  wipe(): Promise<Result<null, JournalError>>;
  /** Finishes what was asked for and lets go of the file. */
  close(): Promise<void>;
}

export interface LogContent {
  readonly entries: { key: string; value: unknown }[];
  readonly damaged: number;
}

/** What is known of the log while it is open. */
interface OpenLog {
  /** Key -> the line that says its value. */
  readonly live: Map<string, string>;
  liveBytes: number;
  /** Bytes of the file that are whole and flushed; anything behind is cut off before the next append. */
  length: number;
  /** The file may hold more than `length`, or less than it should: it must be put right before the next append. */
  state: 'clean' | 'cut' | 'rewrite';
  handle: FileHandle | null;
  damaged: number;
}

interface Waiting {
  readonly records: readonly JournalRecord[];
  resolve(outcome: Result<null, JournalError>): void;
}

/**
 * The append-only log of one profile. Appends that arrive while the disk is busy share the next flush. The records of one
 * append count together or not at all; a failed append leaves the log as it was before.
 */
export function makeProfileLog(options: {
  folder: string;
  disk: Disk;
  log: Logger;
  clock: Clock;
}): ProfileLog {
  const { folder, disk, log, clock } = options;
  const file = path.join(folder, 'log');
  const inTurn = makeTurns();
  let opened: OpenLog | null = null;
  let waiting: Waiting[] = [];
  /** The names of the file and of its folders are on the disk, as far as this process knows. */
  let areNamesSafe = false;

  /** @throws the system's error when the file is there but cannot be read */
  async function open(): Promise<OpenLog> {
    if (opened !== null) return opened;
    const bytes = await readIfThere(disk, file);
    const { records, wholeLength, damaged } = readLog(bytes);
    const state: OpenLog = {
      live: new Map(),
      liveBytes: 0,
      length: wholeLength,
      state: wholeLength < bytes.length ? 'cut' : endsWhole(bytes) ? 'clean' : 'rewrite',
      handle: null,
      damaged,
    };
    for (const record of records) remember(state, record);
    opened = state;
    if (bytes.length > 0) await secure(state);
    await removeLeftovers(disk, folder);
    if (damaged > 0) await keepAside(state, bytes);
    else if (isMostlyGarbage(state)) await tryToRewrite(state);
    return state;
  }

  /** What a killed process has written may not have reached the disk: only then may others rely on it. */
  async function secure(state: OpenLog): Promise<void> {
    try {
      state.handle = await disk.open(file, 'r+');
      await flushFile(state, state.handle);
    } catch (error) {
      log.warn('journal: not flushed at its opening', { code: errorCode(error) });
    }
  }

  async function keepAside(state: OpenLog, bytes: Buffer): Promise<void> {
    log.warn('journal: damaged records found', { damaged: state.damaged });
    try {
      await writeDurably(disk, `${file}.damaged-${clock.now()}`, bytes);
      await rewrite(state);
    } catch (error) {
      log.warn('journal: the damaged log could not be put aside', { code: errorCode(error) });
    }
  }

  async function tryToRewrite(state: OpenLog): Promise<void> {
    try {
      await rewrite(state);
    } catch (error) {
      log.warn('journal: not compacted', { code: errorCode(error) });
    }
  }

  /** Replaces the file by what is alive. */
  async function rewrite(state: OpenLog): Promise<void> {
    await letGo(state);
    // Until it is done nobody knows which of the two files is there, and so how long it is.
    state.state = 'rewrite';
    const text = [...state.live.values()].join('');
    await disk.mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(disk, file, text);
    await makeNamesSafe();
    state.length = state.liveBytes;
    state.state = 'clean';
  }

  async function flush(): Promise<void> {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const outcome = await write(group.map((each) => each.records));
    for (const each of group) each.resolve(outcome);
  }

  async function write(groups: readonly (readonly JournalRecord[])[]): Promise<Result<null, JournalError>> {
    try {
      await open();
    } catch (error) {
      log.error('journal: cannot be read', { code: errorCode(error) });
      return err('unreadable');
    }
    const bytes = Buffer.from(groups.map(encodeGroup).join(''), 'utf8');
    let state: OpenLog | null = opened;
    try {
      await lookAfter();
      state = await open();
      const handle = await putRight(state);
      await writeAll(handle, bytes, state.length);
      await flushFile(state, handle);
    } catch (error) {
      log.error('journal: append failed', { code: errorCode(error) });
      if (state !== null) await takeBack(state);
      return err(writeError(error));
    }
    state.length += bytes.length;
    for (const record of groups.flat()) remember(state, record);
    if (isMostlyGarbage(state)) await tryToRewrite(state);
    return ok(null);
  }

  /**
   * Whether the file is still the one that was opened: the folder may have been removed under a running program, and an
   * open file goes on taking writes that nobody will ever find.
   */
  async function lookAfter(): Promise<void> {
    const state = opened;
    if (state === null || state.state === 'rewrite') return;
    const here = await statIfThere(disk, file);
    const own = (await state.handle?.stat()) ?? here;
    if (here === null || own === null) {
      if (state.length === 0) return;
      log.error('journal: the file has gone, it is written anew');
      areNamesSafe = false;
      state.state = 'rewrite';
    } else if (
      here.ino !== own.ino ||
      here.dev !== own.dev ||
      (own.size > state.length && state.state === 'clean')
    ) {
      log.error('journal: somebody else has written, it is read again');
      await letGo(state);
      opened = null;
    } else if (own.size < state.length) state.state = 'rewrite';
  }

  /** A file that ends where it should, ready to be written to. */
  async function putRight(state: OpenLog): Promise<FileHandle> {
    if (state.state === 'rewrite') await rewrite(state);
    state.handle ??= await openForWriting();
    if (!areNamesSafe) await makeNamesSafe();
    if (state.state === 'cut') {
      await state.handle.truncate(state.length);
      state.state = 'clean';
    }
    return state.handle;
  }

  async function openForWriting(): Promise<FileHandle> {
    try {
      return await disk.open(file, 'r+');
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
    await disk.mkdir(folder, { recursive: true, mode: 0o700 });
    areNamesSafe = false;
    return disk.open(file, 'w+', 0o600);
  }

  /** An earlier process may have been ended between making a folder or the file and flushing its name. */
  async function makeNamesSafe(): Promise<void> {
    for (const each of [folder, path.dirname(folder), path.dirname(path.dirname(folder))])
      await syncFolder(disk, each);
    areNamesSafe = true;
  }

  /** After a failed flush nobody knows what of the file is on the disk: only writing it anew is safe. */
  async function flushFile(state: OpenLog, handle: FileHandle): Promise<void> {
    try {
      await handle.datasync();
    } catch (error) {
      state.state = 'rewrite';
      throw error;
    }
  }

  async function takeBack(state: OpenLog): Promise<void> {
    if (state.state === 'clean') state.state = 'cut';
    try {
      await state.handle?.truncate(state.length);
    } catch (error) {
      log.warn('journal: a failed append could not be taken back yet', { code: errorCode(error) });
    }
  }

  return {
    append(records) {
      return new Promise((resolve) => {
        waiting.push({ records, resolve });
        void inTurn(flush);
      });
    },
    read() {
      return inTurn(async () => {
        try {
          const state = await open();
          const entries = [...state.live].map(([key, line]) => ({ key, value: valueOf(line) }));
          return ok({ entries, damaged: state.damaged });
        } catch (error) {
          log.error('journal: cannot be read', { code: errorCode(error) });
          return err('unreadable');
        }
      });
    },
    close() {
      return inTurn(async () => {
        if (opened !== null) await letGo(opened);
        opened = null;
      });
    },
    wipe() {
      return inTurn(async () => {
        if (opened !== null) await letGo(opened);
        opened = null;
        areNamesSafe = false;
        try {
          await disk.rm(folder, { recursive: true, force: true });
          return ok(null);
        } catch (error) {
          log.error('journal: could not be removed', { code: errorCode(error) });
          return err(writeError(error));
        }
      });
    },
  };
}

function remember(state: OpenLog, record: JournalRecord): void {
  const before = state.live.get(record.key);
  if (before !== undefined) {
    state.liveBytes -= Buffer.byteLength(before);
    state.live.delete(record.key);
  }
  if (record.op === 'put') {
    const line = encodeRecord(record);
    state.live.set(record.key, line);
    state.liveBytes += Buffer.byteLength(line);
  }
}

/** Nothing may be appended to a last line without its line feed. */
function endsWhole(bytes: Buffer): boolean {
  return bytes.length === 0 || bytes.at(-1) === 0x0a;
}

function valueOf(line: string): unknown {
  const record = JSON.parse(line.slice(9)) as { value?: unknown };
  return record.value;
}

function isMostlyGarbage(state: OpenLog): boolean {
  return state.length > SMALL_LOG && state.liveBytes < state.length / 2;
}

async function letGo(state: OpenLog): Promise<void> {
  const { handle } = state;
  state.handle = null;
  await handle?.close().catch(() => undefined);
}

async function readIfThere(disk: Disk, file: string): Promise<Buffer> {
  try {
    return await disk.readFile(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

async function statIfThere(disk: Disk, file: string): Promise<Stats | null> {
  try {
    return await disk.stat(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
