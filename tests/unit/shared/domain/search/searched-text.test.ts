import { expect, it } from 'vitest';
import type { CustomerId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { textOfCustomer } from '#shared/domain/search/searched-text.ts';

const id = (n: number) => `0190b0a0-0000-7000-8000-00000000000${n}` as CustomerId;
const customer: Customer = {
  id: id(1),
  name: 'Nina Kept',
  email: 'nina@kept.example',
  phone: null,
  company: 'Kept & Sons',
  language: 'en',
  level: 'regular',
  products: [],
  environment: null,
  createdAt: 1 as Customer['createdAt'],
};

it('a customer is found by whatever is known of him', () => {
  expect(textOfCustomer(customer)).toBe('Nina Kept\nnina@kept.example\nKept & Sons');
});

it('a customer is found by the names and addresses of those who go on in him', () => {
  const merged = [
    { id: id(2), name: 'N. Double', email: null, phone: '+49 30 1234', took: [], products: [] },
  ] satisfies Customer['merged'];
  expect(textOfCustomer({ ...customer, merged }).split('\n')).toEqual(
    expect.arrayContaining(['Nina Kept', 'N. Double', '+49 30 1234']),
  );
});
