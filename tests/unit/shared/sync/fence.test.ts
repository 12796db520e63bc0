import { expect, test } from 'vitest';
import { unfenced } from '#shared/sync/fence.ts';

const entries = ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'].map((name) => ({ name, ticketId: name.charAt(0) }));
const left = (...blocked: string[]) =>
  unfenced(entries, (entry) => blocked.includes(entry.name)).map((entry) => entry.name);

test('I3: a blocked entry fences itself and all behind it on its ticket, and no other ticket', () => {
  expect(left('a2')).toEqual(['a1', 'b1', 'c1', 'b2']);
  expect(left('a1', 'b2')).toEqual(['b1', 'c1']);
});

test('nothing blocked, nothing fenced; the order stays', () => {
  expect(left()).toEqual(['a1', 'b1', 'a2', 'c1', 'b2', 'a3']);
});
