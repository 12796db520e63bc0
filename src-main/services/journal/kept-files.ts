import { createHash } from 'node:crypto';
import path from 'node:path';
import { sha256Schema, type Sha256 } from '#shared/base/brand.ts';
import type { Logger } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { JournalError } from '#shared/contract/ipc/calls.ts';
import { errorCode, writeError, type Disk } from '#main/disk/disk.ts';
import { removeLeftovers, syncFolder, writeDurably } from '#main/disk/write-durably.ts';

export interface KeptFiles {
  /** Keeps the bytes under their SHA-256; `unreadable` when they are not what the name says. */
  keep(sha256: Sha256, bytes: Uint8Array): Promise<Result<null, JournalError>>;
  /** The bytes, checked against their name; null when they are not kept here. */
  read(sha256: Sha256): Promise<Result<Uint8Array<ArrayBuffer> | null, JournalError>>;
  forget(sha256: Sha256): Promise<Result<null, JournalError>>;
  list(): Promise<Result<Sha256[], JournalError>>;
}

const EXTENSION = '.bin';

/** Files of unsent work, each in `<SHA-256>.bin`. */
export function makeKeptFiles(options: { folder: string; disk: Disk; log: Logger }): KeptFiles {
  const { folder, disk, log } = options;
  const fileOf = (sha256: Sha256): string => path.join(folder, `${sha256}${EXTENSION}`);

  let areNamesSafe = false;
  async function makeFolder(): Promise<void> {
    const made = await disk.mkdir(folder, { recursive: true, mode: 0o700 });
    if (made === undefined && areNamesSafe) return;
    await removeLeftovers(disk, folder);
    for (let each = path.dirname(folder), up = 0; up < 3; each = path.dirname(each), up += 1)
      await syncFolder(disk, each);
    areNamesSafe = true;
  }

  return {
    async keep(sha256, bytes) {
      if (hash(bytes) !== sha256) return err('unreadable');
      try {
        await makeFolder();
        await writeDurably(disk, fileOf(sha256), bytes);
        return ok(null);
      } catch (error) {
        log.error('journal: a file could not be kept', { code: errorCode(error) });
        return err(writeError(error));
      }
    },
    async read(sha256) {
      try {
        const bytes = await disk.readFile(fileOf(sha256));
        if (hash(bytes) === sha256) return ok(bytes);
        log.error('journal: a kept file is damaged');
        return err('unreadable');
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return ok(null);
        log.error('journal: a kept file cannot be read', { code: errorCode(error) });
        return err('unreadable');
      }
    },
    async forget(sha256) {
      try {
        await disk.rm(fileOf(sha256), { force: true });
        return ok(null);
      } catch (error) {
        return err(writeError(error));
      }
    },
    async list() {
      try {
        const names = await disk.readdir(folder);
        return ok(
          names.flatMap((name) => {
            const sha256 = sha256Schema.safeParse(path.basename(name, EXTENSION));
            return name.endsWith(EXTENSION) && sha256.success ? [sha256.data] : [];
          }),
        );
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return ok([]);
        log.error('journal: the kept files cannot be listed', { code: errorCode(error) });
        return err('unreadable');
      }
    },
  };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
