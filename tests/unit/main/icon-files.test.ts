import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ICONS = path.resolve(import.meta.dirname, '../../../assets/icons');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('icons of the installers', () => {
  it('the Windows icon holds PNG pictures up to 256 pixels', () => {
    const ico = readFileSync(path.join(ICONS, 'icon.ico'));
    const count = ico.readUInt16LE(4);
    expect(ico.readUInt16LE(2)).toBe(1);
    const sizes = Array.from({ length: count }, (_, index) => ico.readUInt8(6 + 16 * index) || 256);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
    for (let index = 0; index < count; index += 1) {
      const at = 6 + 16 * index;
      const start = ico.readUInt32LE(at + 12);
      expect(ico.subarray(start, start + 4)).toEqual(PNG);
      expect(start + ico.readUInt32LE(at + 8)).toBeLessThanOrEqual(ico.length);
    }
  });

  it('the macOS icon holds PNG pictures up to 1024 pixels', () => {
    const icns = readFileSync(path.join(ICONS, 'icon.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const widths: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      expect(icns.subarray(at + 8, at + 12)).toEqual(PNG);
      widths.push(icns.readUInt32BE(at + 8 + 16));
    }
    expect(widths).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024]);
  });
});
