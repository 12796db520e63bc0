import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt } from '#shared/domain/tickets/due.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { isInView, VIEW_IDS } from '#shared/domain/tickets/views.ts';
import { filterSchema, type Condition, type Filter } from '#shared/domain/views/filter.ts';
import { isNarrower } from '#shared/domain/views/is-narrower.ts';
import { compileFilter, type Filtered, type FilterContext } from '#shared/domain/views/matches.ts';
import { fixedFilter } from '#renderer/hooks/edit-view.ts';
import { anyFilter, anyTicket } from '#tests/support/filter-arbitraries.ts';
import { epochMs, makeTicket, personId, queueId } from '#tests/support/oracle-things.ts';

const me = personId(0);
const HOUR = 3_600_000;
const NOW = 15 * HOUR;
const context: FilterContext = {
  me,
  now: NOW,
  hasDraft: (id) => id.endsWith('1'),
  isUnread: (ticket) => ticket.status === 'open',
};
const rowOf = (ticket: Ticket, more: Partial<Filtered> = {}): Filtered => ({
  ticket,
  pending: false,
  undecided: false,
  ...more,
});
const one = (condition: Condition): Filter => ({ match: 'all', conditions: [condition], groups: [] });
const has = (condition: Condition, change: Partial<Ticket>, more: Partial<Filtered> = {}) =>
  compileFilter(one(condition), context)(rowOf(makeTicket(0, change), more));

/** The same in the plainest words: null asks nothing. */
function naive(condition: Condition, { ticket, pending, undecided }: Filtered): boolean | null {
  const fold = (text: string) => text.toLowerCase().replaceAll('ё', 'е');
  if ('values' in condition) {
    if (condition.values.length === 0) return null;
    if (condition.field === 'tags') {
      const count = condition.values.filter((tag) => ticket.tags.includes(tag)).length;
      if (condition.op === 'all') return count === condition.values.length;
      return condition.op === 'any' ? count > 0 : count === 0;
    }
    const values = condition.values.map((value) => (value === 'me' ? me : String(value)));
    const own = {
      status: ticket.status,
      queue: ticket.queueId,
      priority: ticket.priority,
      channel: ticket.channel,
      language: ticket.language,
      tier: String(ticket.tier),
      category: ticket.category ?? 'none',
      assignee: ticket.assigneeId ?? 'nobody',
    }[condition.field];
    return values.includes(own) === (condition.op === 'is');
  }
  if ('text' in condition) {
    const text = fold(condition.text.trim());
    if (text === '') return null;
    const where = {
      subject: [ticket.subject],
      customer: [ticket.customerName],
      text: [ticket.subject, ticket.customerName, ticket.lastLine?.text ?? ''],
    }[condition.field];
    const byNumber = condition.field === 'text' && [`#${ticket.number}`, `${ticket.number}`].includes(text);
    return (byNumber || where.some((each) => fold(each).includes(text))) === (condition.op === 'contains');
  }
  if ('than' in condition) {
    const at = {
      created: ticket.createdAt,
      updated: ticket.updatedAt,
      waiting: ticket.status === 'open' ? ticket.waitingSince : null,
    }[condition.field];
    const limit = 'at' in condition.than ? condition.than.at : NOW - condition.than.amount * HOUR;
    if (at === null) return false;
    return condition.op === 'older' ? at < limit : at >= limit;
  }
  if ('within' in condition) {
    const due = dueAt(ticket);
    return due !== null && due <= NOW + condition.within.amount * HOUR;
  }
  const flag = {
    unread: context.isUnread(ticket),
    draft: context.hasDraft(ticket.id),
    snoozed: ticket.snooze !== null,
    merged: ticket.mergedInto !== null,
    partner: ticket.partner !== null,
    following: ticket.followerIds.includes(me),
    unsent: pending,
    undecided,
  }[condition.field];
  return flag === condition.is;
}

