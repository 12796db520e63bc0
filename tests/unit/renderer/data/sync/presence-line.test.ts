import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type { PresenceSaid } from '#shared/contract/http/routes.ts';
import type { Message } from '#renderer/data/sync/channel.ts';
import { createPresenceLine, DOUBT_MS } from '#renderer/data/sync/presence-line.ts';
import { systemTimers } from '#renderer/data/timers.ts';

const NEWS = {
  anew: true,
  marks: [{ personId: 'anna' as PersonId, ticketId: 'one' as TicketId, doing: 'looking' as const }],
};
const said = (ticketId: string | null, window = 'w'): PresenceSaid => ({
  window,
  ticketId: ticketId as TicketId | null,
  doing: 'looking',
});

function open() {
  const posted: Message[] = [];
  const sent: (string | null)[] = [];
  const answers: (() => void)[] = [];
  const line = createPresenceLine({
    remote: {
      sayPresence: (one) => {
        sent.push(one.ticketId);
        return new Promise((resolve) => answers.push(resolve));
      },
    },
    timers: systemTimers,
    post: (message) => posted.push(message),
  });
  const marks = () =>
    posted.flatMap((message) => (message.kind === 'presence' ? [message.news.marks.length] : []));
  return { line, posted, sent, marks, answer: () => answers.shift()?.() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('passes on what it is told, and forgets it when the stream ends', () => {
  const { line, marks } = open();
  line.opened();
  line.told(NEWS);
  line.lost();
  line.lost();
  expect(marks()).toEqual([1, 0]);
});

it('believes nobody to be anywhere while the stream is silent, and again when it speaks', () => {
  const { line, marks } = open();
  line.opened();
  line.told(NEWS);
  vi.advanceTimersByTime(DOUBT_MS - 1);
  line.heard();
  vi.advanceTimersByTime(DOUBT_MS + 1);
  expect(marks()).toEqual([1, 0]);
  line.heard();
  expect(marks()).toEqual([1, 0, 1]);
});

it('says nothing without a stream, and to a helpdesk that tells nothing itself', () => {
  const { line, sent, posted } = open();
  line.attending(said('one'));
  line.opened();
  line.attending(said('one'));
  expect(sent).toEqual([]);
  line.told(NEWS);
  expect(posted[0]).toEqual({ kind: 'which-attention' });
  line.attending(said('one'));
  line.lost();
  line.attending(said('two'));
  expect(sent).toEqual(['one']);
});

it('has one request of a window on its way, and then says the last it was told', async () => {
  const { line, sent, answer } = open();
  line.opened();
  line.told(NEWS);
  for (const ticket of ['one', 'two', 'three']) line.attending(said(ticket));
  line.attending(said('four', 'other'));
  expect(sent).toEqual(['one', 'four']);
  answer();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toEqual(['one', 'four', 'three']);
});
