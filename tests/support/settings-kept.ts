import { expect } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the hosts keep settings: a file of the desktop, the browser's local storage. */
const HOLDS_SETTINGS = /settings\.json$|Local Storage.*\.(log|ldb)$/;

/** Waits until a host has written settings with this text to the disk: a browser takes seconds for it, and a kill would be sooner. */
export async function expectSettingsKept(profileDir: string, text: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const names = await readdir(profileDir, { recursive: true });
        const files = names.filter((name) => HOLDS_SETTINGS.test(name));
        const found = await Promise.all(
          files.map((name) => readFile(join(profileDir, name)).catch(() => Buffer.alloc(0))),
        );
        return found.some((bytes) =>
          [bytes.toString('utf8'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')].some(
            (content) => content.replaceAll(/\s/g, '').includes(text),
          ),
        );
      },
      { message: `Settings with ${text} should be on the disk`, timeout: 60_000 },
    )
    .toBe(true);
}
