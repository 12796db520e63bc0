import type { Random } from './random.ts';

/** What the texts of one ticket speak of, by the name of the slot. */
export type Facts = Readonly<Record<string, string>>;

/**
 * Makes a text out of a template: one alternative of every `[a|b]`, and every `{slot}` filled with its fact.
 * @throws when a fact is missing: a defect of the sample, found by its tests
 */
export function fillIn(template: string, facts: Facts, random: Random): string {
  return template
    .replace(/\[([^[\]]*)\]/g, (_, choices: string) => random.pick(choices.split('|')))
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      const fact = facts[slot];
      if (fact === undefined) throw new Error(`The sample texts name an unknown fact: ${slot}`);
      return fact;
    });
}
