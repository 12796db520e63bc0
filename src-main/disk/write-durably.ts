import path from 'node:path';
import type { Disk } from './disk.ts';

let counter = 0;

/**
 * Puts a file on the disk so that after a power cut either the old content or the whole new content is there: written
 * beside, flushed, renamed, and the folder flushed. The folder must exist. Throws the system's error; then the old
 * content is untouched.
 *
 * @param mode permissions of the file; by default only its owner may read it
 */
export async function writeDurably(disk: Disk, file: string, content: Uint8Array | string, mode = 0o600) {
  counter += 1;
  const beside = `${file}.${process.pid}-${counter}.new`;
  try {
    const handle = await disk.open(beside, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await disk.rename(beside, file);
  } catch (error) {
    await disk.rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(disk, path.dirname(file));
}

/** Flushes the names in a folder. Windows has no such thing, and keeps names safe by itself. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes what `writeDurably` has left beside its files when its process was killed. Not needed for anything but room. */
export async function removeLeftovers(disk: Disk, folder: string): Promise<void> {
  const names = await disk.readdir(folder).catch(() => []);
  for (const name of names)
    if (/\.\d+-\d+\.new$/.test(name))
      await disk.rm(path.join(folder, name), { force: true }).catch(() => undefined);
}
