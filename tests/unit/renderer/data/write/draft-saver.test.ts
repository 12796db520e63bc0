import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EpochMs } from '#shared/base/brand.ts';
import { err, ok } from '#shared/base/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { createDraftCells } from '#renderer/data/read/draft-cells.ts';
import type { Act, UnsentStore } from '#renderer/data/write/unsent-store.ts';
import { createDraftSaver, draftKey } from '#renderer/data/write/draft-saver.ts';
import { ticketId } from '#tests/support/oracle-things.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const draft = (text: string): Draft => ({ ticketId: ticketId(1), kind: 'reply', text, attachments: [] });
const KEY = draftKey(ticketId(1), 'reply');

/** A saver on a store that takes a while, as a disk does. */
function open(diskMs = 40) {
  const cells = createDraftCells();
  const written: { readonly text: string | null; readonly at: number }[] = [];
  let isFull = false;
  const noted: (readonly [before: string | null, now: string | null])[] = [];
  const store: Pick<UnsentStore, 'perform'> = {
    async perform<T, E>(act: Act<T, E>) {
      const done = await act({} as never);
      await new Promise((resolve) => setTimeout(resolve, diskMs));
      if (isFull) return err('disk-full' as const);
      if (done.ok)
        for (const [, stored] of done.value.effect.drafts ?? [])
          written.push({ text: stored?.draft.text ?? null, at: Date.now() });
      return done as never;
    },
  };
  const saver = createDraftSaver(
    { draft: cells.cell, noteDraft: cells.note },
    store,
    {
      now: () => performance.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    () => undefined,
    { noteWritten: (_key, before, now) => void noted.push([before?.text ?? null, now?.text ?? null]) },
    { now: () => Date.now() as EpochMs },
  );
  return { saver, cells, written, noted, fill: (full: boolean) => void (isFull = full) };
}

test('I1: words are on the disk within 300 ms of the last key, however long and fast somebody types', async () => {
  const { saver, cells, written } = open();
  const keys: { readonly text: string; readonly at: number }[] = [];
  let text = '';
  for (let n = 0; n < 200; n += 1) {
    text += String.fromCodePoint(97 + (n % 26));
    keys.push({ text, at: Date.now() });
    void saver.save(draft(text));
    await vi.advanceTimersByTimeAsync(20 + ((n * 37) % 90));
  }
  await vi.advanceTimersByTimeAsync(300);
  // Of each key: what it wrote, or more, is on the disk 300 ms after it, although nobody has paused.
  for (const key of keys) {
    const safe = written.find((each) => (each.text?.length ?? 0) >= key.text.length);
    expect(safe?.at).toBeLessThanOrEqual(key.at + 300);
  }
  expect(written.at(-1)?.text).toBe(text);
  expect(written.length).toBeLessThan(keys.length);
  expect(cells.cell(KEY).get().saved).toBe('saved');
});

test('what was not written is not called saved, and the next key tries again', async () => {
  const { saver, cells, written, fill } = open();
  fill(true);
  void saver.save(draft('lost?'));
  await vi.advanceTimersByTimeAsync(300);
  expect(cells.cell(KEY).get()).toEqual({ draft: draft('lost?'), saved: 'failed' });
  fill(false);
  void saver.save(draft('lost? no'));
  await vi.advanceTimersByTimeAsync(300);
  expect(written.map((each) => each.text)).toEqual(['lost? no']);
  expect(cells.cell(KEY).get().saved).toBe('saved');
});

test('each writing tells what was written before it, for the versions', async () => {
  const { saver, noted } = open();
  for (const text of ['one', 'one two', '']) {
    void saver.save(draft(text));
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(noted).toEqual([
    [null, 'one'],
    ['one', 'one two'],
    ['one two', ''],
  ]);
});

test('leaving the window writes at once', async () => {
  const { saver, written } = open(0);
  void saver.save(draft('a'));
  saver.flush();
  await vi.advanceTimersByTimeAsync(1);
  expect(written.map((each) => each.text)).toEqual(['a']);
  await expect(Promise.resolve(ok(null))).resolves.toBeTruthy();
});
