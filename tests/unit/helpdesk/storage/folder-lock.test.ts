import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askFolder, FolderInUseError, lockFolder } from '#helpdesk/storage/folder-lock.ts';

const LOCK = path.resolve(import.meta.dirname, '../../../../src-helpdesk/storage/folder-lock.ts');

/** A pipe of Windows is no file: there is nothing to be left behind. */
const NO_FILES = process.platform === 'win32';

describe('a data folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-lock-'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await fs.rm(folder, { recursive: true, force: true });
  });

  /** The lock as a process that was killed leaves it. */
  const leaveBehind = async (): Promise<void> => {
    const server = net.createServer().listen(lock());
    await once(server, 'listening');
    await fs.rename(lock(), `${lock()}-away`);
    server.close();
    await once(server, 'close');
    await fs.rename(`${lock()}-away`, lock());
  };
  const lock = (): string => path.join(folder, 'helpdesk.lock');
  const answersAt = async (): Promise<boolean> => {
    const socket = await askFolder(folder);
    socket?.destroy();
    return socket !== null;
  };

  it('belongs to one at a time, and is free again afterwards', async () => {
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/Another helpdesk is using/);
    await unlock();
    await (
      await lockFolder(folder)
    )();
  });

  it('is free when the process that had it was killed', async () => {
    const program = `
      import { lockFolder } from ${JSON.stringify(LOCK)};
      await lockFolder(${JSON.stringify(folder)});
      process.stdout.write('locked');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(lockFolder(folder)).rejects.toThrow(/Another helpdesk is using/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (
      await lockFolder(folder)
    )();
    expect(await fs.readdir(folder)).toEqual([]);
  });

  it.skipIf(NO_FILES)(
    'is not taken when asking fails for another reason than that nobody is there',
    async () => {
      // As with another user's lock, which may not be asked: a name that leads nowhere cannot be either, even by root.
      await fs.symlink('helpdesk.lock', lock());
      await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
      expect(await fs.readdir(folder)).toEqual(['helpdesk.lock']);
    },
  );

  it.skipIf(NO_FILES)('stays with the one who took it while another was about to clear it up', async () => {
    await leaveBehind();
    const { rename } = fs;
    let unlock: (() => Promise<void>) | null = null;
    vi.spyOn(fs, 'rename').mockImplementationOnce(async (from, to) => {
      await fs.rm(lock());
      unlock = await lockFolder(folder);
      await rename(from, to);
    });
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    expect(unlock).not.toBeNull();
    expect(await answersAt()).toBe(true);
    expect(await fs.readdir(folder)).toEqual(['helpdesk.lock']);
    await unlock!();
  });

  it.skipIf(NO_FILES)(
    'is not given to a third one while the lock of its owner has another name',
    async () => {
      await leaveBehind();
      const { rename, link } = fs;
      let unlock: (() => Promise<void>) | null = null;
      vi.spyOn(fs, 'rename').mockImplementationOnce(async (from, to) => {
        await fs.rm(lock());
        unlock = await lockFolder(folder);
        await rename(from, to);
      });
      vi.spyOn(fs, 'link').mockImplementationOnce(async (from, to) => {
        await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
        await link(from, to);
      });
      await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
      expect(fs.link).toHaveBeenCalled();
      expect(await answersAt()).toBe(true);
      await unlock!();
    },
  );
});
