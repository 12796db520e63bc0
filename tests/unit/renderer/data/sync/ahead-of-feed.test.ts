import { describe, expect, it } from 'vitest';
import type { MessageId, TicketId } from '#shared/base/brand.ts';
import type { Change } from '#shared/sync/change.ts';
import { aheadAfterAnswers, aheadAfterPage, aheadFrom } from '#renderer/data/sync/ahead-of-feed.ts';

const ticket = (id: string) => ({ type: 'ticket', id, version: 2, row: {} }) as unknown as Change;
const message = (id: string) => ({ type: 'message', id, version: 1, row: {} }) as unknown as Change;
const NONE: ReadonlySet<MessageId> = new Set();
const live = (...changes: Change[]) => ({ changes, starts: false, isLast: true });

describe('rows that came beside an answer (I4)', () => {
  it('are brought again by the next pull: all is well', () => {
    const ahead = aheadAfterAnswers(aheadFrom(), [ticket('t1'), message('m1')], NONE, 3);
    expect(ahead.ids).toEqual(['t1']);
    expect(aheadAfterPage(ahead, live(ticket('t1')), 4)).toMatchObject({
      ahead: { ids: [] },
      wentBack: false,
    });
  });

  it('are missing from a pull that began after the answer: the helpdesk has gone back in time', () => {
    const ahead = aheadAfterAnswers(aheadFrom(), [ticket('t1')], NONE, 3);
    expect(aheadAfterPage(ahead, live(ticket('t2')), 4).wentBack).toBe(true);
  });

  it('are missing although their ticket was changed again after that: the entry that our command made tells', () => {
    const made = new Set(['m1' as MessageId]);
    const ahead = aheadAfterAnswers(aheadFrom(), [ticket('t1'), message('m1'), message('m0')], made, 3);
    expect(aheadAfterPage(ahead, live(ticket('t1'), message('m2')), 4).wentBack).toBe(true);
    expect(aheadAfterPage(ahead, live(ticket('t1'), message('m1')), 4).wentBack).toBe(false);
  });

  it('may be missing from a pull that began before the answer, and from a page that is not the last', () => {
    const ahead = aheadAfterAnswers(aheadFrom(), [ticket('t1')], NONE, 3);
    expect(aheadAfterPage(ahead, live(), 3).wentBack).toBe(false);
    expect(aheadAfterPage(ahead, { ...live(), isLast: false }, 4).wentBack).toBe(false);
  });

  it('of an earlier run of the program must be in any pull', () => {
    expect(aheadAfterPage(aheadFrom(['t1' as TicketId]), live(), 1).wentBack).toBe(true);
  });

  it('are forgotten when the feed begins anew', () => {
    const ahead = aheadAfterAnswers(aheadFrom(), [ticket('t1')], NONE, 3);
    const next = aheadAfterPage(ahead, { changes: [], starts: true, isLast: true }, 4);
    expect(next).toMatchObject({ ahead: { ids: [] }, wentBack: false });
  });
});
