import fc from 'fast-check';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Condition, Filter } from '#shared/domain/views/filter.ts';
import { ORDERS, type Order } from '#shared/domain/views/order.ts';
import { epochMs, makeTicket, personId, queueId } from './oracle-things.ts';

const people = [personId(0), personId(1)] as const;
const tags = ['key', 'update', 'Счёт'] as const;
const subjects = ['Key lost', 'Отчёт пустой', 'отчет', 'a+b (c)'] as const;
const times = fc.nat(20).map((hours) => epochMs(hours * 3_600_000));

/** A ticket with everything that filters look at; few different values, so that they meet. */
export function anyTicket(n: number): fc.Arbitrary<Ticket> {
  return fc
    .record({
      subject: fc.constantFrom(...subjects),
      status: fc.constantFrom('open' as const, 'waiting' as const, 'resolved' as const),
      priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
      assigneeId: fc.constantFrom(null, ...people),
      queueId: fc.constantFrom(queueId(0), queueId(1)),
      tags: fc.subarray([...tags]),
      tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
      category: fc.constantFrom(null, 'simple' as const, 'financial' as const),
      channel: fc.constantFrom('form' as const, 'email' as const),
      language: fc.constantFrom('ru' as const, 'en' as const),
      createdAt: times,
      updatedAt: times,
      waitingSince: fc.option(times),
      followerIds: fc.subarray([...people]),
    })
    .map((change) => makeTicket(n, change));
}

const op = fc.constantFrom('is' as const, 'is-not' as const);
const span = fc.record({ amount: fc.nat(20), unit: fc.constant('hours' as const) });

/** A condition over any field. */
export const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant('status' as const),
    op,
    values: fc.subarray(['open' as const, 'waiting' as const, 'resolved' as const]),
  }),
  fc.record({
    field: fc.constant('assignee' as const),
    op,
    values: fc.subarray(['me' as const, 'nobody' as const, personId(1)]),
  }),
  fc.record({
    field: fc.constant('priority' as const),
    op,
    values: fc.subarray(['low' as const, 'urgent' as const]),
  }),
  fc.record({ field: fc.constant('queue' as const), op, values: fc.subarray([queueId(0), queueId(1)]) }),
  fc.record({ field: fc.constant('tier' as const), op, values: fc.subarray([1 as const, 3 as const]) }),
  fc.record({
    field: fc.constant('category' as const),
    op,
    values: fc.subarray(['none' as const, 'simple' as const]),
  }),
  fc.record({ field: fc.constant('channel' as const), op, values: fc.subarray(['email' as const]) }),
  fc.record({ field: fc.constant('language' as const), op, values: fc.subarray(['ru' as const]) }),
  fc.record({
    field: fc.constant('tags' as const),
    op: fc.constantFrom('any' as const, 'all' as const, 'none' as const),
    values: fc.subarray([...tags]),
  }),
  fc.record({
    field: fc.constantFrom('subject' as const, 'customer' as const, 'text' as const),
    op: fc.constantFrom('contains' as const, 'contains-not' as const),
    text: fc.constantFrom('', 'key', 'отч', 'отчё', 'ОТЧЕТ', 'a+b (', '#1', '  '),
  }),
  fc.record({
    field: fc.constantFrom('created' as const, 'updated' as const, 'waiting' as const),
    op: fc.constantFrom('older' as const, 'newer' as const),
    than: fc.oneof(
      span,
      times.map((at) => ({ at })),
    ),
  }),
  fc.record({ field: fc.constant('due' as const), within: span }),
  fc.record({
    field: fc.constantFrom(
      'unread' as const,
      'snoozed' as const,
      'following' as const,
      'merged' as const,
      'draft' as const,
      'unsent' as const,
      'undecided' as const,
    ),
    is: fc.boolean(),
  }),
);

const group = fc.record({
  match: fc.constantFrom('all' as const, 'any' as const),
  conditions: fc.array(anyCondition, { maxLength: 3 }),
});

/** A filter with groups. */
export const anyFilter: fc.Arbitrary<Filter> = fc
  .tuple(group, fc.array(group, { maxLength: 2 }))
  .map(([own, groups]) => ({ ...own, groups }));

/** Any order. */
export const anyOrder: fc.Arbitrary<Order> = fc.record({
  by: fc.constantFrom(...ORDERS),
  reversed: fc.boolean(),
});
