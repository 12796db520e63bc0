import { expect, test } from 'vitest';
import type { EpochMs, MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import type { TimelineEntry } from '#renderer/data/read/desk-reader.ts';
import { firstUnread } from '#renderer/features/ticket/first-unread.ts';
import { sampleId } from '#tests/support/sample-desk-data.ts';

const id = (n: number) => sampleId('c', n) as MessageId;
const common = (n: number) => ({ id: id(n), ticketId: sampleId('d', 1) as TicketId, at: n as EpochMs });

function written(n: number): TimelineEntry {
  const words = { authorName: 'Olga', text: 'x', attachments: [], html: null, channel: 'chat' as const };
  return { message: { kind: 'customer', ...common(n), ...words }, delivery: 'confirmed' };
}
function changed(n: number): TimelineEntry {
  const event = { kind: 'tags' as const, added: ['x'], removed: [] };
  return {
    message: { kind: 'event', ...common(n), authorId: sampleId('e', 1) as PersonId, event },
    delivery: 'confirmed',
  };
}

test("the customer's first message behind what was read is new; the team's changes are not", () => {
  const timeline = [written(1), changed(2), written(3), written(4)];
  expect(firstUnread(timeline, id(1))).toBe(id(3));
  expect(firstUnread(timeline, id(3))).toBe(id(4));
  expect(firstUnread(timeline, id(4))).toBeNull();
});

test('where what was read is not in the timeline nothing is called new', () => {
  expect(firstUnread([written(1)], id(9))).toBeNull();
});
