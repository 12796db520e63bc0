import { describe, expect, test } from 'vitest';
import { delaySchema, dueAt, isAsleep, isSameDelay, type Delay } from '#shared/sync/delay.ts';
import { nextPush, nextUpload } from '#shared/sync/next-work.ts';
import { initialState, step, type Input, type SyncState } from '#shared/sync/step.ts';
import { commandId, makeEntry as entry, sha256 } from '#tests/support/oracle-things.ts';

const undo: Delay = { kind: 'undo', until: 20_000, ms: 10_000 };
const later: Delay = { kind: 'later', until: 90_000 };
const WALL = 15_000;

describe('when a delay ends', () => {
  test('an undo goes on where it was, and is over when its time has passed', () => {
    expect(dueAt(undo, { now: 500, wall: WALL })).toBe(5_500);
    expect(dueAt(undo, { now: 500, wall: 30_000 })).toBe(500);
  });

  test('an undo is never longer than it was given, however the clock was set back', () => {
    expect(dueAt(undo, { now: 500, wall: 0 })).toBe(10_500);
    expect(dueAt(undo, { now: 500, wall: -1e12 })).toBe(10_500);
  });

  test('a chosen time is one of the clock, as it is now', () => {
    expect(dueAt(later, { now: 500, wall: WALL })).toBe(75_500);
    expect(isAsleep(later, WALL)).toBe(true);
    expect(isAsleep(later, 90_000)).toBe(false);
    expect(isAsleep(undo, WALL)).toBe(false);
    expect(isAsleep(undefined, WALL)).toBe(false);
  });

  test('two are the same by what they say, not by who brought them', () => {
    expect(isSameDelay(undo, delaySchema.parse(JSON.parse(JSON.stringify(undo))))).toBe(true);
    expect(isSameDelay(undo, later)).toBe(false);
    expect(isSameDelay(undefined, later)).toBe(false);
  });
});

describe('what can still be undone', () => {
  const work = (outbox: Parameters<typeof nextPush>[0]['outbox']) => ({
    outbox,
    uploaded: new Set<never>(),
    alone: new Set<never>(),
  });

  test('waits with all behind it on its ticket, and no other ticket (I3); its files go ahead of it', () => {
    const outbox = [entry(1, 0, { dueAt: 1_000, uploads: [sha256(1)] }), entry(2, 0), entry(3, 1)];
    expect(nextPush(work(outbox), 999, 100).map((line) => line.id)).toEqual([commandId(3)]);
    expect(nextUpload(work(outbox), 0)).toBe(sha256(1));
    const there = { ...work(outbox), uploaded: new Set([sha256(1)]) };
    expect(nextPush(there, 1_000, 100).map((line) => line.id)).toEqual([1, 2, 3].map(commandId));
  });

  const run = (state: SyncState, now: number, ...inputs: Input[]) =>
    inputs.reduce((last, input) => step(last.state, input, { now, random: 0 }), {
      state,
      todo: [],
    } as ReturnType<typeof step>);
  const pushed = (todo: ReturnType<typeof step>['todo']) =>
    todo.flatMap((each) => (each.kind === 'push' ? each.commands.map((line) => line.id) : []));

  test('has a wake-up, is pushed once when it is due, and not before although everything is tried again', () => {
    const start = initialState([]);
    const recorded = run(start, 0, { kind: 'recorded', entry: entry(1, 0, { dueAt: 10_000 }) });
    expect(recorded.todo).toContainEqual({ kind: 'wake', at: 10_000 });
    const tried = run(recorded.state, 5_000, { kind: 'try-now' }, { kind: 'signed-in' }, { kind: 'woke' });
    expect(pushed(tried.todo)).toEqual([]);
    const due = run(tried.state, 10_000, { kind: 'woke' });
    expect(pushed(due.todo)).toEqual([commandId(1)]);
    expect(pushed(run(due.state, 10_001, { kind: 'woke' }).todo)).toEqual([]);
  });

  test('goes at once when a person says so, and never when it was taken out', () => {
    const recorded = run(initialState([]), 0, { kind: 'recorded', entry: entry(1, 0, { dueAt: 10_000 }) });
    expect(pushed(run(recorded.state, 1, { kind: 'due', id: commandId(1), at: 1 }).todo)).toEqual([
      commandId(1),
    ]);
    const out = run(recorded.state, 1, { kind: 'discarded', id: commandId(1) });
    expect(pushed(run(out.state, 20_000, { kind: 'woke' }).todo)).toEqual([]);
  });
});
