import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { keepPlace } from '#renderer/features/queue/keep-place.ts';
import { steadyRows, type SteadyRows } from '#renderer/features/queue/steady-rows.ts';
import { makeTicket, ticketId } from '#tests/support/oracle-things.ts';

/** A row of a list that is sorted by a number. */
interface Row extends TicketRow {
  readonly key: number;
}
const row = (n: number, key: number): Row => ({
  ticket: makeTicket(n),
  key,
  pending: false,
  undecided: false,
});
const sorted = (rows: readonly Row[]) =>
  rows.toSorted((a, b) => a.key - b.key || (a.ticket.id < b.ticket.id ? -1 : 1));
const start = (rows: readonly Row[]): SteadyRows => ({
  rows: sorted(rows),
  pinned: new Map(),
  near: new Map(),
});
const ids = (rows: readonly TicketRow[]) => rows.map((each) => each.ticket.id);
const others = { now: () => null, isOwnAct: () => false };
const [a, b, c, d] = [row(1, 10), row(2, 20), row(3, 30), row(4, 40)] as const;

describe('steadyRows', () => {
  it('is the list itself when the hand is on nothing', () => {
    const after = sorted([d, a, row(2, 99)]);
    expect(steadyRows(start([a, b, c, d]), after, [], others).rows).toBe(after);
  });
  it('looks at no row while only the cursor moves, wherever the hand is', () => {
    let looks = 0;
    const rows = new Proxy([a, b, c], {
      get(target, key, receiver) {
        looks += 1;
        return Reflect.get(target, key, receiver) as unknown;
      },
    });
    const before = { rows, pinned: new Map(), near: new Map() };
    expect(steadyRows(before, rows, [b.ticket.id, d.ticket.id], others)).toBe(before);
    expect(looks).toBe(0);
  });
  it('keeps a row that another has taken out of the list, as it is now', () => {
    const now = { ...b, undecided: true };
    const shown = steadyRows(start([a, b, c]), [a, c], [b.ticket.id], { ...others, now: () => now });
    expect(shown.rows).toEqual([a, now, c]);
    expect(shown.pinned.get(b.ticket.id)).toBe('left');
    expect(steadyRows(shown, [a, c], [], others)).toEqual({
      rows: [a, c],
      pinned: new Map(),
      near: new Map(),
    });
  });
  it('lets go at once what the operator has taken out himself', () => {
    const own = { ...others, isOwnAct: () => true };
    expect(steadyRows(start([a, b, c]), [a, c], [b.ticket.id], own).rows).toEqual([a, c]);
  });
  it('keeps a row that belongs elsewhere now, until the hand leaves it', () => {
    const moved = row(2, 99);
    const after = sorted([a, moved, c, d]);
    const shown = steadyRows(start([a, b, c, d]), after, [b.ticket.id], others);
    expect(shown.rows).toEqual([a, moved, c, d]);
    expect(shown.pinned.get(b.ticket.id)).toBe('moved');
    expect(steadyRows(shown, after, [a.ticket.id], others).rows).toBe(after);
  });
  it('puts new rows where they belong, around the row under the hand', () => {
    const [above, below] = [row(5, 5), row(6, 25)];
    const after = sorted([a, b, c, above, below]);
    const shown = steadyRows(start([a, b, c]), after, [b.ticket.id], others);
    expect(shown.rows).toBe(after);
  });

  const numbers = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 20 });
  const changes = fc.array(
    fc.record({ n: fc.nat(30), key: fc.nat(40), what: fc.constantFrom('comes', 'goes', 'own') }),
    { maxLength: 6 },
  );

  it('in every history: all that is not held stands where it belongs, and what is held stays between its neighbours', () => {
    fc.assert(
      fc.property(
        numbers,
        fc.array(fc.tuple(changes, fc.array(fc.nat(30), { maxLength: 2 })), { maxLength: 6 }),
        (first, steps) => {
          const all = new Map(first.map((n) => [ticketId(n), row(n, n)]));
          let shown = start([...all.values()]);
          for (const [step, hands] of steps) {
            const held = hands.map((n) => ticketId(n));
            const own = new Set<TicketId>();
            const before = shown;
            for (const { n, key, what } of step) {
              const id = ticketId(n);
              if (what === 'comes') all.set(id, row(n, key));
              else all.delete(id);
              if (what === 'own') own.add(id);
            }
            const after = sorted([...all.values()]);
            shown = steadyRows(before, after, held, { now: () => null, isOwnAct: (id) => own.has(id) });
            const { rows, pinned } = shown;
            // Nobody twice, and only held rows are not where they belong.
            expect(new Set(ids(rows)).size).toBe(rows.length);
            expect([...pinned.keys()].every((id) => held.includes(id))).toBe(true);
            expect(rows.filter((each) => !pinned.has(each.ticket.id))).toEqual(
              after.filter((each) => !pinned.has(each.ticket.id)),
            );
            for (const id of held) {
              const was = ids(before.rows).indexOf(id);
              if (was < 0) continue;
              const is = ids(rows).indexOf(id);
              if (is < 0) {
                expect(own.has(id) && !all.has(id)).toBe(true);
                continue;
              }
              const untouched = before.rows.filter(
                (each) =>
                  !before.pinned.has(each.ticket.id) &&
                  after.includes(each as Row) &&
                  !held.includes(each.ticket.id),
              );
              for (const each of untouched)
                expect(rows.indexOf(each) < is).toBe(before.rows.indexOf(each) < was);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('keepPlace', () => {
  it('keeps a row at its height on the screen, with blank space where the list is too short for that', () => {
    fc.assert(
      fc.property(
        fc.record({
          lead: fc.nat(300),
          tail: fc.nat(300),
          scrollTop: fc.nat(2_000),
          from: fc.nat(30),
          to: fc.nat(30),
          more: fc.nat(30),
        }),
        ({ lead, tail, scrollTop, from, to, more }) => {
          const content = (to + 1 + more) * 70;
          const was = { room: { lead, tail }, scrollTop, shift: (to - from) * 70, height: 700, content };
          const next = keepPlace(was);
          expect(next.room.lead + to * 70 - next.scrollTop).toBe(lead + from * 70 - scrollTop);
          expect(next.scrollTop).toBeGreaterThanOrEqual(0);
          expect(next.scrollTop).toBeLessThanOrEqual(
            Math.max(0, next.room.lead + content + next.room.tail - 700),
          );
        },
      ),
    );
  });
});
