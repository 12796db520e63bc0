import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRows, patchRows, sortRows } from '#renderer/data/read/sorted-rows.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';

function row(n: number, waitingSince: number | null): TicketRow {
  const ticket = {
    id: `t${n}`,
    status: 'open',
    priority: 'normal',
    assigneeId: null,
    waitingSince,
    updatedAt: n % 5,
  };
  return { ticket: ticket as never, pending: false, undecided: false };
}

describe('patchRows', () => {
  it('equals taking out, putting in and sorting', () => {
    const rows = fc.array(fc.tuple(fc.option(fc.nat(20)), fc.constantFrom('stays', 'goes', 'comes')), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const made = given.map(([since, what], n) => ({ what, row: row(n, since) }));
        const of = (...kinds: string[]) =>
          made.filter((each) => kinds.includes(each.what)).map((each) => each.row);
        const before = of('stays', 'goes').toSorted(compareRows);
        const after = patchRows(before, of('goes'), sortRows(of('comes')));
        expect(after).toEqual(of('stays', 'comes').toSorted(compareRows));
      }),
    );
  });

  it('finds many rows that go as it finds few', () => {
    const rows = Array.from({ length: 500 }, (_, n) => row(n, n % 7 === 0 ? null : n % 50)).toSorted(
      compareRows,
    );
    const goes = rows.filter((_, at) => at % 3 === 0);
    expect(patchRows(rows, goes, [])).toEqual(rows.filter((_, at) => at % 3 !== 0));
    expect(patchRows(rows, goes.slice(0, 10), [])).toEqual(
      rows.filter((each) => !goes.slice(0, 10).includes(each)),
    );
  });

  it('is the same array when nothing changes', () => {
    const rows = [row(1, 5)];
    expect(patchRows(rows, [], [])).toBe(rows);
  });
});
