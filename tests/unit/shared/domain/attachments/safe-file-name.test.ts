import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';

const utf8 = (text: string) => new TextEncoder().encode(text).length;

describe('safeFileName', () => {
  test.each([
    ['Накладная 12.pdf', 'Накладная 12.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Anna\\till.log', 'till.log'],
    ['a<b>:"|?*.txt', 'a_b______.txt'],
    ['.htaccess', 'htaccess'],
    ['  report.txt . . ', 'report.txt'],
    ['line\r\nbreak\u0000.txt', 'linebreak.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['folder/', 'file'],
    ['\u200b\ufeff', 'file'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test.each(['\u202e', '\u2066', '\u200f', '\u061c', '\u200b', '\u2028', '\u00ad'])(
    'takes out the invisible %j, which can hide the real ending',
    (hidden) => {
      expect(safeFileName(`invoice${hidden}fdp.exe`)).toBe('invoicefdp.exe');
    },
  );

  test.each(['con', 'PRN.txt', 'aux.tar.gz', 'NUL', 'com1.png', 'LPT9', 'com¹.txt', 'CONIN$', 'con .txt'])(
    '%s is a device on Windows and does not stay so',
    (name) => {
      expect(safeFileName(name)).toBe(`_${name}`);
    },
  );
  test.each(['console.log', 'com.txt', 'com12.txt', 'null.txt'])('%s is no device', (name) => {
    expect(safeFileName(name)).toBe(name);
  });

  test('a long name keeps its ending', () => {
    const safe = safeFileName(`${'a'.repeat(300)}.jpeg`);
    expect(safe).toHaveLength(120);
    expect(safe.endsWith('a.jpeg')).toBe(true);
  });
  test('a long name of wide characters fits into 255 bytes with its ending', () => {
    const safe = safeFileName(`${'票'.repeat(200)}.pdf`);
    expect(utf8(safe)).toBeLessThanOrEqual(240);
    expect(safe.endsWith('票.pdf')).toBe(true);
  });
  test('an ending longer than any real one is not kept', () => {
    expect(safeFileName(`a.${'b'.repeat(300)}`)).toBe(`a.${'b'.repeat(118)}`);
  });

  test('whatever the sender wrote, the name can be written to every disk, and is safe a second time too', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('.', ' ', '/', '\\', 'con', '\u202e', '\ud83d', '👩', '票', '.pdf', 'a'.repeat(100)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (parts) => {
        const safe = safeFileName(parts.join(''));
        expect(safe).not.toBe('');
        expect(safe.length).toBeLessThanOrEqual(120);
        expect(utf8(safe)).toBeLessThanOrEqual(240);
        expect(safe).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(safe).not.toMatch(/^[\s.]|[\s.]$/);
        expect(safeFileName(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });
});
