import { describe, expect, test } from 'vitest';
import type { Failure } from '#shared/sync/failure.ts';
import { initialState, PUSH_LIMIT, step, type Entry, type Input, type Todo } from '#shared/sync/step.ts';
import { commandId, makeEntry as entry, sha256 } from '#tests/support/oracle-things.ts';

/** Feeds inputs one by one, at a time that the test sets, without any chance in it. */
function start(...outbox: Entry[]) {
  const brain = {
    now: 0,
    state: initialState(outbox),
    todo: [] as readonly Todo[],
    feed(...inputs: Input[]) {
      for (const input of inputs) {
        const result = step(brain.state, input, { now: brain.now, random: 0 });
        brain.state = result.state;
        brain.todo = result.todo;
      }
      return brain;
    },
    /** Numbers of the commands that the last step has pushed. */
    pushed: () =>
      brain.todo.flatMap((todo) => (todo.kind === 'push' ? todo.commands.map((line) => line.id) : [])),
    kinds: () => brain.todo.map((todo) => todo.kind),
    wakeAt: () => brain.todo.find((todo) => todo.kind === 'wake')?.at,
  };
  return brain;
}

const woke: Input = { kind: 'woke' };
const pulled: Input = { kind: 'pulled', more: false };
const unreachable: Failure = { kind: 'unreachable' };
const server: Failure = { kind: 'server' };
const pushFailed = (failure: Failure): Input => ({ kind: 'push-failed', failure });
const answered = (...outcomes: [number, 'applied' | 'held' | 'refused' | 'fenced' | 'missing'][]): Input => ({
  kind: 'answered',
  answers: outcomes.map(([n, outcome]) => ({
    id: commandId(n),
    outcome:
      outcome === 'applied'
        ? { kind: 'applied' }
        : outcome === 'held'
          ? { kind: 'held', reason: 'newer-message' }
          : outcome === 'refused'
            ? { kind: 'refused', reason: 'assigned-to-other' }
            : { kind: 'deferred', reason: outcome === 'fenced' ? 'fenced' : 'attachment-missing' },
  })),
});
const ids = (...numbers: number[]) => numbers.map(commandId);

describe('a start', () => {
  test('pulls and pushes everything that was unsent', () => {
    const brain = start(entry(1, 0), entry(2, 1)).feed(woke);
    expect(brain.kinds()).toEqual(['pull', 'push']);
    expect(brain.pushed()).toEqual(ids(1, 2));
  });
  test('does not believe times of another run’s clock', () => {
    expect(
      start(entry(1, 0, { notBefore: 9e9, failures: 4 }))
        .feed(woke)
        .pushed(),
    ).toEqual(ids(1));
  });
  test('I7: what was undecided still is, and fences what is behind it', () => {
    const brain = start(entry(1, 0, { state: 'undecided' }), entry(2, 0), entry(3, 1)).feed(woke);
    expect(brain.pushed()).toEqual(ids(3));
  });
});

describe('rule 1: at most one of each is under way', () => {
  test('what is recorded during a push waits for its end', () => {
    const brain = start(entry(1, 0)).feed(woke, { kind: 'recorded', entry: entry(2, 1) });
    expect(brain.todo).toEqual([]);
    expect(brain.feed(answered([1, 'applied'])).pushed()).toEqual(ids(2));
  });
  test('an announcement during a pull leads to another pull, not to a second one beside it', () => {
    const brain = start().feed(woke, { kind: 'announced' }, { kind: 'announced' });
    expect(brain.todo).toEqual([]);
    expect(brain.feed(pulled).kinds()).toEqual(['pull']);
    expect(brain.feed(pulled).kinds()).toEqual([]);
  });
  test('pages follow each other while there are more', () => {
    const brain = start().feed(woke, { kind: 'pulled', more: true });
    expect(brain.kinds()).toEqual(['pull']);
  });
  test('recording the same command twice is recording it once', () => {
    const brain = start(entry(1, 0)).feed(woke, { kind: 'recorded', entry: entry(1, 0) });
    expect(brain.state.outbox).toHaveLength(1);
  });
  test('a push has its limit, the rest follows', () => {
    const brain = start(...Array.from({ length: PUSH_LIMIT + 5 }, (_, n) => entry(n + 1, n))).feed(woke);
    expect(brain.pushed()).toHaveLength(PUSH_LIMIT);
    const all = brain.pushed().map((_, n): [number, 'applied'] => [n + 1, 'applied']);
    expect(brain.feed(answered(...all)).pushed()).toHaveLength(5);
  });
});

