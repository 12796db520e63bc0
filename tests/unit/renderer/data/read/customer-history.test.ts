import { expect, it } from 'vitest';
import { createCustomerHistories } from '#renderer/data/read/customer-history.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { makeSampleData } from '#tests/support/sample-desk-data.ts';

const tickets = makeSampleData(30, 1_750_000_000_000).tickets.map((ticket): TicketRow => ({
  ticket,
  pending: false,
  undecided: false,
}));

it('a customer’s tickets come newest first, and follow the rows while somebody looks', () => {
  let rows = tickets.slice(0, 20);
  const histories = createCustomerHistories(() => rows);
  const [first] = rows;
  if (first === undefined) throw new Error('there is no ticket');
  const { customerId } = first.ticket;
  const own = (all: readonly TicketRow[]) =>
    all
      .filter(({ ticket }) => ticket.customerId === customerId)
      .map(({ ticket }) => ticket.number)
      .toSorted((a, b) => b - a);

  const history = histories.history(customerId);
  let told = 0;
  const stop = history.subscribe(() => void (told += 1));
  const numbers = () => history.get().map(({ ticket }) => ticket.number);
  expect(numbers()).toEqual(own(rows));

  rows = tickets;
  histories.apply({ removed: [], added: tickets.slice(20), ids: new Set() });
  expect(numbers()).toEqual(own(tickets));
  expect(told).toBe(1);

  const others = tickets.filter(({ ticket }) => ticket.customerId !== customerId).slice(0, 1);
  histories.apply({ removed: others, added: others, ids: new Set() });
  expect(told).toBe(1);

  stop();
  rows = [];
  expect(histories.history(customerId).get()).toEqual([]);
});
