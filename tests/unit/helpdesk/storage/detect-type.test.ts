import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectType, detectTypeOfFile } from '#helpdesk/storage/detect-type.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('the type of bytes', () => {
  it.each([
    ['a picture', PNG, 'image/png'],
    ['HTML', Buffer.from('<!doctype html><script>1</script>'), 'text/plain'],
    ['SVG', Buffer.from('<?xml version="1.0"?><svg onload="1"/>'), 'text/plain'],
    ['Cyrillic text', Buffer.from('Журнал ошибок'), 'text/plain'],
    // Its letters are cut by the pieces in which a file is read.
    ['long Cyrillic text', Buffer.from(`x${'Ж'.repeat(100_000)}`), 'text/plain'],
    ['text that ends in half a letter', Buffer.from('Журнал').subarray(0, 11), 'application/octet-stream'],
    ['bytes', Buffer.from([1, 0, 255]), 'application/octet-stream'],
  ])('is that of %s by its content, in memory and in a file', async (_, bytes, type) => {
    expect(await detectType(bytes)).toBe(type);
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-type-'));
    const file = path.join(folder, 'a.html');
    await fs.writeFile(file, bytes);
    expect(await detectTypeOfFile(file)).toBe(type);
    await fs.rm(folder, { recursive: true });
  });
});
