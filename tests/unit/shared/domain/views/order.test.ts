import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareByDue } from '#shared/domain/tickets/views.ts';
import { compareBy, DUE_FIRST } from '#shared/domain/views/order.ts';
import { anyOrder, anyTicket } from '#tests/support/filter-arbitraries.ts';
import { epochMs, makeTicket } from '#tests/support/oracle-things.ts';

const tickets = fc
  .integer({ min: 2, max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => anyTicket(n))));

test('due first is the order of the fixed views', () => {
  fc.assert(
    fc.property(tickets, (some) => {
      expect(some.toSorted(compareBy(DUE_FIRST))).toEqual(some.toSorted(compareByDue));
    }),
  );
});

test('every order is total, and reversed it is the same list from its end', () => {
  fc.assert(
    fc.property(tickets, anyOrder, (some, order) => {
      const sorted = some.toSorted(compareBy(order));
      expect(some.toReversed().toSorted(compareBy(order))).toEqual(sorted);
      expect(some.toSorted(compareBy({ ...order, reversed: !order.reversed }))).toEqual(sorted.toReversed());
    }),
  );
});

test('the names of the orders say what stands first', () => {
  const at = (n: number, hours: number, more = {}) =>
    makeTicket(n, {
      createdAt: epochMs(hours),
      updatedAt: epochMs(hours),
      waitingSince: epochMs(hours),
      ...more,
    });
  const [old, urgent, young] = [at(1, 1), at(2, 2, { priority: 'urgent' }), at(3, 3)];
  const firstOf = (by: Parameters<typeof compareBy>[0]['by']) =>
    [young, old, urgent].toSorted(compareBy({ by, reversed: false }))[0];
  expect(firstOf('due')).toBe(urgent);
  expect(firstOf('priority')).toBe(urgent);
  expect(firstOf('waiting')).toBe(old);
  expect(firstOf('created')).toBe(young);
  expect(firstOf('updated')).toBe(young);
});
