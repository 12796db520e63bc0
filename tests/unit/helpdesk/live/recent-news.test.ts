import { describe, expect, test } from 'vitest';
import type { Person } from '#shared/domain/people/person.ts';
import { newsSchema } from '#shared/contract/http/routes.ts';
import { decodeCursor } from '#helpdesk/desk/feed-cursor.ts';
import type { NewsRow } from '#helpdesk/desk/feed-news.ts';
import { feedSightOf } from '#helpdesk/desk/sight.ts';
import { createRecentNews } from '#helpdesk/live/recent-news.ts';
import { personId, queueId, ticketId } from '#tests/support/oracle-things.ts';

const person = (queue: number): Person => ({
  id: personId(queue),
  name: 'Somebody',
  role: 'operator',
  queueIds: [queueId(queue)],
  active: true,
  tier: 1,
});
const first = feedSightOf({ person: person(0), version: 1 });
const place = (seq: number) => ({ era: 'now', seq });
const row = (seq: number, queue = 0): NewsRow => ({
  seq,
  type: 'message',
  id: ticketId(seq),
  version: 1,
  gone: false,
  ticket_id: ticketId(0),
  queue_ids: [queueId(queue)],
  row: `{"n":${seq}}`,
});

function told(text: string | null) {
  if (text === null) return null;
  const { after, page } = newsSchema.parse(JSON.parse(text));
  const ids = page.changes.map((change) => {
    const { row: content, gone } = change as { row?: { n: number }; gone?: true };
    return gone === true ? 'gone' : content?.n;
  });
  return [decodeCursor(after)?.seq, ids, decodeCursor(page.cursor)?.seq];
}

describe('what is told beside an event', () => {
  test('I5: goes on from where each client has read to, and never begins later', () => {
    const recent = createRecentNews();
    recent.add({ to: place(10), rows: null });
    expect(told(recent.textFor(first, place(9)))).toBeNull();
    recent.add({ to: place(12), rows: [row(11), row(12)] });
    recent.add({ to: place(13), rows: [row(13)] });
    expect(told(recent.textFor(first, place(10)))).toEqual([10, [11, 12, 13], 13]);
    expect(told(recent.textFor(first, place(12)))).toEqual([12, [13], 13]);
    expect(told(recent.textFor(first, place(9)))).toBeNull();
    // Read further than what is known here: he has it all.
    expect(told(recent.textFor(first, place(14)))).toBeNull();
  });

  test('I8: a row out of sight comes without its content', () => {
    const recent = createRecentNews();
    recent.add({ to: place(0), rows: null });
    recent.add({ to: place(2), rows: [row(1, 0), row(2, 1)] });
    expect(told(recent.textFor(first, place(0)))).toEqual([0, [1, 'gone'], 2]);
    expect(told(recent.textFor(feedSightOf({ person: person(1), version: 1 }), place(0)))).toEqual([
      0,
      ['gone', 2],
      2,
    ]);
  });

  test('I5: after a gap that is not known, everybody pulls', () => {
    const recent = createRecentNews();
    recent.add({ to: place(0), rows: null });
    recent.add({ to: place(1), rows: [row(1)] });
    recent.add({ to: place(500), rows: null });
    recent.add({ to: place(501), rows: [row(501)] });
    expect(told(recent.textFor(first, place(1)))).toBeNull();
    expect(told(recent.textFor(first, place(500)))).toEqual([500, [501], 501]);
    recent.forget();
    expect(told(recent.textFor(first, place(500)))).toBeNull();
  });

  test('I11: keeps a bounded number of rows, and knows where they begin', () => {
    const recent = createRecentNews();
    recent.add({ to: place(0), rows: null });
    for (let seq = 1; seq <= 1_000; seq += 1) recent.add({ to: place(seq), rows: [row(seq)] });
    expect(told(recent.textFor(first, place(650)))).toBeNull();
    expect(told(recent.textFor(first, place(990)))?.[1]).toHaveLength(10);
    expect(told(recent.textFor(first, place(700)))?.[1]).toHaveLength(300);
    expect(told(recent.textFor(first, place(699)))).toBeNull();
  });
});