function naively(filter: Filter, row: Filtered): boolean {
  const join = (match: 'all' | 'any', found: readonly (boolean | null)[]) => {
    const asked = found.filter((each) => each !== null);
    if (asked.length === 0) return null;
    return match === 'all' ? asked.every(Boolean) : asked.some(Boolean);
  };
  const own = filter.conditions.map((condition) => naive(condition, row));
  const groups = filter.groups.map(({ match, conditions }) =>
    join(
      match,
      conditions.map((condition) => naive(condition, row)),
    ),
  );
  return join(filter.match, [...own, ...groups]) ?? true;
}

describe('compileFilter', () => {
  test('equals asking every condition in the plainest words', () => {
    fc.assert(
      fc.property(
        anyFilter,
        anyTicket(1),
        fc.boolean(),
        fc.boolean(),
        (filter, ticket, pending, undecided) => {
          const row = { ticket, pending, undecided };
          expect(compileFilter(filter, context)(row)).toBe(naively(filter, row));
        },
      ),
      { numRuns: 2_000 },
    );
  });
  test('me and nobody are whoever looks, and nobody', () => {
    const mine: Condition = { field: 'assignee', op: 'is', values: ['me'] };
    expect(has(mine, { assigneeId: me })).toBe(true);
    expect(has(mine, { assigneeId: personId(1) })).toBe(false);
    expect(has({ field: 'assignee', op: 'is', values: ['nobody'] }, {})).toBe(true);
  });
  test('words are found without regard to case and to ё, and mean themselves', () => {
    const words = (text: string): Condition => ({ field: 'subject', op: 'contains', text });
    expect(has(words('ОТЧЕТ'), { subject: 'Пустой отчёт' })).toBe(true);
    expect(has(words('отчёт'), { subject: 'Пустой отчет' })).toBe(true);
    expect(has(words('a.c'), { subject: 'abc' })).toBe(false);
    expect(has(words('[a-c]/(\\'), { subject: 'x [a-c]/(\\ y' })).toBe(true);
  });
  test('what has no time is neither older nor newer', () => {
    const change = { waitingSince: null };
    expect(has({ field: 'waiting', op: 'older', than: { at: epochMs(NOW) } }, change)).toBe(false);
    expect(has({ field: 'waiting', op: 'newer', than: { at: epochMs(0) } }, change)).toBe(false);
  });
});

test('a fixed view in the words of a filter is the same view', () => {
  fc.assert(
    fc.property(anyTicket(1), fc.constantFrom(...VIEW_IDS), fc.boolean(), (ticket, view, snoozed) => {
      const snooze = snoozed ? { until: null, since: epochMs(1), by: me } : null;
      const row = rowOf({ ...ticket, snooze });
      const queue = queueId(0);
      expect(compileFilter(fixedFilter(view, null), context)(row)).toBe(isInView(view, row.ticket, me));
      expect(compileFilter(fixedFilter(view, queue), context)(row)).toBe(
        isInView(view, row.ticket, me) && row.ticket.queueId === queue,
      );
    }),
  );
});

test('what belongs to a narrower filter belongs to the wider one', () => {
  const both = (a: Filter, b: Filter): Filter => ({ ...a, conditions: [...a.conditions, ...b.conditions] });
  const narrowed = fc
    .tuple(anyFilter, anyFilter, fc.boolean())
    .map(([a, b, isRelated]): readonly [Filter, Filter] => (isRelated ? [both(a, b), a] : [a, b]));
  fc.assert(
    fc.property(narrowed, anyTicket(1), ([narrow, wide], ticket) => {
      if (!isNarrower(narrow, wide)) return;
      const row = rowOf(ticket);
      if (compileFilter(narrow, context)(row)) expect(compileFilter(wide, context)(row)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  const words = (text: string) => one({ field: 'text', op: 'contains', text });
  expect(isNarrower(words('обнов'), words('обно'))).toBe(true);
  expect(isNarrower(words('12'), words('1'))).toBe(false);
});

test('every filter that can be made can be kept and read again', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(filterSchema.parse(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
    }),
  );
});
