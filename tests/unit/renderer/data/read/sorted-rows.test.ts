import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRows, patchRows } from '#renderer/data/read/sorted-rows.ts';
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
      maxLength: 60,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const made = given.map(([since, what], n) => ({ what, row: row(n, since) }));
        const of = (...kinds: string[]) =>
          made.filter((each) => kinds.includes(each.what)).map((each) => each.row);
        const before = of('stays', 'goes').toSorted(compareRows);
        const after = patchRows(before, of('goes'), of('comes'));
        expect(after).toEqual(of('stays', 'comes').toSorted(compareRows));
      }),
    );
  });

  it('is the same array when nothing changes', () => {
    const rows = [row(1, 5)];
    expect(patchRows(rows, [], [])).toBe(rows);
  });
});