describe('rule 2: order, fences, attachments', () => {
  test('I3: each command says which one it comes after on its ticket', () => {
    const brain = start(entry(1, 0), entry(2, 1), entry(3, 0), entry(4, 0)).feed(woke);
    expect(brain.todo.find((todo) => todo.kind === 'push')).toEqual({
      kind: 'push',
      push: 1,
      commands: [
        { id: commandId(1), after: null },
        { id: commandId(2), after: null },
        { id: commandId(3), after: commandId(1) },
        { id: commandId(4), after: commandId(3) },
      ],
    });
  });
  test('I3: one that comes after a command of an earlier push, which was applied, comes after nothing', () => {
    const brain = start(entry(1, 0)).feed(woke, { kind: 'recorded', entry: entry(2, 0) });
    brain.feed(answered([1, 'applied']));
    expect(brain.todo).toContainEqual({
      kind: 'push',
      push: 2,
      commands: [{ id: commandId(2), after: null }],
    });
  });
  test('attachments go first, one by one; what is behind on the ticket waits, other tickets do not', () => {
    const brain = start(entry(1, 0, { uploads: [sha256(1), sha256(2)] }), entry(2, 0), entry(3, 1)).feed(
      woke,
    );
    expect(brain.todo).toContainEqual({ kind: 'upload', sha256: sha256(1) });
    expect(brain.pushed()).toEqual(ids(3));
    brain.feed(answered([3, 'applied']), { kind: 'uploaded', sha256: sha256(1) });
    expect(brain.todo).toEqual([{ kind: 'upload', sha256: sha256(2) }]);
    brain.feed({ kind: 'uploaded', sha256: sha256(2) });
    expect(brain.pushed()).toEqual(ids(1, 2));
  });
  test('a file that several commands name is uploaded once', () => {
    const file = { uploads: [sha256(1)] };
    const brain = start(entry(1, 0, file), entry(2, 1, file)).feed(woke, {
      kind: 'uploaded',
      sha256: sha256(1),
    });
    expect(brain.kinds()).toEqual(['push']);
    expect(brain.pushed()).toEqual(ids(1, 2));
  });
  test('a file that the helpdesk no longer has is uploaded again, a little later', () => {
    const brain = start(entry(1, 0, { uploads: [sha256(1)] })).feed(woke, {
      kind: 'uploaded',
      sha256: sha256(1),
    });
    brain.feed(answered([1, 'missing']));
    expect(brain.kinds()).toEqual(['wake']);
    brain.now = brain.wakeAt() ?? 0;
    expect(brain.feed(woke).todo).toEqual([{ kind: 'upload', sha256: sha256(1) }]);
  });
  test('files of what is undecided, or behind it, are not sent', () => {
    const brain = start(entry(1, 0, { state: 'undecided' }), entry(2, 0, { uploads: [sha256(1)] })).feed(
      woke,
    );
    expect(brain.kinds()).toEqual(['pull']);
  });
  test('a failed upload holds back its own command only', () => {
    const brain = start(entry(1, 0, { uploads: [sha256(1)] }), entry(2, 1, { uploads: [sha256(2)] })).feed(
      woke,
    );
    brain.feed({ kind: 'upload-failed', sha256: sha256(1), failure: { kind: 'rejected', status: 413 } });
    expect(brain.todo).toContainEqual({ kind: 'upload', sha256: sha256(2) });
    brain.feed({ kind: 'uploaded', sha256: sha256(2) });
    expect(brain.pushed()).toEqual(ids(2));
    expect(brain.wakeAt()).toBe(500);
  });
});

