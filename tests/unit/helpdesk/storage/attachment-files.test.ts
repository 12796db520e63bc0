import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sha256 } from '#shared/base/brand.ts';
import { openAttachmentFiles } from '#helpdesk/storage/attachment-files.ts';
import { detectType } from '#helpdesk/storage/detect-type.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') as Sha256;

async function* chunks(...parts: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

describe('attachment files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-files-'));
  });
  afterEach(() => fs.rm(folder, { recursive: true, force: true }));

  it('keeps what had arrived when a stream breaks, and goes on there', async () => {
    const files = await openAttachmentFiles(folder, Date.now());
    const broken = files.append('key', 0, PNG.length, chunks(PNG.subarray(0, 20), new Error('cut')));
    await expect(broken).rejects.toThrow('cut');
    expect(await files.partSize('key')).toBe(20);
    expect(await files.append('key', 20, PNG.length, chunks(PNG.subarray(20)))).toEqual({
      ok: true,
      value: PNG.length,
    });
    expect(await files.finish('key', sha(PNG))).toEqual({
      ok: true,
      value: { sha256: sha(PNG), size: PNG.length, type: 'image/png' },
    });
    const file = await files.open(sha(PNG));
    expect(file === null ? null : (await buffer(file.stream)).equals(PNG)).toBe(true);
  });

  it('takes one writer at a time', async () => {
    const files = await openAttachmentFiles(folder, Date.now());
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const first = files.append(
      'key',
      0,
      2,
      (async function* () {
        await gate;
        yield new Uint8Array([1, 2]);
      })(),
    );
    const second = await files.append('key', 0, 2, chunks(new Uint8Array([3, 4])));
    go();
    expect(second).toEqual({ ok: false, error: { kind: 'wrong-offset', offset: 0 } });
    expect(await first).toEqual({ ok: true, value: 2 });
  });

  it('removes parts that were abandoned, at the start', async () => {
    const files = await openAttachmentFiles(folder, Date.now());
    await files.append('old', 0, 10, chunks(new Uint8Array(5)));
    await openAttachmentFiles(folder, Date.now());
    expect(await files.partSize('old')).toBe(5);
    await openAttachmentFiles(folder, Date.now() + 8 * 24 * 3_600_000);
    expect(await files.partSize('old')).toBe(0);
  });

  it('keeps nothing that is too large or empty', async () => {
    const files = await openAttachmentFiles(folder, Date.now());
    expect(await files.put(chunks(new Uint8Array(6), new Uint8Array(6)), 10)).toEqual({
      ok: false,
      error: 'too-large',
    });
    expect(await files.put(chunks(), 10)).toEqual({ ok: false, error: 'empty' });
    expect(await fs.readdir(path.join(folder, 'parts'))).toEqual([]);
  });

  it.each([
    ['a picture', PNG, 'image/png'],
    ['HTML', Buffer.from('<!doctype html><script>1</script>'), 'text/plain'],
    ['SVG', Buffer.from('<?xml version="1.0"?><svg onload="1"/>'), 'text/plain'],
    ['Cyrillic text', Buffer.from('Журнал ошибок'), 'text/plain'],
    ['bytes', Buffer.from([1, 0, 255]), 'application/octet-stream'],
  ])('calls %s by its bytes', async (_, bytes, type) => {
    expect(await detectType(bytes)).toBe(type);
  });
});
