import { z } from 'zod';

/** Kinds of choices that go along to a person's other machines. */
export const CHOICE_KINDS = ['views', 'keys', 'senders'] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

/** Removed ones that are remembered of a kind, so that another machine does not bring them back. */
export const MOST_REMOVED = 300;
const MOST_CHOICES = 3_000;

/** What it is about, when it was chosen, and what; null: removed. */
const choiceSchema = z.tuple([z.string().min(1).max(2_000), z.int().nonnegative(), z.unknown()]);
type Choice = Readonly<z.output<typeof choiceSchema>>;

export const choicesSchema = z.array(choiceSchema).max(MOST_CHOICES);
/** All choices of a kind, by what they are about. */
export type Choices = readonly Choice[];

/** The choices of all kinds. */
export type ChoicesByKind = Readonly<Record<ChoiceKind, Choices>>;

export const NO_CHOICES: ChoicesByKind = { views: [], keys: [], senders: [] };

/** What is chosen, by what it is about; members that were removed are not in it. */
export type ChosenValues = ReadonlyMap<string, unknown>;

/**
 * Two machines' choices as one: of each thing the newest. In whatever order machines hear of each other, and however
 * often, all come to the same.
 */
export function mergeChoices(ours: Choices, theirs: Choices): Choices {
  const merged = new Map(ours.map((choice) => [choice[0], choice]));
  for (const choice of theirs) {
    const known = merged.get(choice[0]);
    if (known === undefined || isNewer(choice, known)) merged.set(choice[0], choice);
  }
  return inOrder([...merged.values()]);
}

/**
 * Notes what a person has changed. What he does not know of stays: only the difference between what he saw and what he
 * wants is taken.
 * @param now by this machine's clock, in milliseconds; a change is always newer than what it changes, whatever the clock says
 */
export function noteChoices(known: Choices, before: ChosenValues, after: ChosenValues, now: number): Choices {
  const noted = new Map(known.map((choice) => [choice[0], choice]));
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const value = after.get(id) ?? null;
    if (textOf(before.get(id)) === textOf(value)) continue;
    noted.set(id, [id, Math.max(now, (noted.get(id)?.[1] ?? 0) + 1), value]);
  }
  return inOrder([...noted.values()]);
}

/** What is chosen now, the oldest choice first. */
export function valuesOf(choices: Choices): ChosenValues {
  return new Map(
    choices
      .filter(([, , value]) => value != null)
      .toSorted((a, b) => a[1] - b[1])
      .map(([id, , value]) => [id, value]),
  );
}

/** Of two of the same time the one with the greater text, so that every machine decides alike. */
function isNewer(one: Choice, other: Choice): boolean {
  return one[1] === other[1] ? textOf(one[2]) > textOf(other[2]) : one[1] > other[1];
}

function inOrder(choices: readonly Choice[]): Choices {
  const removed = choices.filter(([, , value]) => value == null);
  const forgotten = new Set(
    removed.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(MOST_REMOVED),
  );
  return choices.filter((choice) => !forgotten.has(choice)).toSorted((a, b) => (a[0] < b[0] ? -1 : 1));
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
