import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import type { Filter } from '#shared/domain/views/filter.ts';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { createViewLists } from '#renderer/data/read/view-lists.ts';
import type { ViewQuery } from '#renderer/data/read/view-query.ts';
import { computeRows } from '#tests/support/compute-rows.ts';
import { anyFilter, anyOrder, anyTicket } from '#tests/support/filter-arbitraries.ts';
import { makeTicket, personId, ticketId } from '#tests/support/oracle-things.ts';

const HOUR = 3_600_000;
const TICKETS = 12;

/** Lists over rows of its own, with a clock and marks that a test moves. */
function makeLists() {
  const marks = { drafts: new Set<TicketId>(), unread: new Set<TicketId>() };
  let now = 15 * HOUR;
  let wake: (() => void) | null = null;
  const context = {
    me: () => personId(0),
    now: () => now,
    hasDraft: (id: TicketId) => marks.drafts.has(id),
    isUnread: ({ id }: { readonly id: TicketId }) => marks.unread.has(id),
    after(_: number, run: () => void) {
      wake = run;
      return () => {
        if (wake === run) wake = null;
      };
    },
  };
  const lists = createViewLists(context);
  lists.setReady();
  const rows = new Map<TicketId, TicketRow>();
  return {
    lists,
    rows,
    set(id: TicketId, row: TicketRow | null) {
      const before = rows.get(id);
      if (row === null) rows.delete(id);
      else rows.set(id, row);
      lists.apply({
        removed: before === undefined ? [] : [before],
        added: row === null ? [] : [row],
        ids: new Set([id]),
      });
    },
    toggle(which: 'drafts' | 'unread', id: TicketId) {
      if (!marks[which].delete(id)) marks[which].add(id);
      const row = rows.get(id);
      lists.marksChanged(row === undefined ? [] : [row]);
    },
    hoursPass(hours: number) {
      now += hours * HOUR;
      wake?.();
    },
    hasAlarm: () => wake !== null,
    truth: (query: ViewQuery) =>
      computeRows(rows.values(), query, { ...context, me: personId(0), now, isUnread: context.isUnread }),
  };
}

const aQuery = fc
  .record({
    view: fc.constantFrom('all' as const, 'mine' as const, 'waiting-for-us' as const),
    filters: fc.array(anyFilter, { maxLength: 2 }),
    order: anyOrder,
  })
  .map((some): ViewQuery => ({ ...some, queueId: null }));

const anAct = fc.nat(TICKETS - 1).chain((n) =>
  fc.oneof(
    { weight: 6, arbitrary: anyTicket(n).map((ticket) => ({ kind: 'set' as const, ticket })) },
    { weight: 2, arbitrary: fc.constant({ kind: 'gone' as const, id: ticketId(n) }) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('drafts' as const, 'unread' as const)
        .map((which) => ({ kind: 'mark' as const, which, id: ticketId(n) })),
    },
    { weight: 1, arbitrary: fc.nat(5).map((hours) => ({ kind: 'time' as const, hours })) },
    { weight: 1, arbitrary: fc.nat(3).map((at) => ({ kind: 'look' as const, at })) },
  ),
);

describe('createViewLists', () => {
  it('keeps every list that is looked at equal to one worked out anew', () => {
    fc.assert(
      fc.property(
        fc.array(aQuery, { minLength: 1, maxLength: 4 }),
        fc.array(anAct, { maxLength: 40 }),
        (queries, acts) => {
          const desk = makeLists();
          const stops = new Map<ViewQuery, () => void>();
          for (const act of acts) {
            if (act.kind === 'set')
              desk.set(act.ticket.id, { ticket: act.ticket, pending: false, undecided: false });
            else if (act.kind === 'gone') desk.set(act.id, null);
            else if (act.kind === 'mark') desk.toggle(act.which, act.id);
            else if (act.kind === 'time') desk.hoursPass(act.hours);
            else {
              const query = queries[act.at % queries.length] as ViewQuery;
              const stop = stops.get(query);
              stop?.();
              if (stop === undefined)
                stops.set(
                  query,
                  desk.lists.query(query).subscribe(() => undefined),
                );
              else stops.delete(query);
            }
            for (const query of stops.keys())
              expect(desk.lists.query(query).get().rows).toEqual(desk.truth(query));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  const query = (filter: Filter): ViewQuery => ({
    view: 'all',
    queueId: null,
    filters: [filter],
    order: DUE_FIRST,
  });
  const dueSoon: Filter = {
    match: 'all',
    conditions: [{ field: 'due', within: { amount: 1, unit: 'hours' } }],
    groups: [],
  };

  it('gives the same object for the same question, and forgets lists nobody looks at', () => {
    const { lists } = makeLists();
    const words = (text: string) =>
      query({ match: 'all', conditions: [{ field: 'text', op: 'contains', text }], groups: [] });
    const first = lists.query(words('a'));
    const stop = first.subscribe(() => undefined);
    expect(lists.query(words('a'))).toBe(first);
    for (let n = 0; n < 200; n++) lists.query(words(`b${n}`)).get();
    expect(lists.query(words('a'))).toBe(first);
    const second = lists.query(words('b0'));
    expect(lists.query(words('b0'))).toBe(second);
    stop();
  });

  it('asks the clock only while somebody looks at what depends on it', () => {
    const desk = makeLists();
    desk.set(ticketId(1), { ticket: makeTicket(1), pending: false, undecided: false });
    const list = desk.lists.query(query(dueSoon));
    expect(desk.hasAlarm()).toBe(false);
    const stop = list.subscribe(() => undefined);
    expect(desk.hasAlarm()).toBe(true);
    stop();
    expect(desk.hasAlarm()).toBe(false);
  });
});
