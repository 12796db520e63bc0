import { describe, expect, test } from 'vitest';
import { awakeAt, isSnoozed } from '#shared/domain/tickets/snooze.ts';
import { epochMs, makeTicket, personId, referenceId } from '#tests/support/oracle-things.ts';

const snoozed = (until: number | null) =>
  makeTicket(0, {
    snooze: { until: until === null ? null : epochMs(until), since: epochMs(1), by: personId(0) },
  });

describe('a snooze', () => {
  test('holds until its time, and without one until it is ended', () => {
    expect(isSnoozed(snoozed(10), epochMs(9))).toBe(true);
    expect(isSnoozed(snoozed(10), epochMs(10))).toBe(false);
    expect(isSnoozed(snoozed(null), epochMs(1_000_000))).toBe(true);
    expect(isSnoozed(makeTicket(0), epochMs(9))).toBe(false);
  });

  test('is not shown any more after its time; nothing else of the ticket is different', () => {
    const ticket = snoozed(10);
    expect(awakeAt(ticket, epochMs(9))).toBe(ticket);
    expect(awakeAt(ticket, epochMs(10))).toEqual(makeTicket(0));
  });

  test('of a ticket whose partner should have answered, it is our turn again', () => {
    const partner = {
      id: referenceId(0),
      name: 'Partner 0',
      email: 'partner@example.com',
      since: epochMs(1),
      until: epochMs(10),
      by: personId(0),
    };
    const given = { ...snoozed(10), status: 'waiting', waitingSince: null, partner } as const;
    expect(awakeAt(given, epochMs(9))).toBe(given);
    const due = { snooze: null, status: 'open', waitingSince: epochMs(10), partner };
    expect(awakeAt(given, epochMs(12))).toMatchObject(due);
    // Somebody has snoozed it for less: the partner still has time.
    const earlier = { ...given, partner: { ...partner, until: epochMs(20) } };
    expect(awakeAt(earlier, epochMs(12))).toMatchObject({ snooze: null, status: 'waiting' });
    const done = { ...given, status: 'resolved' } as const;
    expect(awakeAt(done, epochMs(12))).toMatchObject({ snooze: null, status: 'resolved' });
  });
});
