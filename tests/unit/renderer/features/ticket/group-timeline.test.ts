import { expect, test } from 'vitest';
import type { EpochMs, MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { groupTimeline } from '#renderer/features/ticket/group-timeline.ts';
import { sampleId } from '#tests/support/sample-desk-data.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const dayOf = (at: number) => Math.floor(at / DAY);
const common = (n: number, at: number) => ({
  id: sampleId('c', n) as MessageId,
  ticketId: sampleId('d', 1) as TicketId,
  at: at as EpochMs,
});

function said(n: number, at: number, authorName: string): TimelineEntry {
  const words = { authorName, text: `text ${n}`, attachments: [], html: null, channel: 'chat' as const };
  return { message: { kind: 'customer', ...common(n, at), ...words }, delivery: 'confirmed' };
}
function changed(n: number, at: number): TimelineEntry {
  const event = { kind: 'tags' as const, added: ['x'], removed: [] };
  const authorId = sampleId('e', 1) as PersonId;
  return { message: { kind: 'event', ...common(n, at), authorId, event }, delivery: 'confirmed' };
}
const shape = (entries: readonly TimelineEntry[], unread: string | null = null) =>
  groupTimeline(entries, dayOf, unread).map((item) =>
    item.kind === 'events'
      ? `events ${item.entries.length}`
      : item.kind === 'message' && item.continues
        ? 'continued'
        : item.kind,
  );

test('changes in a row are one line, messages of one author soon after each other belong together', () => {
  expect(
    shape([
      said(1, 0, 'Olga'),
      said(2, MINUTE, 'Olga'),
      said(3, 2 * MINUTE, 'Ivan'),
      changed(4, 3 * MINUTE),
      changed(5, 3 * MINUTE),
      said(6, 4 * MINUTE, 'Ivan'),
      said(7, 30 * MINUTE, 'Ivan'),
    ]),
  ).toEqual(['day', 'message', 'continued', 'message', 'events 2', 'message', 'message']);
});

test('each day has its heading, which parts groups', () => {
  expect(shape([changed(1, 0), changed(2, DAY), said(3, DAY, 'Olga'), said(4, 2 * DAY, 'Olga')])).toEqual([
    'day',
    'events 1',
    'day',
    'events 1',
    'message',
    'day',
    'message',
  ]);
});

test('the line of what is new stands before the first new entry', () => {
  expect(shape([said(1, 0, 'Olga'), said(2, MINUTE, 'Olga')], sampleId('c', 2))).toEqual([
    'day',
    'message',
    'unread',
    'message',
  ]);
});

test('lines keep their names while entries come', () => {
  const before = [said(1, 0, 'Olga'), changed(2, MINUTE)];
  const keys = (entries: readonly TimelineEntry[]) =>
    groupTimeline(entries, dayOf, null).map(({ key }) => key);
  expect(keys([...before, changed(3, MINUTE)])).toEqual(keys(before));
});
