import { describe, expect, test } from 'vitest';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import {
  isLargeChange,
  isSameDraft,
  withVersion,
  type DraftVersion,
} from '#shared/domain/drafts/versions.ts';
import { ticketId } from '#tests/support/oracle-things.ts';

const draft = (text: string): Draft => ({ ticketId: ticketId(1), kind: 'reply', text, attachments: [] });
const version = (text: string, at = 0, why: DraftVersion['why'] = 'typed'): DraftVersion => ({
  at,
  why,
  draft: draft(text),
});

describe('versions of a draft', () => {
  test('the newest comes first, the same words are not kept twice, and no words are no version', () => {
    const two = withVersion(withVersion([], version('one', 1)), version('two', 2));
    expect(two.map((each) => each.draft.text)).toEqual(['two', 'one']);
    expect(withVersion(two, version('two', 3))).toBe(two);
    expect(withVersion(two, version('two', 3, 'sent'))[0]?.why).toBe('sent');
    expect(withVersion(two, version('two', 3, 'sent'))).toHaveLength(2);
    expect(withVersion(two, version('  \n', 4))).toBe(two);
  });

  test('are bounded in number and in size; the newest is kept in any case (I11)', () => {
    let many: readonly DraftVersion[] = [];
    for (let n = 0; n < 100; n += 1) many = withVersion(many, version(`words ${n}`, n));
    expect(many).toHaveLength(40);
    expect(many[0]?.draft.text).toBe('words 99');
    let large: readonly DraftVersion[] = [];
    for (let n = 0; n < 10; n += 1) large = withVersion(large, version(`${n}`.repeat(100_000), n));
    expect(large.length).toBeGreaterThan(1);
    expect(JSON.stringify(large).length).toBeLessThan(700_000);
  });
});

describe('a large change', () => {
  test('is what no typing does: a paste, a selection deleted, everything gone', () => {
    expect(isLargeChange(draft('Hello'), draft('Hello,'))).toBe(false);
    expect(isLargeChange(draft('Hello'), draft(`Hello ${'x'.repeat(200)}`))).toBe(true);
    expect(isLargeChange(draft('x'.repeat(200)), draft('x'))).toBe(true);
    expect(isLargeChange(draft('Hello'), draft(''))).toBe(true);
    expect(isLargeChange(draft('Hello'), null)).toBe(true);
    expect(isLargeChange(null, draft('x'.repeat(200)))).toBe(false);
  });
});

test('drafts are compared by all that they have, whichever way it is ordered', () => {
  const mixed = { attachments: [], text: 'a', kind: 'reply', ticketId: ticketId(1) } as const;
  expect(isSameDraft(draft('a'), { ...mixed, attachments: [] })).toBe(true);
  expect(isSameDraft(draft('a'), draft('b'))).toBe(false);
  expect(isSameDraft(draft(''), null)).toBe(true);
});