describe('what fails before anything of it was sent', () => {
  test.each([server, { kind: 'rejected', status: 403 } as const])(
    'is a fault of the way, not of the commands or the file: %o',
    (failure) => {
      const brain = start(entry(1, 0), entry(2, 1, { uploads: [sha256(1)] })).feed(woke, pulled);
      brain.feed({ kind: 'push-failed', failure, unsent: true });
      brain.feed({ kind: 'upload-failed', sha256: sha256(1), failure, unsent: true });
      expect(brain.state.link).toMatchObject({ kind: 'offline', why: failure, failures: 1 });
      expect(brain.state.outbox.map((each) => each.failures)).toEqual([0, 0]);
      expect(brain.state).toMatchObject({
        pushFailures: 0,
        alone: new Set(),
        pushing: null,
        uploading: null,
      });
    },
  );
});

describe('rule 3: only an answer or a person takes a command out', () => {
  test('I7: held and refused stay and fence their ticket, the rest goes on', () => {
    const brain = start(entry(1, 0), entry(2, 0), entry(3, 1), entry(4, 2)).feed(woke);
    brain.feed(answered([1, 'held'], [2, 'fenced'], [3, 'refused'], [4, 'applied']), pulled);
    expect(brain.state.outbox.map((each) => each.state)).toEqual(['undecided', 'waiting', 'undecided']);
    brain.now = 60_000;
    expect(brain.feed({ kind: 'recorded', entry: entry(5, 2) }).pushed()).toEqual(ids(5));
  });
  test('a discarded command lets those behind it go', () => {
    const brain = start(entry(1, 0, { state: 'undecided' }), entry(2, 0)).feed(woke);
    expect(brain.feed({ kind: 'discarded', id: commandId(1) }).pushed()).toEqual(ids(2));
  });
  test('I3: a held reply given again takes its place, before what it fenced', () => {
    const brain = start(entry(1, 0), entry(2, 0)).feed(woke, answered([1, 'held'], [2, 'fenced']));
    brain.now = 5_000;
    brain.feed({ kind: 'replaced', id: commandId(1), entry: entry(3, 0) });
    expect(brain.pushed()).toEqual(ids(3, 2));
  });
  test('a replacement that was read from the disk before is there once, in the right place', () => {
    const brain = start(entry(1, 0, { state: 'undecided' }), entry(2, 0)).feed(
      woke,
      { kind: 'recorded', entry: entry(3, 0) },
      { kind: 'replaced', id: commandId(1), entry: entry(3, 0) },
    );
    expect(brain.state.outbox.map((each) => each.id)).toEqual(ids(3, 2));
    brain.feed({ kind: 'replaced', id: commandId(1), entry: entry(3, 0) });
    expect(brain.state.outbox.map((each) => each.id)).toEqual(ids(3, 2));
  });
  test('deferred siblings of one push all wait, and go in order later', () => {
    const brain = start(entry(1, 0), entry(2, 0), entry(3, 0)).feed(woke);
    brain.feed(answered([1, 'missing'], [2, 'fenced'], [3, 'fenced']));
    expect(brain.kinds()).toEqual(['wake']);
    brain.now = brain.wakeAt() ?? 0;
    expect(brain.feed(woke).pushed()).toEqual(ids(1, 2, 3));
  });
  test('answers to commands it does not know change nothing', () => {
    const brain = start(entry(1, 0)).feed(woke, answered([9, 'applied'], [1, 'applied']));
    expect(brain.state.outbox).toEqual([]);
  });
  test('a command that the helpdesk passed over in its answer is asked for again, but not at once', () => {
    const brain = start(entry(1, 0), entry(2, 1)).feed(woke, answered([1, 'applied']));
    expect(brain.kinds()).toEqual(['wake']);
    brain.now = brain.wakeAt() ?? 0;
    expect(brain.feed(woke).pushed()).toEqual(ids(2));
  });
  test('a discard while its push is under way does not disturb the push', () => {
    const brain = start(entry(1, 0), entry(2, 1)).feed(woke, { kind: 'discarded', id: commandId(1) });
    expect(brain.todo).toEqual([]);
    expect(brain.feed(answered([1, 'refused'], [2, 'applied'])).state.outbox).toEqual([]);
  });
});

