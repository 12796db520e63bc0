import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { mayMerge, mergeCustomers, separateCustomers } from '#shared/domain/customers/merge-customers.ts';
import { customerId, customerNoteId, epochMs, personId } from '#tests/support/oracle-things.ts';

const maybe = (...values: string[]) => fc.constantFrom(null, '', ...values);
const customer = (count: number): fc.Arbitrary<Customer> =>
  fc.record({
    id: fc.constant(customerId(count)),
    name: fc.constant(`Customer ${count}`),
    email: maybe('a@example.com', 'b@example.com'),
    phone: maybe('111111', '222222'),
    company: maybe('A', 'B'),
    language: fc.constantFrom('ru' as const, 'en' as const),
    level: fc.constantFrom('beginner' as const, 'partner' as const),
    products: fc.uniqueArray(
      fc.record({ name: fc.constantFrom('Till', 'Scales'), version: fc.constantFrom(null, '1', '2') }),
      { selector: ({ name, version }) => `${name} ${version}` },
    ),
    environment: fc.constantFrom(null, { os: 'XP', browser: null, language: null, page: null, screen: null }),
    createdAt: fc.constant(epochMs(count)),
    notes: fc.nat({ max: 3 }).map((size) =>
      Array.from({ length: size }, (_, index) => ({
        id: customerNoteId(count * 10 + index),
        authorId: personId(0),
        at: epochMs(index),
        text: `Note ${index}`,
      })),
    ),
  });

/** Without what says that something was done. */
function content({ trail: _trail, ...rest }: Customer): unknown {
  return { ...rest, notes: rest.notes ?? [], merged: rest.merged ?? [] };
}
/** An empty field and one that is not known are the same to a person. */
function plain(customer: Customer): unknown {
  return JSON.parse(JSON.stringify(content(customer)).replaceAll('""', 'null'));
}

test('merging overwrites nothing and loses nothing, and separating gives both back as they were', () => {
  fc.assert(
    fc.property(customer(1), customer(2), (target, source) => {
      const merged = mergeCustomers(target, source, personId(1), epochMs(100));
      if (!merged.ok) throw new Error(merged.error);
      const { target: one, source: gone } = merged.value;
      for (const field of ['email', 'phone', 'company', 'environment'] as const) {
        const known = target[field] === '' ? null : target[field];
        expect(one[field] === '' ? null : one[field]).toEqual(known ?? (source[field] || null));
      }
      expect(one.products).toEqual(expect.arrayContaining([...target.products, ...source.products]));
      expect(one.notes?.map(({ text }) => text)).toEqual(
        [...(target.notes ?? []), ...(source.notes ?? [])].map(({ text }) => text),
      );
      expect(gone.mergedInto).toBe(target.id);
      expect(mayMerge(one, gone).ok).toBe(false);

      const apart = separateCustomers(one, gone, personId(1), epochMs(200));
      expect(plain(apart.target)).toEqual(plain(target));
      expect(plain(apart.source)).toEqual(plain(source));
      expect(apart.target.trail?.map(({ kind }) => kind)).toEqual(['merged', 'separated']);
      expect(separateCustomers(apart.target, apart.source, personId(1), epochMs(300))).toEqual(apart);
    }),
  );
});

test('what has been changed since is not taken away again', () => {
  fc.assert(
    fc.property(customer(1), customer(2), fc.string({ minLength: 1 }), (target, source, phone) => {
      const merged = mergeCustomers(target, source, personId(1), epochMs(100));
      if (!merged.ok) throw new Error(merged.error);
      const changed = { ...merged.value.target, phone: `${phone}!` };
      const apart = separateCustomers(changed, merged.value.source, personId(1), epochMs(200));
      expect(apart.target.phone).toBe(`${phone}!`);
    }),
  );
});
