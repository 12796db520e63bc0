import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeChange, type KnownRow } from '#shared/sync/merge.ts';

describe('mergeChange', () => {
  test('takes what is unknown and what is newer', () => {
    expect(mergeChange(null, { version: 1 })).toBe('take');
    expect(mergeChange({ version: 1, gone: false }, { version: 2 })).toBe('take');
  });
  test('I4: ignores what is known already and what is older', () => {
    expect(mergeChange({ version: 2, gone: false }, { version: 2 })).toBe('ignore');
    expect(mergeChange({ version: 2, gone: false }, { version: 1 })).toBe('ignore');
  });
  test('I8: a late page does not bring back what has gone; a newer version does', () => {
    expect(mergeChange({ version: 3, gone: true }, { version: 2 })).toBe('ignore');
    expect(mergeChange({ version: 3, gone: true }, { version: 3 })).toBe('ignore');
    expect(mergeChange({ version: 3, gone: true }, { version: 4 })).toBe('take');
  });
  test('I4: in whatever order and however often changes come, the newest remains', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ version: fc.integer({ min: 1, max: 9 }), gone: fc.boolean() })),
        (changes) => {
          let known: KnownRow | null = null;
          for (const change of changes) if (mergeChange(known, change) === 'take') known = change;
          const newest = Math.max(0, ...changes.map((change) => change.version));
          expect((known as KnownRow | null)?.version ?? 0).toBe(newest);
        },
      ),
    );
  });
});
