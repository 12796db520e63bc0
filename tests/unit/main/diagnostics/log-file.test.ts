import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeDefect, openLogFile } from '#main/services/diagnostics/log-file.ts';
import { makeClock } from '../silent-log.ts';
import { provideTempFolders } from '../temp-folder.ts';

const makeFolder = provideTempFolders();

describe('log file', () => {
  it('is rotated, and never grows beyond two files', () => {
    const folder = path.join(makeFolder(), 'logs');
    const log = openLogFile({ folder, clock: makeClock() });
    const filler = 'x'.repeat(100_000);
    for (let index = 0; index < 40; index += 1) log.info(filler, { index });
    expect(statSync(path.join(folder, 'main.log')).size).toBeLessThanOrEqual(1024 * 1024);
    expect(existsSync(path.join(folder, 'main.1.log'))).toBe(true);
    expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toContain('"index":39');
  });

  it('describes a defect by kind and place, without its words and without folders of the machine', () => {
    const described = JSON.stringify(describeDefect(new TypeError('password is hunter2')));
    expect(described).toContain('TypeError');
    expect(described).not.toContain('hunter2');
    expect(described).not.toContain(import.meta.dirname);
  });
});
