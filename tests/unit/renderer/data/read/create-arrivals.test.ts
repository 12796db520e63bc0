import { expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { createArrivals } from '#renderer/data/read/create-arrivals.ts';
import type { StoredDelta } from '#renderer/data/store/stored.ts';

const one = 'one' as TicketId;
const delta = (gen: number, ...ids: readonly string[]): StoredDelta => ({
  key: 3,
  gen,
  list: '{}',
  ticketIds: [one],
  messages: [JSON.stringify([...ids.map((id) => [1, { id }]), [2, null, 'gone']])],
  customerIds: [],
  customers: [],
});
const find = () => ({ id: one }) as Ticket;

it('tells what comes in the run that is followed, and nothing of a synchronisation from the beginning', () => {
  const arrivals = createArrivals();
  const told: string[] = [];
  const stop = arrivals.subscribe((some) => told.push(some.map(({ message }) => message.id).join(' ')));
  arrivals.take(delta(1, 'a'), find);
  arrivals.expect(1);
  arrivals.take(delta(1, 'b', 'c'), find);
  arrivals.take(delta(2, 'd'), find);
  arrivals.take(delta(1, 'e'), () => null);
  arrivals.take({ key: 4, gen: 1, list: '{}' }, find);
  stop();
  arrivals.take(delta(1, 'f'), find);
  expect(told).toEqual(['b c']);
});
