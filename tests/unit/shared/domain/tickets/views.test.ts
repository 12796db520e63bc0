import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareByDue, isInView, VIEW_IDS } from '#shared/domain/tickets/views.ts';
import { epochMs, makeTicket, personId, ticketId } from '#tests/support/oracle-things.ts';

const me = personId(0);

describe('isInView', () => {
  const viewsOf = (change: Parameters<typeof makeTicket>[1]) =>
    VIEW_IDS.filter((view) => isInView(view, makeTicket(0, change), me));

  test('an open ticket nobody has', () => {
    expect(viewsOf({})).toEqual(['unassigned', 'waiting-for-us', 'all']);
  });
  test('my ticket that waits for the customer', () => {
    expect(viewsOf({ assigneeId: me, status: 'waiting' })).toEqual(['mine', 'waiting-for-customer', 'all']);
  });
  test('a ticket of a colleague', () => {
    expect(viewsOf({ assigneeId: personId(1) })).toEqual(['waiting-for-us', 'all']);
  });
  test.each([me, null])('a resolved ticket (assignee %s) is only in "all"', (assigneeId) => {
    expect(viewsOf({ assigneeId, status: 'resolved' })).toEqual(['all']);
  });
  test('a snoozed ticket is out of the way, whoever has it', () => {
    const snooze = { until: epochMs(5), since: epochMs(1), by: me };
    expect(viewsOf({ snooze })).toEqual(['snoozed', 'all']);
    expect(viewsOf({ snooze, assigneeId: me, status: 'waiting' })).toEqual(['snoozed', 'all']);
  });
  test('a merged ticket is only in "all"', () => {
    expect(viewsOf({ assigneeId: me, mergedInto: ticketId(1) })).toEqual(['all']);
  });
});

describe('compareByDue', () => {
  const ticketArbitrary = fc
    .record({
      count: fc.nat({ max: 4 }),
      status: fc.constantFrom('open' as const, 'waiting' as const, 'resolved' as const),
      priority: fc.constantFrom('low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
      waitingSince: fc.option(fc.nat({ max: 3 }).map((hours) => epochMs(hours * 3_600_000))),
      updatedAt: fc.nat({ max: 3 }).map(epochMs),
    })
    .map(({ count, ...rest }) => makeTicket(count, rest));

  test('is a total order: antisymmetric, transitive, equal for the same id only', () => {
    fc.assert(
      fc.property(ticketArbitrary, ticketArbitrary, ticketArbitrary, (a, b, c) => {
        expect(Math.sign(compareByDue(a, b))).toBe(-Math.sign(compareByDue(b, a)) + 0);
        if (compareByDue(a, b) <= 0 && compareByDue(b, c) <= 0)
          expect(compareByDue(a, c)).toBeLessThanOrEqual(0);
        if (compareByDue(a, b) === 0) expect(a.id).toBe(b.id);
      }),
      { numRuns: 2_000 },
    );
  });

  test('puts what is due first on top, then what waits for nobody, latest change first, then by id', () => {
    const hours = (count: number) => epochMs(count * 3_600_000);
    const soon = makeTicket(5, { priority: 'urgent', waitingSince: hours(3) });
    const later = makeTicket(4, { priority: 'low', waitingSince: hours(1) });
    const changed = makeTicket(3, { waitingSince: null, updatedAt: hours(2) });
    const old = makeTicket(1, { waitingSince: null, updatedAt: hours(1) });
    const twin = makeTicket(2, { waitingSince: null, updatedAt: hours(1) });
    const sorted = [twin, old, changed, later, soon].toSorted(compareByDue);
    expect(sorted.map((each) => each.id)).toEqual([5, 4, 3, 1, 2].map(ticketId));
  });
});
