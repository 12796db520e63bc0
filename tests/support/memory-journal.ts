import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import type { JournalError, JournalRecord } from '#shared/contract/ipc/calls.ts';
import type { Journal } from '#renderer/platform/platform.ts';

/** A journal in memory that outlives what is opened on it, and fails on request. */
export interface MemoryJournal extends Journal {
  readonly entries: Map<string, unknown>;
  readonly files: Map<Sha256, Uint8Array>;
  /** The next appends (and kept files) fail so. */
  failWith(error: JournalError | null): void;
  appends: number;
}

export function createMemoryJournal(): MemoryJournal {
  const entries = new Map<string, unknown>();
  const files = new Map<Sha256, Uint8Array>();
  let failure: JournalError | null = null;
  const take = (record: JournalRecord) => {
    if (record.op === 'put') entries.set(record.key, structuredClone(record.value));
    else entries.delete(record.key);
  };
  const journal: MemoryJournal = {
    entries,
    files,
    appends: 0,
    failWith(error) {
      failure = error;
    },
    async append(records) {
      await Promise.resolve();
      journal.appends += 1;
      if (failure !== null) return err(failure);
      for (const record of records) take(record);
      return ok(null);
    },
    async read() {
      return ok({
        entries: [...entries].map(([key, value]) => ({ key, value: structuredClone(value) })),
        damaged: 0,
      });
    },
    async keepFile(sha256, bytes) {
      if (failure !== null) return err(failure);
      files.set(sha256, bytes.slice());
      return ok(null);
    },
    async readFile(sha256) {
      return ok(files.get(sha256)?.slice() ?? null);
    },
    async forgetFile(sha256) {
      files.delete(sha256);
      return ok(null);
    },
    async listFiles() {
      return ok([...files.keys()]);
    },
    async wipe() {
      entries.clear();
      files.clear();
      return ok(null);
    },
  };
  return journal;
}
