import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

/** Gives a test folders of its own, removed when it ends. */
export function provideTempFolders(): () => string {
  let folders: string[] = [];
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    folders = [];
  });
  return () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'vakhta-unit-'));
    folders.push(folder);
    return folder;
  };
}
