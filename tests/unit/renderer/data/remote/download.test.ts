import { describe, expect, it } from 'vitest';
import type { Sha256 } from '#shared/base/brand.ts';
import { createDownloads } from '#renderer/data/remote/download.ts';
import type { Fetch } from '#renderer/data/remote/exchange.ts';

const FILE = 'f'.repeat(64) as Sha256;
const BYTES = new Uint8Array(1_000).map((_, index) => index % 251);

/** A body that gives bytes and then breaks. */
function cutAfter(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let isGiven = false;
  return new ReadableStream({
    pull(controller) {
      if (isGiven || bytes.length === 0) return controller.error(new TypeError('cut'));
      isGiven = true;
      controller.enqueue(new Uint8Array(bytes));
    },
  });
}

/** A helpdesk that gives at most so many bytes before the line breaks; what it was asked for is in `asked`. */
function createLine(bytesOf: (attempt: number) => number, hasRanges = true) {
  const asked: (string | null)[] = [];
  const fetch: Fetch = async (_path, init) => {
    const range = new Headers(init?.headers).get('range');
    asked.push(range);
    const start = hasRanges && range !== null ? Number(/\d+/.exec(range)?.[0]) : 0;
    const count = bytesOf(asked.length);
    if (count < 0) throw new TypeError('offline');
    const rest = BYTES.subarray(start);
    const body = count >= rest.length ? new Blob([rest]).stream() : cutAfter(rest.subarray(0, count));
    return hasRanges && range !== null
      ? new Response(body, { status: 206, headers: { 'content-range': `bytes ${start}-999/1000` } })
      : new Response(body, { status: 200 });
  };
  const timers = { now: () => 0, after: () => () => undefined } as never;
  return { asked, pull: createDownloads({ fetch, timers, signal: new AbortController().signal }) };
}

const bytesOf = async (result: Awaited<ReturnType<ReturnType<typeof createDownloads>>>) =>
  result.ok ? new Uint8Array(await result.value.arrayBuffer()) : result.error.failure.kind;

describe('a download', () => {
  it('goes on at the byte where it was cut, as long as something arrives', async () => {
    const { asked, pull } = createLine(() => 300);
    expect(await bytesOf(await pull(FILE))).toEqual(BYTES);
    expect(asked).toEqual([null, 'bytes=300-', 'bytes=600-', 'bytes=900-']);
  });

  it('that brings nothing more is left, and goes on there when it is asked for again', async () => {
    const { asked, pull } = createLine((attempt) => (attempt === 1 ? 700 : attempt === 2 ? -1 : 1_000));
    expect(await bytesOf(await pull(FILE))).toBe('unreachable');
    expect(await bytesOf(await pull(FILE))).toEqual(BYTES);
    expect(asked).toEqual([null, 'bytes=700-', 'bytes=700-']);
    // What is complete is not kept: asked for once more, it is fetched as a whole.
    await pull(FILE);
    expect(asked.at(-1)).toBeNull();
  });

  it('of a helpdesk that only gives the whole begins anew', async () => {
    const { pull } = createLine((attempt) => (attempt === 1 ? 700 : 1_000), false);
    expect(await bytesOf(await pull(FILE))).toEqual(BYTES);
  });

  it('ends with a line that gives a byte at a time, instead of going on for ever', async () => {
    const { asked, pull } = createLine(() => 1);
    expect(await bytesOf(await pull(FILE))).toBe('unreachable');
    expect(asked.length).toBeLessThan(50);
  });
});
