import fs, { type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from './durable-files.ts';
import { guardSpace } from './guard-space.ts';
import type { ByteStore } from './byte-store.ts';

/**
 * Bytes in a folder, which several instances may share. Spooled files must lie on the same file system: they are
 * synchronised and moved, so a kill at any time leaves nothing half at a place.
 */
export function createFolderStore(folder: string): ByteStore {
  const fileOf = (place: string): string => path.join(folder, place);
  return {
    put: (place, spooled) =>
      guardSpace(async () => {
        const file = fileOf(place);
        await fs.mkdir(path.dirname(file), { recursive: true });
        await fs.rename(spooled.path, file);
        await syncFolder(path.dirname(file));
        return null;
      }),

    size: (place) =>
      fs.stat(fileOf(place)).then(
        (stat) => stat.size,
        (error: unknown) => nullIfMissing(error),
      ),

    async open(place, range) {
      // Opened here and not by the stream: a file that is removed meanwhile can be read to its end.
      const handle: FileHandle | null = await fs.open(fileOf(place), 'r').catch(nullIfMissing);
      return handle === null ? null : handle.createReadStream({ ...range });
    },

    remove: (place) => fs.rm(fileOf(place), { force: true }),
  };
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
