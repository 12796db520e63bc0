import { describe, expect, test } from 'vitest';
import { nextPush, nextUpload } from '#shared/sync/next-work.ts';
import { initialState, step, type Entry, type Input, type SyncState } from '#shared/sync/step.ts';
import { commandId, makeEntry as entry, sha256 } from '#tests/support/oracle-things.ts';

const work = (outbox: readonly Entry[], alone: readonly number[] = []) => ({
  outbox,
  uploaded: new Set<never>(),
  alone: new Set(alone.map(commandId)),
});
const withdrawal = (n: number) => ({ id: commandId(n), after: null, withdraw: true });
const sent = (n: number, after: number | null = null) => ({
  id: commandId(n),
  after: after === null ? null : commandId(after),
});

describe('what is taken back', () => {
  test('goes first, past what stands before it, without its files; what is behind it waits (I3)', () => {
    const outbox = [
      entry(1, 0, { state: 'undecided' }),
      entry(2, 0, { state: 'withdrawing', uploads: [sha256(1)] }),
      entry(3, 0),
      entry(4, 1),
      entry(5, 1),
    ];
    expect(nextPush(work(outbox), 0, 100)).toEqual([withdrawal(2), sent(4), sent(5, 4)]);
    expect(nextUpload(work(outbox), 0)).toBeNull();
  });

  test('counts in the limit of a push, and is not what another one comes after', () => {
    const outbox = [entry(1, 0), entry(2, 0), entry(3, 0, { state: 'withdrawing' })];
    expect(nextPush(work(outbox), 0, 2)).toEqual([withdrawal(3), sent(1)]);
    expect(nextPush(work(outbox), 0, 3)).toEqual([withdrawal(3), sent(1), sent(2, 1)]);
  });

  test('waits its own time after a failure, and then has its turn among those that go alone', () => {
    const failed = entry(1, 0, { state: 'withdrawing', notBefore: 500, failures: 1 });
    expect(nextPush(work([failed, entry(2, 0)], [1]), 0, 100)).toEqual([]);
    expect(nextPush(work([failed, entry(2, 0)], [1]), 500, 100)).toEqual([withdrawal(1)]);
    expect(nextPush(work([failed, entry(2, 1)], [1, 2]), 500, 100)).toEqual([sent(2)]);
  });
});

describe('a person takes back, and thinks better of it', () => {
  const feed = (state: SyncState, ...inputs: Input[]) =>
    inputs.reduce((last, input) => step(last.state, input, { now: 0, random: 0 }), {
      state,
      todo: [],
    } as ReturnType<typeof step>);
  const woke: Input = { kind: 'woke' };
  const failed: Input = { kind: 'push-failed', failure: { kind: 'server' } };
  const linesOf = (todo: ReturnType<typeof step>['todo']) =>
    todo.flatMap((each) => (each.kind === 'push' ? each.commands : []));

  test('it goes at once, whatever has failed before, and not alone any more', () => {
    const poisoned = feed(initialState([entry(1, 0), entry(2, 0)]), woke, failed, failed, failed).state;
    expect(poisoned.pushNotBefore).toBeGreaterThan(0);
    const after = feed(poisoned, { kind: 'withdrawn', id: commandId(1) });
    expect(linesOf(after.todo)).toEqual([withdrawal(1)]);
    expect(after.state.alone.has(commandId(1))).toBe(false);
  });

  test('taken back by the helpdesk it waits for the person, and is then forgotten: the next one goes', () => {
    const asked = feed(initialState([entry(1, 0, { state: 'withdrawing' }), entry(2, 0)]), woke);
    const outcome = { kind: 'refused', reason: 'withdrawn' } as const;
    const answered = feed(asked.state, { kind: 'answered', answers: [{ id: commandId(1), outcome }] });
    expect(answered.state.outbox.map((each) => each.state)).toEqual(['undecided', 'waiting']);
    expect(linesOf(answered.todo)).toEqual([]);
    expect(linesOf(feed(answered.state, { kind: 'discarded', id: commandId(1) }).todo)).toEqual([sent(2)]);
  });

  test('that it had gone out lets it go, and the next one after it', () => {
    const asked = feed(initialState([entry(1, 0, { state: 'withdrawing' }), entry(2, 0)]), woke);
    const answered = feed(asked.state, {
      kind: 'answered',
      answers: [{ id: commandId(1), outcome: { kind: 'applied' } }],
    });
    expect(answered.state.outbox.map((each) => each.id)).toEqual([commandId(2)]);
    expect(linesOf(answered.todo)).toEqual([sent(2)]);
  });

  test('kept after all it goes in its turn; only what waits is taken back, only what is taken back is kept', () => {
    const offline = feed(initialState([entry(1, 0), entry(2, 0)]), {
      kind: 'lost',
      failure: { kind: 'unreachable' },
    }).state;
    const taken = feed(offline, { kind: 'withdrawn', id: commandId(1) }).state;
    expect(taken.outbox[0]?.state).toBe('withdrawing');
    const kept = feed(taken, { kind: 'kept', id: commandId(1) }, { kind: 'try-now' });
    expect(linesOf(kept.todo)).toEqual([sent(1), sent(2, 1)]);
    const undecided = initialState([entry(1, 0, { state: 'undecided' })]);
    for (const kind of ['withdrawn', 'kept'] as const)
      expect(feed(undecided, { kind, id: commandId(1) }).state.outbox).toEqual(undecided.outbox);
  });

  test('rule 6: while it waits there is a wake-up for it', () => {
    const asked = feed(initialState([entry(1, 0, { state: 'withdrawing' })]), woke, failed);
    expect(asked.todo).toContainEqual({ kind: 'wake', at: asked.state.outbox[0]?.notBefore });
  });
});
