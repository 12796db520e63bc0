import path from 'node:path';
import type { Sha256 } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { Result } from '#shared/base/result.ts';
import type { JournalError, JournalRecord } from '#shared/contract/ipc/calls.ts';
import type { Disk } from '#main/disk/disk.ts';
import { makeKeptFiles, type KeptFiles } from './kept-files.ts';
import { makeProfileLog, type LogContent, type ProfileLog } from './profile-log.ts';

export interface Journal {
  append(profile: string, records: readonly JournalRecord[]): Promise<Result<null, JournalError>>;
  read(profile: string): Promise<Result<LogContent, JournalError>>;
  keepFile(profile: string, sha256: Sha256, bytes: Uint8Array): Promise<Result<null, JournalError>>;
  readFile(profile: string, sha256: Sha256): Promise<Result<Uint8Array<ArrayBuffer> | null, JournalError>>;
  forgetFile(profile: string, sha256: Sha256): Promise<Result<null, JournalError>>;
  listFiles(profile: string): Promise<Result<Sha256[], JournalError>>;
  /** Removes everything of a profile. */
  wipe(profile: string): Promise<Result<null, JournalError>>;
  /** Finishes what was asked for and lets go of all files. */
  close(): Promise<void>;
}

/**
 * The second, flushed copy of unsent work (I1): a folder per profile with an append-only log and the files it speaks
 * of. Profile names come from outside and must match `profileKeySchema`.
 */
export function openJournal(options: { root: string; disk: Disk; log: Logger; clock: Clock }): Journal {
  const { root, disk, log, clock } = options;
  const profiles = new Map<string, { records: ProfileLog; files: KeptFiles }>();

  function of(profile: string) {
    const known = profiles.get(profile);
    if (known !== undefined) return known;
    const folder = path.join(root, profile);
    const made = {
      records: makeProfileLog({ folder, disk, log, clock }),
      files: makeKeptFiles({ folder: path.join(folder, 'files'), disk, log }),
    };
    profiles.set(profile, made);
    return made;
  }

  return {
    append: (profile, records) => of(profile).records.append(records),
    read: (profile) => of(profile).records.read(),
    keepFile: (profile, sha256, bytes) => of(profile).files.keep(sha256, bytes),
    readFile: (profile, sha256) => of(profile).files.read(sha256),
    forgetFile: (profile, sha256) => of(profile).files.forget(sha256),
    listFiles: (profile) => of(profile).files.list(),
    wipe: (profile) => of(profile).records.wipe(),
    async close() {
      await Promise.all([...profiles.values()].map(({ records }) => records.close()));
    },
  };
}
