import { z } from 'zod';
import type { Environment } from '#shared/domain/customers/environment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';

/** Where a condition looks. */
const factSchema = z.enum(['os', 'browser', 'product']);
export type Fact = z.output<typeof factSchema>;

/** Most conditions of one incompatibility. */
export const MAX_CONDITIONS = 10;

const conditionSchema = z.object({
  fact: factSchema,
  /**
   * `is`: the fact has these words. `is-not`: it is known and has not. `below` and `from`: it has these words, and its version
   * (the first number after them) is lower than `version`, or is `version` or higher.
   */
  test: z.enum(['is', 'is-not', 'below', 'from']),
  /** For example `Windows XP`. Case and spaces do not matter. */
  words: z.string().trim().min(1).max(100),
  /** Numbers with dots; only for `below` and `from`. */
  version: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6}){0,4}$/)
    .nullable(),
});
export type Condition = z.output<typeof conditionSchema>;

const inBothLanguages = z.object({
  ru: z.string().trim().min(1).max(2_000),
  en: z.string().trim().min(1).max(2_000),
});

export const incompatibilitySchema = z.object({
  /** All must be met. */
  when: z.array(conditionSchema).min(1).max(MAX_CONDITIONS),
  title: inBothLanguages,
  /** Why it does not work and what to do, in words for a customer. */
  explanation: inBothLanguages,
  /** Where the customer finds more, or the remedy. */
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
});
/** What is known not to work in an environment: a list that supervisors keep. */
export type Incompatibility = z.output<typeof incompatibilitySchema>;

/** What conditions look at: one customer's. */
export interface CustomerFacts {
  readonly environment: Pick<Environment, 'os' | 'browser'> | null;
  readonly products: Customer['products'];
}

/** Whether all conditions are met. What is not known about a customer meets none. */
export function isIncompatible({ when }: Pick<Incompatibility, 'when'>, facts: CustomerFacts): boolean {
  return when.every((condition) => isMet(condition, facts));
}

function isMet(condition: Condition, facts: CustomerFacts): boolean {
  const known = textsOf(condition.fact, facts);
  const has = (text: string) => plain(text).includes(plain(condition.words));
  switch (condition.test) {
    case 'is':
      return known.some(has);
    case 'is-not':
      return known.length > 0 && !known.some(has);
    case 'below':
    case 'from':
      return known.some((text) => {
        if (!has(text)) return false;
        const order = compareVersions(versionAfter(text, condition.words), condition.version);
        return order !== null && (condition.test === 'below' ? order < 0 : order >= 0);
      });
  }
}

function textsOf(fact: Fact, { environment, products }: CustomerFacts): readonly string[] {
  if (fact === 'product') return products.map(({ name, version }) => `${name} ${version ?? ''}`);
  const text = environment?.[fact] ?? null;
  return text === null || text.trim() === '' ? [] : [text];
}

/** Letter case and repeated spaces out of the way; surrounded by spaces, so that words are found as a whole. */
function plain(text: string): string {
  return ` ${text.toLowerCase().replace(/\s+/g, ' ').trim()} `;
}

/** The first number after the words, with its dots; null where there is none. */
function versionAfter(text: string, words: string): string | null {
  const at = plain(text).indexOf(plain(words));
  const after = plain(text).slice(at + plain(words).length - 1);
  return /\d+(?:\.\d+)*/.exec(after)?.[0] ?? null;
}

/** Number by number; a missing one is 0. Null when one of the versions is not known. */
function compareVersions(a: string | null, b: string | null): number | null {
  if (a === null || b === null) return null;
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
