import type { EpochMs, PersonId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_MERGED, MAX_TRAIL, type Customer, type MergedCustomer } from './customer.ts';

type Product = Customer['products'][number];
type TakenField = MergedCustomer['took'][number];

const FIELDS: readonly TakenField[] = ['email', 'phone', 'company', 'environment'];

/** What a merge takes over from the one that goes on in the other. */
export interface TakenOver {
  /** What is missing with the one that stays, and known of the other. */
  readonly fields: readonly TakenField[];
  readonly products: readonly Product[];
}

/** Two rows after an act on both. */
export interface BothCustomers {
  readonly target: Customer;
  readonly source: Customer;
}

/** `merged`: one of them is merged already, or stands for others that would have to be separated first. */
export type MergeError = 'same' | 'merged' | 'too-many';

/** Whether one customer can go on in another: no chains, so that whoever reads a merged one goes one step and is there. */
export function mayMerge(target: Customer, source: Customer): Result<null, MergeError> {
  if (target.id === source.id) return err('same');
  if (target.mergedInto !== undefined || source.mergedInto !== undefined) return err('merged');
  if ((source.merged ?? []).length > 0) return err('merged');
  return (target.merged ?? []).length >= MAX_MERGED ? err('too-many') : ok(null);
}

/** What of the source fills a gap of the target. What is known of the target is never overwritten. */
export function takenOver(target: Customer, source: Customer): TakenOver {
  return {
    fields: FIELDS.filter((field) => isMissing(target[field]) && !isMissing(source[field])),
    products: source.products.filter((each) => !has(target.products, each)),
  };
}

/**
 * Two rows of one person as one: the source points to the target, which takes over what it lacks and all notes, and
 * remembers what separating needs.
 */
export function mergeCustomers(
  target: Customer,
  source: Customer,
  by: PersonId,
  at: EpochMs,
): Result<BothCustomers, MergeError> {
  const allowed = mayMerge(target, source);
  if (!allowed.ok) return allowed;
  const { fields, products } = takenOver(target, source);
  const { id, name, email, phone } = source;
  const record: MergedCustomer = {
    id,
    name,
    email,
    phone,
    took: [...fields],
    products: [...products],
  };
  const { notes = [], ...bare } = source;
  return ok({
    target: withTrail(
      {
        ...target,
        ...Object.fromEntries(fields.map((field) => [field, source[field]])),
        products: [...target.products, ...products],
        notes: [...(target.notes ?? []), ...notes.map((note) => ({ ...note, of: id }))],
        merged: [...(target.merged ?? []), record],
      },
      { at, by, kind: 'merged', other: { id, name } },
    ),
    source: withTrail(
      { ...bare, mergedInto: target.id },
      { at, by, kind: 'merged', other: { id: target.id, name: target.name } },
    ),
  });
}

/** Two rows of two people again: what had been taken over goes back, unless it has been changed since. */
export function separateCustomers(
  target: Customer,
  source: Customer,
  by: PersonId,
  at: EpochMs,
): BothCustomers {
  const record = (target.merged ?? []).find(({ id }) => id === source.id);
  if (record === undefined) return { target, source };
  const given = record.took.filter((field) => isEqual(target[field], source[field]));
  const back = (target.notes ?? []).filter((note) => note.of === source.id);
  const { mergedInto: _gone, ...alone } = source;
  return {
    target: withTrail(
      {
        ...target,
        ...Object.fromEntries(given.map((field) => [field, null])),
        products: target.products.filter((each) => !has(record.products, each)),
        notes: (target.notes ?? []).filter((note) => note.of !== source.id),
        merged: (target.merged ?? []).filter(({ id }) => id !== source.id),
      },
      { at, by, kind: 'separated', other: { id: source.id, name: source.name } },
    ),
    source: withTrail(
      { ...alone, notes: back.map(({ of: _whose, ...note }) => note) },
      { at, by, kind: 'separated', other: { id: target.id, name: target.name } },
    ),
  };
}

function withTrail(customer: Customer, line: NonNullable<Customer['trail']>[number]): Customer {
  return { ...customer, trail: [...(customer.trail ?? []), line].slice(-MAX_TRAIL) };
}

function isMissing(value: unknown): boolean {
  return value === null || value === '';
}

function has(products: readonly Product[], wanted: Product): boolean {
  return products.some(({ name, version }) => name === wanted.name && version === wanted.version);
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
