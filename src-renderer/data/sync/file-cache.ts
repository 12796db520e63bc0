import type { Sha256 } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { sha256Of } from '../sha256.ts';
import type { Remote } from '../remote/remote.ts';
import { findMeta, transact, type Database } from '../store/database.ts';
import type { MetaRecords } from '../store/stored.ts';

/** What fetched files may take of the disk, in bytes (I11). Files of unsent work do not count and are never dropped. */
export const FILES_BUDGET_BYTES = 512 * 1024 * 1024;

export type ReadFileError = 'offline' | 'missing' | 'signed-out';

/** Files by their content: from the disk, else fetched and kept within the budget, least recently used out first. */
export interface FileCache {
  read(sha256: Sha256): Promise<Result<Blob, ReadFileError>>;
  /** From now on a file of this machine counts as fetched: nothing unsent names it any more. */
  release(sha256: Sha256): Promise<void>;
}

/** @param isNeeded whether unsent work names a file */
export function createFileCache(
  db: () => Promise<Database>,
  remote: Pick<Remote, 'pullFile'>,
  isNeeded: (sha256: Sha256) => boolean,
  budget: number = FILES_BUDGET_BYTES,
): FileCache {
  const underWay = new Map<Sha256, Promise<Result<Blob, ReadFileError>>>();

  async function note(sha256: Sha256, size: number): Promise<void> {
    const open = await db();
    await transact(open, 'rw', ['meta', 'files'], async ({ meta, files }) => {
      const known = await findMeta({ meta }, 'files');
      const uses = (known?.uses ?? 0) + 1;
      const entries = new Map((known?.entries ?? []).map((entry) => [entry[0], entry]));
      entries.set(sha256, [sha256, size, uses]);
      const dropped: Sha256[] = [];
      let total = [...entries.values()].reduce((sum, [, each]) => sum + each, 0);
      for (const [id, each] of [...entries.values()].toSorted((a, b) => a[2] - b[2])) {
        if (total <= budget) break;
        if (id === sha256 || isNeeded(id)) continue;
        total -= each;
        dropped.push(id);
        entries.delete(id);
      }
      const next: MetaRecords['files'] = { key: 'files', uses, entries: [...entries.values()] };
      await Promise.all([meta.put(next), dropped.length === 0 ? null : files.bulkDelete(dropped)]);
    });
  }

  async function find(sha256: Sha256): Promise<Result<Blob, ReadFileError>> {
    const open = await db();
    const here = await open.files.get(sha256);
    if (here !== undefined) {
      const known = await findMeta(open, 'files');
      if (known?.entries.some(([id]) => id === sha256) === true)
        await note(sha256, here.bytes.length).catch(() => undefined);
      return ok(new Blob([here.bytes], { type: here.type }));
    }
    const pulled = await remote.pullFile(sha256);
    if (!pulled.ok) {
      const { failure } = pulled.error;
      if (failure.kind === 'signed-out') return err('signed-out');
      return err(failure.kind === 'rejected' && failure.status === 404 ? 'missing' : 'offline');
    }
    const bytes = new Uint8Array(await pulled.value.arrayBuffer());
    // A captive portal's page, or a body cut short: not what was asked for.
    if ((await sha256Of(bytes)) !== sha256) return err('offline');
    try {
      await open.files.put({ sha256, bytes, type: pulled.value.type });
      await note(sha256, bytes.length);
    } catch {
      // It cannot be kept (full disk); it can be shown all the same.
    }
    return ok(pulled.value);
  }

  return {
    read(sha256) {
      const running = underWay.get(sha256);
      if (running !== undefined) return running;
      const started = find(sha256).finally(() => underWay.delete(sha256));
      underWay.set(sha256, started);
      return started;
    },
    async release(sha256) {
      const here = await (await db()).files.get(sha256);
      if (here !== undefined) await note(sha256, here.bytes.length);
    },
  };
}
