import { describe, expect, it } from 'vitest';
import { joinSegments, pruneSegment } from '#renderer/data/store/join-segments.ts';
import { TICKET_DEFAULTS } from '#shared/domain/tickets/ticket.ts';
import { parseList, packSegment, segmentOf, unpackSegment } from '#renderer/data/store/segment.ts';
import type { Change } from '#shared/sync/change.ts';

const ticket = (id: string, version: number, subject = '') =>
  ({ type: 'ticket', id, version, row: { id, subject, tier: 1 } }) as unknown as Change;
const message = (id: string, ticketId: string, version: number, text = '') =>
  ({ type: 'message', id, version, row: { id, ticketId, text } }) as unknown as Change;
const goneTicket = (id: string, version: number) =>
  ({ type: 'ticket', id, version, gone: true }) as unknown as Change;
const goneMessage = (id: string, ticketId: string, version: number) =>
  ({ type: 'message', id, ticketId, version, gone: true }) as unknown as Change;

describe('a segment', () => {
  it('is the same after packing and unpacking', () => {
    const segment = segmentOf([
      ticket('a', 1),
      message('m', 'a', 1),
      message('n', 'b', 2),
      goneTicket('c', 3),
    ]);
    const { list, page } = packSegment(4, 1, segment);
    expect(unpackSegment(list, page)).toEqual(segment);
    expect(segment.list.elsewhere).toEqual(['b']);
  });

  it('I10: rows of 0.1 are given what they do not say, and damaged ones stay as they are', () => {
    const list = {
      tickets: [
        [1, { id: 'a', subject: 'Old' }],
        [1, null],
      ],
      people: [[1, { id: 'p' }]],
    };
    expect(parseList(JSON.stringify(list))).toEqual({
      tickets: [
        [1, { id: 'a', subject: 'Old', ...TICKET_DEFAULTS }],
        [1, null],
      ],
      people: [[1, { id: 'p', tier: 1 }]],
      references: [],
    });
  });
});

describe('joining segments', () => {
  it('keeps the newest of each row, in whatever order they lay (I4)', () => {
    const older = segmentOf([ticket('a', 1, 'old'), message('m', 'a', 1, 'old'), ticket('b', 1)]);
    const newer = segmentOf([ticket('a', 2, 'new'), message('m', 'a', 2, 'new'), goneTicket('b', 2)]);
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      const joined = joinSegments(order);
      expect(joined.list.tickets).toEqual([[2, { id: 'a', subject: 'new', tier: 1 }]]);
      expect(joined.list.gone).toEqual([[2, 'ticket', 'b']]);
      expect([...joined.messages.values()]).toEqual([[[2, { id: 'm', ticketId: 'a', text: 'new' }]]]);
    }
  });

  it('keeps a message’s tombstone, so that a late page cannot bring it back', () => {
    const joined = joinSegments([segmentOf([message('m', 'a', 1)]), segmentOf([goneMessage('m', 'a', 2)])]);
    expect([...joined.messages]).toEqual([['a', [[2, null, 'm']]]]);
  });

  it('pruning takes out what is superseded and what has left sight, with its messages (I8)', () => {
    const segment = segmentOf([ticket('a', 1), ticket('b', 1), message('m', 'a', 1), message('n', 'b', 1)]);
    const left = pruneSegment(
      segment,
      (id) => id !== 'a',
      (id) => id === 'a',
    );
    expect(left.list.tickets.map(([, row]) => row.id)).toEqual(['b']);
    expect([...left.messages.keys()]).toEqual(['b']);
  });
});
