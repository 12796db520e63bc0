import { describe, expect, it } from 'vitest';
import { generationOf, isGone, stampOf, takesPlace, versionOf } from '#renderer/data/store/stamp.ts';

describe('a stamp', () => {
  it.each([
    [1, 1, false],
    [4_000, 2 ** 38, true],
  ])('keeps run %i, version %i and gone %s', (gen, version, gone) => {
    const stamp = stampOf(gen, version, gone);
    expect([generationOf(stamp), versionOf(stamp), isGone(stamp)]).toEqual([gen, version, gone]);
  });

  it('only a newer version takes the place within a run: nothing comes back (I4)', () => {
    expect(takesPlace(undefined, stampOf(1, 1))).toBe(true);
    expect(takesPlace(stampOf(1, 2), stampOf(1, 3))).toBe(true);
    expect(takesPlace(stampOf(1, 2), stampOf(1, 2))).toBe(false);
    expect(takesPlace(stampOf(1, 3, true), stampOf(1, 2))).toBe(false);
  });

  it('a later run begins anew, an earlier one never counts', () => {
    expect(takesPlace(stampOf(1, 9), stampOf(2, 1))).toBe(true);
    expect(takesPlace(stampOf(2, 1), stampOf(1, 9))).toBe(false);
  });
});
