import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '#helpdesk/storage/folder-lock.ts';

const LOCK = path.resolve(import.meta.dirname, '../../../../src-helpdesk/storage/folder-lock.ts');

describe('a data folder', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-lock-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

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
  });
});
