import { expect, it } from 'vitest';
import type { Input } from '#shared/sync/step.ts';
import { readEvents } from '#renderer/data/remote/event-stream.ts';
import { createEventUpkeep } from '#renderer/data/sync/event-upkeep.ts';
import type { Timers } from '#renderer/data/timers.ts';

const nothing = (): void => undefined;

/** An upkeep whose streams say what they are given and end, on a clock that is moved by hand. */
function setUp(words: string) {
  let now = 0;
  const waits: number[] = [];
  let fire = (): void => undefined;
  const fed: Input[] = [];
  const timers: Timers = {
    now: () => now,
    after: (ms, run) => {
      waits.push(ms);
      fire = run;
      return () => (fire = () => undefined);
    },
  };
  const { signal } = new AbortController();
  let opened = 0;
  let tellEnded = (): void => undefined;
  const fetch = async () => {
    opened += 1;
    return new Response(words, { headers: { 'content-type': 'text/event-stream' } });
  };
  const upkeep = createEventUpkeep({
    remote: { readEvents: (stream) => readEvents({ fetch, timers, signal }, stream) },
    timers,
    random: () => 1,
    signal,
    took: () => undefined,
    presence: { opened: nothing, told: nothing, heard: nothing, lost: nothing },
    ownChanged: () => undefined,
    feed: (input) => {
      fed.push(input);
      if (fed.length % 2 === 0) tellEnded();
    },
  });
  return {
    waits,
    opened: () => opened,
    /** So much later, the timer that was set last fires. */
    fireAfter(ms: number) {
      now += ms;
      fire();
    },
    async keep() {
      const ended = new Promise<void>((resolve) => (tellEnded = resolve));
      upkeep.keep(true, true);
      await ended;
    },
    upkeep,
  };
}

it('a stream whose instance ends is opened again within half a second, one that just ends after the back-off', async () => {
  const leaving = setUp('event: leaving\ndata: {}\n\n');
  await leaving.keep();
  expect(leaving.waits.at(-1)).toBe(500);
  leaving.upkeep.keep(true, true);
  expect(leaving.opened()).toBe(1);
  // Timers may fire a little early.
  leaving.fireAfter(499);
  leaving.upkeep.keep(true, true);
  expect(leaving.opened()).toBe(2);

  const ending = setUp(': welcome\n\n');
  await ending.keep();
  expect(ending.waits.at(-1)).toBeGreaterThan(500);
});