describe('rule 4: a poisoned command does not stop the others', () => {
  test('what failed in company is sent one by one; who fails alone waits by himself', () => {
    const brain = start(entry(1, 0), entry(2, 1), entry(3, 2)).feed(woke, pulled, pushFailed(server));
    expect(brain.pushed()).toEqual(ids(1));
    brain.feed(pushFailed(server));
    expect(brain.kinds()).toEqual(['wake']);
    brain.now = brain.wakeAt() ?? 0;
    expect(brain.feed(woke).pushed()).toEqual(ids(2));
    expect(brain.feed(answered([2, 'applied'])).pushed()).toEqual(ids(3));
  });
  test('new commands go together and do not join those that are sent alone', () => {
    const brain = start(entry(1, 0), entry(2, 1)).feed(woke, pushFailed(server));
    expect(brain.state.pushing).toEqual(ids(1));
    brain.feed({ kind: 'recorded', entry: entry(3, 2) }, { kind: 'recorded', entry: entry(4, 3) });
    expect(brain.feed(answered([1, 'applied'])).pushed()).toEqual(ids(3, 4));
    expect(brain.feed(answered([3, 'applied'], [4, 'applied'])).pushed()).toEqual(ids(2));
  });
  test('I3: those sent alone keep the order of their ticket', () => {
    const brain = start(entry(1, 0), entry(2, 0), entry(3, 1)).feed(
      woke,
      pushFailed(server),
      pushFailed(server),
    );
    brain.now = 500;
    expect(brain.feed(woke).pushed()).toEqual(ids(3));
    expect(brain.feed(answered([3, 'applied'])).pushed()).toEqual(ids(1));
    expect(brain.feed(answered([1, 'applied'])).pushed()).toEqual(ids(2));
  });
  test('a helpdesk that fails at everything is asked less and less often, and each command has its turn', () => {
    const brain = start(...[1, 2, 3, 4].map((n) => entry(n, n))).feed(woke, pulled);
    const tried: (number | undefined)[] = [];
    let pushes = 0;
    while (brain.now < 10 * 60_000 && pushes < 1_000) {
      pushes += brain.pushed().length > 0 ? 1 : 0;
      if (brain.state.pushing !== null) {
        tried.push(...brain.state.pushing.map((id) => parseInt(id.slice(-4), 16)));
        brain.feed(pushFailed(server));
      } else {
        brain.now = brain.wakeAt() ?? Infinity;
        brain.feed(woke);
      }
    }
    expect(new Set(tried)).toEqual(new Set([1, 2, 3, 4]));
    expect(pushes).toBeLessThan(35);
  });
  test('"Try now" ends every wait', () => {
    const brain = start(entry(1, 0)).feed(woke, pushFailed(server));
    expect(brain.pushed()).toEqual([]);
    expect(brain.feed({ kind: 'try-now' }).pushed()).toEqual(ids(1));
  });
});

describe('rule 5: while the session is over nothing is sent, and nothing is forgotten', () => {
  const signedOut: Failure = { kind: 'signed-out' };
  test.each<Input>([
    pushFailed(signedOut),
    { kind: 'pull-failed', failure: signedOut },
    { kind: 'lost', failure: signedOut },
  ])('after %j', (input) => {
    const brain = start(entry(1, 0)).feed(woke, input);
    brain.feed({ kind: 'recorded', entry: entry(2, 1) }, { kind: 'announced' }, { kind: 'try-now' }, woke);
    expect(brain.todo).toEqual([]);
    expect(brain.state.outbox).toHaveLength(2);
  });
  test('signing in pulls and sends what waited', () => {
    const brain = start(entry(1, 0)).feed(woke, pulled, pushFailed(signedOut), { kind: 'signed-in' });
    expect(brain.kinds()).toEqual(['pull', 'push']);
  });
});

