import { describe, expect, it } from 'vitest';
import { err, ok } from '#shared/base/result.ts';
import type { ChangesPage } from '#shared/contract/http/routes.ts';
import type { Remote } from '#renderer/data/remote/remote.ts';
import { askPage, createPageLine, type PageLine } from '#renderer/data/sync/page-line.ts';

type Answer = Awaited<ReturnType<Remote['pullChanges']>>;

/** A helpdesk of so many pages, whose cursors count up, and which answers when it is told to. */
function createFeed(pages: number) {
  const asked: (string | null)[] = [];
  const waiting: ((answer: Answer) => void)[] = [];
  const answerOf = (cursor: string | null): Answer => {
    const next = Number(cursor ?? 0) + 1;
    return ok({
      changes: [],
      cursor: String(next),
      more: next < pages,
      start: null,
      complete: true,
      progress: null,
    } satisfies ChangesPage);
  };
  return {
    asked,
    pullChanges: (cursor: string | null) => {
      asked.push(cursor);
      return new Promise<Answer>((resolve) => waiting.push(resolve));
    },
    /** Answers the oldest open request. */
    async answer(given?: Answer) {
      const cursor = asked.at(-waiting.length) ?? null;
      waiting.shift()?.(given ?? answerOf(cursor));
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

function lineOf(feed: ReturnType<typeof createFeed>): PageLine {
  let fetches = 0;
  return createPageLine(feed, () => ++fetches);
}

const CUT: Answer = err({ failure: { kind: 'unreachable' }, code: null });

describe('the line of pages', () => {
  it('asks for the next page the moment one has arrived', async () => {
    const feed = createFeed(5);
    lineOf(feed).take(null);
    await feed.answer();
    expect(feed.asked).toEqual([null, '1']);
  });

  it('I5: says of a page that it was asked for before it was wanted, since it may be older than an event', async () => {
    const feed = createFeed(2);
    const line = lineOf(feed);
    expect(line.take(null).isEarly).toBe(false);
    await feed.answer();
    expect(line.take('1').isEarly).toBe(true);
    expect(line.take('2').isEarly).toBe(false);
  });

  it('I11: never holds more than two pages ahead of the one in work', async () => {
    const feed = createFeed(10);
    const line = lineOf(feed);
    line.take(null);
    for (let at = 0; at < 5; at++) await feed.answer();
    expect(feed.asked).toEqual([null, '1', '2']);
    line.take('1');
    expect(feed.asked).toEqual([null, '1', '2', '3']);
  });

  it('gives each page once: the same cursor later is asked for again', async () => {
    const feed = createFeed(1);
    const line = lineOf(feed);
    const first = line.take('7');
    await feed.answer();
    const second = line.take('7');
    expect(second).not.toBe(first);
    expect(feed.asked).toEqual(['7', '7']);
    expect(second.fetch).toBeGreaterThan(first.fetch);
  });

  it('asks again for a page that did not come', async () => {
    const feed = createFeed(5);
    const line = lineOf(feed);
    line.take(null);
    await feed.answer();
    await feed.answer(CUT);
    expect((await line.take('1').answer).ok).toBe(false);
    line.drop();
    line.take('1');
    expect(feed.asked).toEqual([null, '1', '1']);
  });

  it('forgets what was asked for another place of the feed', async () => {
    const feed = createFeed(5);
    const line = lineOf(feed);
    line.take(null);
    await feed.answer();
    line.take('40');
    expect(feed.asked).toEqual([null, '1', '40']);
  });

  it('does not ask a helpdesk for ever that promises more and does not move on', async () => {
    const feed = createFeed(5);
    const line = lineOf(feed);
    line.take('3');
    const stuck = { changes: [], cursor: '3', more: true, start: null, complete: true, progress: null };
    await feed.answer(ok(stuck));
    expect(feed.asked).toEqual(['3']);
  });

  it('begins with a page that has been asked for already', async () => {
    const feed = createFeed(5);
    const line = createPageLine(feed, () => 1, askPage(feed, '2', false));
    expect(line.take('2').fetch).toBe(1);
    expect(feed.asked).toEqual(['2']);
  });

  it('a page that was asked for before it was our turn counts as older than all that has landed', async () => {
    const feed = createFeed(5);
    const asked = askPage(feed, '2', true);
    await feed.answer();
    expect(await asked.read).toEqual({ changes: [], unreadable: [] });
    const line = createPageLine(feed, () => 1, asked);
    expect(line.take('2').fetch).toBe(0);
    const next = line.take('3');
    expect(next.fetch).toBe(1);
    await feed.answer();
    expect((await next.answer).ok).toBe(true);
  });
});
