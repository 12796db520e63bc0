import { asksSomething, conditionsOf, type Condition, type Filter } from './filter.ts';

/**
 * Whether all that belongs to a filter surely belongs to another: so what is typed letter by letter is looked for in what
 * was found a letter before. False where it is not known.
 */
export function isNarrower(filter: Filter, than: Filter): boolean {
  if (conditionsOf(than).length === 0) return true;
  if (filter.match !== 'all' || than.match !== 'all' || than.groups.length > 0) return false;
  return than.conditions
    .filter(asksSomething)
    .every((wide) => filter.conditions.some((narrow) => implies(narrow, wide)));
}

function implies(narrow: Condition, wide: Condition): boolean {
  if (narrow.field !== wide.field) return false;
  if ('text' in narrow && 'text' in wide && narrow.op === 'contains' && wide.op === 'contains')
    // The number of a ticket is compared as a whole: a longer one is another.
    return isPartOf(wide.text, narrow.text) && (wide.field !== 'text' || !/^\s*#?\d+\s*$/.test(narrow.text));
  return JSON.stringify(narrow) === JSON.stringify(wide);
}

function isPartOf(part: string, whole: string): boolean {
  return whole.trim().includes(part.trim());
}
