import { expect, it } from 'vitest';
import type { PersonId, TicketId } from '#shared/base/brand.ts';
import {
  applyPresence,
  NOBODY,
  strongerDoing,
  wholePresence,
  type Doing,
} from '#shared/domain/presence/presence.ts';

const [anna, boris] = ['anna', 'boris'] as unknown as [PersonId, PersonId];
const [one, two] = ['one', 'two'] as unknown as [TicketId, TicketId];
const mark = (personId: PersonId, ticketId: TicketId, doing: Doing | null) => ({
  personId,
  ticketId,
  doing,
});

it('is taken in mark by mark, and what has not changed stays the same object', () => {
  const first = applyPresence(NOBODY, {
    anew: false,
    marks: [mark(anna, one, 'looking'), mark(boris, one, 'reply'), mark(boris, two, 'looking')],
  });
  expect(first.get(one)).toEqual([
    { personId: anna, doing: 'looking' },
    { personId: boris, doing: 'reply' },
  ]);
  const second = applyPresence(first, { anew: false, marks: [mark(boris, one, null)] });
  expect(second.get(one)).toEqual([{ personId: anna, doing: 'looking' }]);
  expect(second.get(two)).toBe(first.get(two));
  const third = applyPresence(second, { anew: false, marks: [mark(anna, one, null)] });
  expect(third.has(one)).toBe(false);
});

it('told anew, forgets whom it is not told of', () => {
  const before = applyPresence(NOBODY, {
    anew: false,
    marks: [mark(anna, one, 'looking'), mark(boris, two, 'note')],
  });
  const after = applyPresence(before, { anew: true, marks: [mark(boris, two, 'note')] });
  expect([...after.keys()]).toEqual([two]);
  expect(after.get(two)).toBe(before.get(two));
  expect(applyPresence(NOBODY, wholePresence(before))).toEqual(before);
});

it('of two windows of one person the one that says more counts', () => {
  expect(strongerDoing('looking', 'note')).toBe('note');
  expect(strongerDoing('reply', 'note')).toBe('reply');
  expect(strongerDoing('looking', 'looking')).toBe('looking');
});
