import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choicesSchema,
  mergeChoices,
  MOST_REMOVED,
  noteChoices,
  valuesOf,
  type Choices,
} from '#shared/domain/choices/choices.ts';

const values = (object: Record<string, unknown>) => new Map(Object.entries(object));
const chosen = (choices: Choices) => Object.fromEntries(valuesOf(choices));
const NOTHING = values({});

test('of a value that both machines have changed the newest counts, and what only one of them has stays', () => {
  const before = noteChoices([], NOTHING, values({ a: 1 }), 10);
  const here = noteChoices(before, values({ a: 1 }), values({ a: 2, b: 1 }), 20);
  const there = noteChoices(before, values({ a: 1 }), values({ a: 3, c: 1 }), 30);
  expect(chosen(mergeChoices(here, there))).toEqual({ a: 3, b: 1, c: 1 });
  expect(mergeChoices(there, here)).toEqual(mergeChoices(here, there));
});

test('what was removed on one machine does not come back from another', () => {
  const before = noteChoices([], NOTHING, values({ a: 1 }), 10);
  const removed = noteChoices(before, values({ a: 1 }), NOTHING, 20);
  expect(chosen(mergeChoices(removed, before))).toEqual({});
  expect(chosen(mergeChoices(before, removed))).toEqual({});
});

test('a change is newer than what it changes, whatever the clock says', () => {
  const ahead = noteChoices([], NOTHING, values({ a: 1 }), 1_000_000);
  const after = noteChoices(ahead, values({ a: 1 }), values({ a: 2 }), 5);
  expect(chosen(mergeChoices(ahead, after))).toEqual({ a: 2 });
});

test('what came while somebody was choosing, and he does not know of, is not taken for removed', () => {
  const came = noteChoices([], NOTHING, values({ theirs: 1 }), 10);
  expect(chosen(noteChoices(came, NOTHING, values({ mine: 1 }), 20))).toEqual({ theirs: 1, mine: 1 });
});

test('only so many removed ones are remembered (I11)', () => {
  const many = Object.fromEntries(Array.from({ length: MOST_REMOVED + 5 }, (_, n) => [`id-${n}`, n]));
  const all = noteChoices([], NOTHING, values(many), 10);
  expect(noteChoices(all, values(many), NOTHING, 20)).toHaveLength(MOST_REMOVED);
});

const choices = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.nat({ max: 5 }),
      fc.constantFrom(null, 1, 2, 'x', { deep: [1] }),
    ),
    { selector: ([id]) => id },
  )
  .map((some): Choices => mergeChoices([], some));

test('machines come to the same in whatever order they hear of each other, and however often', () => {
  fc.assert(
    fc.property(choices, choices, choices, (a, b, c) => {
      expect(mergeChoices(a, b)).toEqual(mergeChoices(b, a));
      expect(mergeChoices(mergeChoices(a, b), c)).toEqual(mergeChoices(a, mergeChoices(b, c)));
      expect(mergeChoices(mergeChoices(a, b), b)).toEqual(mergeChoices(a, b));
      expect(choicesSchema.safeParse(mergeChoices(a, b)).success).toBe(true);
    }),
  );
});
