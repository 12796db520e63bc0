import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLines, encodeLine } from '#renderer/platform/browser/journal-lines.ts';

const put = (key: string, value: unknown) => encodeLine({ op: 'put', key, value });

describe('the journal’s lines', () => {
  it('give back what was written, the last of each key', () => {
    const text =
      put('a', 1) + put('b', 'Привет\nмир') + put('a', { n: 2 }) + encodeLine({ op: 'delete', key: 'b' });
    const { entries, damaged } = decodeLines(text);
    expect([...entries]).toEqual([['a', { n: 2 }]]);
    expect(damaged).toEqual([]);
  });

  it('a torn end loses only what was never acknowledged (I1)', () => {
    const whole = put('a', 1) + put('b', 2);
    fc.assert(
      fc.property(fc.nat(put('c', 'not acknowledged').length - 1), (length) => {
        const { entries, damaged } = decodeLines(whole + put('c', 'not acknowledged').slice(0, length));
        expect([...entries.keys()]).toEqual(['a', 'b']);
        expect(damaged).toEqual([]);
      }),
    );
  });

  it('a damaged line is told, and the others are read', () => {
    const line = put('b', 'important');
    const { entries, damaged } = decodeLines(
      put('a', 1) + line.replace('important', 'impostant') + put('c', 3),
    );
    expect([...entries.keys()]).toEqual(['a', 'c']);
    expect(damaged).toHaveLength(1);
  });
});