describe('rule 6: the connection comes back by itself', () => {
  test('unreachable: everything waits, longer each time, and a pull finds out', () => {
    const brain = start(entry(1, 0)).feed(woke, pulled);
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      brain.feed(pushFailed(unreachable));
      expect(brain.kinds()).toEqual(['wake']);
      waits.push((brain.wakeAt() ?? 0) - brain.now);
      brain.now = brain.wakeAt() ?? 0;
      brain.feed(woke);
      brain.feed({ kind: 'pull-failed', failure: unreachable });
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    brain.now += 30_000;
    expect(brain.feed(woke).kinds()).toContain('pull');
    expect(brain.feed(pulled).state.link.kind).toBe('online');
  });
  test('one outage that ends a push, a pull and the stream of events is counted once', () => {
    const brain = start(entry(1, 0)).feed(
      woke,
      pushFailed(unreachable),
      { kind: 'pull-failed', failure: unreachable },
      { kind: 'lost', failure: unreachable },
    );
    expect(brain.state.link).toMatchObject({ kind: 'offline', failures: 1, retryAt: 500 });
  });
  test('a wake-up that comes too early is asked for again', () => {
    const brain = start().feed(woke, { kind: 'lost', failure: unreachable });
    brain.now = 499;
    expect(brain.feed(woke).wakeAt()).toBe(500);
  });
  test.each([
    [0, 500],
    [-1, 500],
    [NaN, 500],
    [20_000, 20_000],
    [86_400_000, 900_000],
  ])('throttled for %s ms: waits %s', (retryAfterMs, expected) => {
    const brain = start(entry(1, 0)).feed(woke, pushFailed({ kind: 'throttled', retryAfterMs }));
    expect(brain.todo).toEqual([{ kind: 'wake', at: expected }]);
  });
  test('being throttled while already waiting prolongs the wait', () => {
    const brain = start(entry(1, 0)).feed(
      woke,
      { kind: 'lost', failure: unreachable },
      pushFailed({ kind: 'throttled', retryAfterMs: 9_000 }),
    );
    expect(brain.wakeAt()).toBe(9_000);
  });
  test('lost while pushing: the answer that still comes counts, and shows that the helpdesk is there', () => {
    const brain = start(entry(1, 0)).feed(
      woke,
      { kind: 'lost', failure: unreachable },
      answered([1, 'applied']),
    );
    expect(brain.state.outbox).toEqual([]);
    expect(brain.state.link.kind).toBe('online');
  });
  test('when nothing waits there is nothing to wake up for', () => {
    expect(start().feed(woke, pulled).todo).toEqual([]);
  });
});

describe('rule 7: what comes late', () => {
  /** The first push was given up, the second is under way with the same commands. */
  const again = () => {
    const brain = start(entry(1, 0), entry(2, 1)).feed(woke, pulled, {
      kind: 'push-failed',
      failure: unreachable,
      push: 1,
    });
    brain.now = 500;
    brain.feed(woke, { kind: 'pulled', more: false });
    expect(brain.state.pushing).toEqual(ids(1, 2));
    return brain;
  };
  const late = (input: Input): Input => ({ ...(input as Extract<Input, { kind: 'answered' }>), push: 1 });

  test('a late verdict settles its command and leaves the push under way alone', () => {
    const brain = again().feed(late(answered([1, 'applied'], [2, 'held'])));
    expect(brain.state.outbox.map((each) => each.state)).toEqual(['undecided']);
    expect(brain.state.pushing).toEqual(ids(1, 2));
    brain.feed({ kind: 'recorded', entry: entry(3, 2) });
    expect(brain.pushed()).toEqual([]);
  });
  test('a late deferral says nothing about now', () => {
    const brain = again().feed(late(answered([1, 'fenced'], [2, 'missing'])));
    expect(brain.state.outbox.map((each) => each.notBefore)).toEqual([0, 0]);
  });
  test('a late failure is not the failure of the push under way', () => {
    const brain = again().feed({ kind: 'push-failed', failure: server, push: 1 });
    expect(brain.state).toMatchObject({ pushing: ids(1, 2), pushFailures: 0, signedIn: true });
  });
  test('the same answers twice are the same answers once', () => {
    const brain = start(entry(1, 0), entry(2, 0)).feed(woke, late(answered([1, 'applied'], [2, 'held'])));
    const once = brain.state;
    expect(brain.feed(late(answered([1, 'applied'], [2, 'held']))).state).toEqual(once);
  });
  test('a failed upload of another file does not end the one under way', () => {
    const brain = start(entry(1, 0, { uploads: [sha256(1)] })).feed(woke);
    brain.feed({ kind: 'upload-failed', sha256: sha256(9), failure: unreachable });
    expect(brain.state).toMatchObject({ uploading: sha256(1), link: { kind: 'connecting' } });
  });
});
