import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '#scripts/build/fingerprint.ts';
import { relocateFiles } from '#scripts/build/relocate-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vakhta-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('files that bundled code names', () => {
  function transform(code: string): string {
    const plugin = relocateFiles(path.join(folder, 'out'));
    const hook = plugin.transform as (this: void, code: string, id: string) => { code: string } | null;
    return hook(code, path.join(folder, 'source/module.js'))?.code ?? code;
  }

  it('are copied beside the bundle once, however they are named, and found there', () => {
    mkdirSync(path.join(folder, 'source'));
    writeFileSync(path.join(folder, 'source/a.wasm'), 'wasm');
    const code = transform(`new URL('a.wasm', import.meta.url); new URL("./a.wasm",import.meta.url)`);
    const names = readdirSync(path.join(folder, 'out/files'));
    expect(names).toHaveLength(1);
    expect(code.split(`new URL("./files/${names[0]}", import.meta.url)`)).toHaveLength(3);
    expect(readFileSync(path.join(folder, 'out/files', names[0] ?? ''), 'utf8')).toBe('wasm');
  });

  it('are left alone when they are not there, computed, or addresses', () => {
    const code =
      "new URL('./none.bin', import.meta.url); new URL(`./${x}`, import.meta.url); new URL('https://a/b', import.meta.url)";
    expect(transform(code)).toBe(code);
    expect(existsSync(path.join(folder, 'out'))).toBe(false);
  });
});

describe('fingerprint of sources', () => {
  it('changes with a byte, a name or a new file, and with nothing else', () => {
    mkdirSync(path.join(folder, 'src/deep'), { recursive: true });
    writeFileSync(path.join(folder, 'src/deep/a.ts'), '1');
    const take = (): string => fingerprint(folder, ['src', 'absent', 'package.json']);
    const first = take();
    writeFileSync(path.join(folder, 'src/deep/a.ts'), '1');
    expect(take()).toBe(first);
    writeFileSync(path.join(folder, 'src/deep/a.ts'), '2');
    const second = take();
    expect(second).not.toBe(first);
    writeFileSync(path.join(folder, 'src/b.ts'), '');
    expect(take()).not.toBe(second);
  });
});
