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

  // A row that has changed takes its own place, one that has gone leaves.
  const [newest, next] = history.get();
  if (newest === undefined) throw new Error('the customer has no ticket');
  const changed = { ...newest, ticket: { ...newest.ticket, subject: 'Changed' } };
  histories.apply({ removed: [newest], added: [changed], ids: new Set() });
  expect(history.get()[0]).toBe(changed);
  expect(numbers()).toEqual(own(tickets));
  histories.apply({ removed: [changed], added: [], ids: new Set() });
  expect(history.get()[0]).toBe(next);

  // One that has become another customer's is there, whether or not somebody looks.
  const another = tickets.find(({ ticket }) => ticket.customerId !== customerId)?.ticket.customerId;
  if (next === undefined || another === undefined) throw new Error('there is one customer, or one ticket');
  const merged = { ...next, ticket: { ...next.ticket, customerId: another } };
  histories.apply({ removed: [next], added: [merged], ids: new Set() });
  expect(history.get()).not.toContain(next);
  expect(histories.history(another).get()).toContain(merged);
  stop();
});

it('rows that were there before they were told are told once', () => {
  let rows = tickets.slice(0, 20);
  const histories = createCustomerHistories(() => rows);
  rows = tickets;
  const [first] = rows;
  if (first === undefined) throw new Error('there is no ticket');
  const history = histories.history(first.ticket.customerId);
  const numbers = history.get().map(({ ticket }) => ticket.number);
  histories.apply({ removed: [], added: tickets.slice(20), ids: new Set() });
  expect(
    histories
      .history(first.ticket.customerId)
      .get()
      .map(({ ticket }) => ticket.number),
  ).toEqual(numbers);
});

it('one that was let go of and is looked at again is up to date, and follows the rows', () => {
  const histories = createCustomerHistories(() => tickets);
  const [first] = tickets;
  if (first === undefined) throw new Error('there is no ticket');
  const history = histories.history(first.ticket.customerId);
  history.subscribe(() => undefined)();
  histories.apply({ removed: tickets, added: [], ids: new Set() });
  const stop = history.subscribe(() => undefined);
  expect(history.get()).toEqual([]);
  histories.apply({ removed: [], added: [first], ids: new Set() });
  expect(history.get()).toEqual([first]);
  stop();
});
