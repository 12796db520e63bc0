import type { Customer } from './customer.ts';

/** What speaks for two customers being the same person, the strongest first. */
export const LIKENESSES = ['email', 'phone', 'name'] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** The part of a customer that he is known again by. */
export type Known = Pick<Customer, 'name' | 'email' | 'phone'>;

/** Digits that a number must have to be one. */
const LEAST_DIGITS = 6;
/** A country's code may be left out or written in another way: so many last digits are compared. */
const LAST_DIGITS = 10;
/** Letters that a word of a name must have to be compared with a wrong one in it. */
const LEAST_LETTERS = 4;

/** Why two customers may be the same person; null: nothing speaks for it. */
export function likenessOf(a: Known, b: Known): Likeness | null {
  if (plainEmail(a.email) !== '' && plainEmail(a.email) === plainEmail(b.email)) return 'email';
  const [one, other] = [phoneDigits(a.phone), phoneDigits(b.phone)];
  if (one !== '' && one === other) return 'phone';
  return isSimilarName(a.name, b.name) ? 'name' : null;
}

/** Whether words that were typed are found in a name, an address or a number. */
export function isKnownBy(customer: Known, typed: string): boolean {
  const words = plainName(typed).split(' ').filter(Boolean);
  const text = plainName(`${customer.name} ${customer.email ?? ''}`);
  if (words.length > 0 && words.every((word) => text.includes(word))) return true;
  const digits = typed.replace(/\D/g, '');
  return digits.length >= LEAST_DIGITS - 2 && (customer.phone ?? '').replace(/\D/g, '').includes(digits);
}

/** The digits of a number that tell it from others; empty when there are too few. */
export function phoneDigits(phone: string | null): string {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length < LEAST_DIGITS ? '' : digits.slice(-LAST_DIGITS);
}

function plainEmail(email: string | null): string {
  return (email ?? '').trim().toLowerCase();
}

/** The same words in any order, each with at most one wrong letter where it is long enough. One word alone is no name. */
function isSimilarName(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.length < 2 || one.length !== other.length) return false;
  const left = [...other];
  return one.every((word) => {
    const exact = left.indexOf(word);
    const at = exact >= 0 ? exact : left.findIndex((each) => isAlmost(word, each));
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
}

function wordsOf(name: string): readonly string[] {
  return plainName(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .toSorted();
}

function plainName(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
}

/** Whether two words differ by at most one letter: another, one more or one less. */
function isAlmost(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < LEAST_LETTERS || Math.abs(a.length - b.length) > 1) return a === b;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const rest = (word: string, skip: number) => word.slice(start + skip);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}
