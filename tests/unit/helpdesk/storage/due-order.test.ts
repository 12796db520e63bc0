import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochMs, PersonId, TicketId } from '#shared/base/brand.ts';
import { compareByDue, type ListedTicket } from '#shared/domain/tickets/views.ts';
import { dueOrder } from '#helpdesk/storage/due-order.ts';

const time = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }).map((value) => value as EpochMs);
const ticket: fc.Arbitrary<ListedTicket> = fc.record({
  id: fc.uuid().map((id) => id as TicketId),
  status: fc.constantFrom('open', 'waiting', 'resolved'),
  assigneeId: fc.constant<PersonId | null>(null),
  priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
  waitingSince: fc.option(time),
  updatedAt: time,
  snooze: fc.constant(null),
  mergedInto: fc.constant(null),
});

describe('dueOrder', () => {
  it('ascending, with ties broken by id, is the order of compareByDue', () => {
    fc.assert(
      fc.property(ticket, ticket, (a, b) => {
        const byNumber = dueOrder(a) - dueOrder(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
        expect(Math.sign(byNumber)).toBe(Math.sign(compareByDue(a, b)));
      }),
      { numRuns: 1_000 },
    );
  });
});
