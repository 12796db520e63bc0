import { expect, test } from 'vitest';
import { openFirstSteps } from '#renderer/hooks/first-steps.ts';
import { err } from '#shared/base/result.ts';
import { createInMemoryPlatform } from '#tests/support/in-memory-platform.ts';

test('two steps done at once are both kept, although the first is not written yet', async () => {
  const { settings } = createInMemoryPlatform();
  const writes: (() => Promise<unknown>)[] = [];
  const { write } = settings;
  const book = openFirstSteps({
    ...settings,
    write: (patch) => new Promise((resolve) => void writes.push(async () => resolve(await write(patch)))),
  });
  expect(book.tick('open', 'operator')).toEqual({ state: 'shown', done: ['open'] });
  expect(book.tick('take', 'operator')).toEqual({ state: 'shown', done: ['open', 'take'] });
  expect(book.tick('take', 'operator')).toBeNull();
  for (const next of writes) await next();
  expect(settings.get().firstSteps.done).toEqual(['open', 'take']);
  expect(book.live.get()).toBe(settings.get().firstSteps);
});

test('what cannot be kept is open again', async () => {
  const { settings } = createInMemoryPlatform();
  const book = openFirstSteps({ ...settings, write: async () => err('disk-full') });
  book.tick('open', 'operator');
  await Promise.resolve();
  await Promise.resolve();
  expect(book.live.get().done).toEqual([]);
});
