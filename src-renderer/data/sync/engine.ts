import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { ChangesPage } from '#shared/contract/http/routes.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { initialState, step, type Input, type SyncState, type Todo } from '#shared/sync/step.ts';
import { entryOf } from '../outbox/command-entry.ts';
import type { ExchangeError } from '../remote/exchange.ts';
import type { Remote } from '../remote/remote.ts';
import { storageErrorOf } from '../store/storage-error.ts';
import { pause, type Timers } from '../timers.ts';
import { becauseOf } from './because.ts';
import type { Channel, Message, SyncStatus } from './channel.ts';
import type { FilesAhead } from './files-ahead.ts';
import { createEventUpkeep } from './event-upkeep.ts';
import { pullFirstLines, verifyHelpdesk } from './first-lines.ts';
import type { Ledger } from './ledger.ts';
import { readChanges } from './read-changes.ts';

/** Wait after the disk has refused, in milliseconds. */
const STORAGE_RETRY_MS = 5_000;
/** Quiet after which housekeeping begins, in milliseconds. */
const HOUSE_AFTER_MS = 2_000;
/** How often the clock is looked at, and a jump by which the machine has slept, in milliseconds. */
const LOOK_MS = 10_000;
const SLEPT_MS = 30_000;

export interface EngineOptions {
  readonly profile: Profile;
  readonly startView: ViewId;
  /** The window that has started this has asked for the first lines itself. */
  readonly firstLinesAsked: boolean;
  readonly ledger: Ledger;
  /** Told what changes of the number of files on their way, and whether there is a connection. */
  readonly filesAhead: (told: {
    readonly changed: () => void;
    readonly isOnline: () => boolean;
  }) => FilesAhead;
  readonly remote: Remote;
  readonly channel: Channel;
  readonly timers: Timers;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** Drives `step`: carries out what it says, and feeds it what has become of it. */
export interface Engine {
  feed(input: Input): void;
  /** Takes in what a window has told. */
  hear(message: Message): void;
}

/** A page that has been asked for. */
interface Pulled {
  /** Number of the request, see `Ledger.beginFetch`. */
  readonly fetch: number;
  readonly answer: Promise<
    Result<{ readonly page: ChangesPage; readonly read: ReturnType<typeof readChanges> }, ExchangeError>
  >;
}

/** Starts to synchronise. The ledger must have been loaded. */
export function startEngine(options: EngineOptions): Engine {
  const { ledger, remote, channel, timers, signal } = options;
  let state: SyncState = initialState(ledger.entries());
  const filesAhead = options.filesAhead({
    changed: () => tellStatus(),
    isOnline: () => state.signedIn && state.link.kind === 'online',
  });
  let storage: SyncStatus['storage'] = 'fine';
  let cancelWake = () => {};
  let cancelHouse = () => {};
  let verified: Promise<Failure | null> | null = null;
  let first: { asked: boolean; message: Message | null } = { asked: options.firstLinesAsked, message: null };
  let prefetched: (Pulled & { readonly cursor: string }) | null = null;
  let lastStatus = '';
  let statusDue = false;

  const stream = createEventUpkeep({ remote, timers, random: options.random, signal, feed });

  function feed(input: Input): void {
    if (signal.aborted) return;
    const next = step(state, input, { now: timers.now(), random: options.random() });
    const wasOnline = state.link.kind === 'online' && state.signedIn;
    state = next.state;
    if (state.link.kind === 'offline' || !state.signedIn) verified = null;
    if (wasOnline && state.link.kind === 'offline') prefetched = null;
    for (const todo of next.todo) carryOut(todo);
    if (input.kind === 'pulled' && !input.more) filesAhead.look();
    stream.keep(state.signedIn && state.link.kind === 'online', state.signedIn);
    tellStatus();
    keepHouseLater();
  }

  function carryOut(todo: Todo): void {
    switch (todo.kind) {
      case 'pull':
        return run(pull());
      case 'push':
        return run(push(todo));
      case 'upload':
        return run(uploadFile(todo.sha256));
      case 'wake':
        cancelWake();
        cancelWake = timers.after(Math.max(0, todo.at - timers.now()), () => feed({ kind: 'woke' }));
        return;
      default:
        assertNever(todo);
    }
  }

  /** Feeds what a task brings. A defect in one must not end the ring in silence: it is thrown where it is seen. */
  function run(task: Promise<Input>): void {
    task.then(feed, (error: unknown) => {
      if (signal.aborted) return;
      queueMicrotask(() => {
        throw error;
      });
    });
  }

  /** Repeats a transaction until the disk takes it: nothing goes on before. */
  async function kept<T>(transaction: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const value = await transaction();
        setStorage('fine');
        return value;
      } catch (error) {
        signal.throwIfAborted();
        setStorage(storageErrorOf(error) === 'disk-full' ? 'full' : 'failing');
        await pause(timers, STORAGE_RETRY_MS, signal);
        signal.throwIfAborted();
      }
    }
  }

  function setStorage(value: SyncStatus['storage']): void {
    if (storage === value) return;
    storage = value;
    tellStatus();
  }

  /** Makes sure that who answers is our helpdesk, in our version, and knows us as this person. */
  function verify(): Promise<Failure | null> {
    const check = async (): Promise<Failure | null> => {
      const found = await verifyHelpdesk(remote, options.profile);
      if (!found.ok) return found.error;
      channel.post({ kind: 'me', person: found.value });
      return null;
    };
    verified ??= check().then((failure) => {
      if (failure !== null) verified = null;
      return failure;
    });
    return verified;
  }

  function beginPull(cursor: string | null): Pulled {
    const fetch = ledger.beginFetch();
    const answer = remote
      .pullChanges(cursor)
      .then((got) => (got.ok ? ok({ page: got.value, read: readChanges(got.value.changes) }) : got));
    return { fetch, answer };
  }

  function pullFailed(failure: Failure): Input {
    if (first.message === null) first = { ...first, asked: false };
    return { kind: 'pull-failed', failure };
  }

  async function pull(): Promise<Input> {
    const { cursor } = ledger.sync();
    if (!ledger.sync().complete && !first.asked) void pullFirst();
    const early = prefetched?.cursor === cursor ? prefetched : null;
    prefetched = null;
    const pulled = early ?? beginPull(cursor);
    const [answer, failure] = await Promise.all([pulled.answer, verify()]);
    if (failure !== null) return pullFailed(failure);
    if (!answer.ok) {
      if (answer.error.code === 'unsupported-cursor' && cursor !== null) {
        await kept(() => ledger.forgetCursor());
        return { kind: 'pulled', more: true };
      }
      return pullFailed(answer.error.failure);
    }
    const { page, read } = answer.value;
    // A helpdesk that promises more but does not move on must not be asked for ever.
    const more = page.more && page.cursor !== cursor;
    // The next page travels and is read while this one is stored.
    if (more) prefetched = { cursor: page.cursor, ...beginPull(page.cursor) };
    await kept(() => ledger.commitPage(page, read, cursor, pulled.fetch));
    return { kind: 'pulled', more };
  }

  async function pullFirst(): Promise<void> {
    first = { ...first, asked: true };
    const isOurs = verify().then((failure) => failure === null);
    const lines = await pullFirstLines(remote, options.startView, isOurs);
    const { gen, sweeping, complete } = ledger.sync();
    if (lines === null || complete) {
      first = { ...first, asked: false };
      return;
    }
    first = { asked: true, message: { ...lines, gen: sweeping ? gen : gen + 1 } };
    if (first.message !== null) channel.post(first.message);
  }

  async function push(todo: Extract<Todo, { kind: 'push' }>): Promise<Input> {
    const { push: number } = todo;
    const failure = await verify();
    if (failure !== null) return { kind: 'push-failed', failure, push: number };
    const { client, lines, missing } = await kept(() => ledger.beginPush(todo.commands));
    for (const id of missing) feed({ kind: 'discarded', id });
    if (client === null) return { kind: 'answered', answers: [], push: number };
    const ids = new Set<CommandId>(lines.map((line) => line.id));
    const answered = await remote.pushCommands({ client: client as never, commands: [...lines] });
    if (!answered.ok) {
      ledger.noteUnanswered([...ids]);
      return { kind: 'push-failed', failure: answered.error, push: number };
    }
    const answers = answered.value.filter((answer) => ids.has(answer.id));
    ledger.noteUnanswered([...ids].filter((id) => !answers.some((answer) => answer.id === id)));
    await kept(() => ledger.commitAnswers(answers));
    return { kind: 'answered', answers, push: number };
  }

  async function uploadFile(sha256: Sha256): Promise<Input> {
    const failure = await verify();
    if (failure !== null) return { kind: 'upload-failed', sha256, failure };
    const bytes = await kept(() => ledger.findFile(sha256));
    if (bytes === null) {
      const refused = await kept(() => ledger.refuseWithoutFile(sha256));
      const outcome = { kind: 'refused', reason: 'invalid' } as const;
      feed({ kind: 'answered', answers: refused.map((id) => ({ id, outcome })), push: 0 });
      return { kind: 'upload-failed', sha256, failure: { kind: 'rejected', status: 404 } };
    }
    const sent = await remote.pushFile(sha256, bytes);
    return sent.ok ? { kind: 'uploaded', sha256 } : { kind: 'upload-failed', sha256, failure: sent.error };
  }

  function tellStatus(): void {
    if (statusDue) return;
    statusDue = true;
    queueMicrotask(() => {
      statusDue = false;
      const text = JSON.stringify(status());
      if (text === lastStatus || signal.aborted) return;
      lastStatus = text;
      channel.post({ kind: 'status', status: status() });
    });
  }

  function status(): SyncStatus {
    const { link, signedIn } = state;
    const told: SyncStatus['link'] = !signedIn
      ? { kind: 'signed-out' }
      : link.kind === 'offline'
        ? {
            kind: 'offline',
            why: link.why,
            // Rounded, or the two clocks' differing pace would make each look a new value.
            nextTryAt: Math.round((options.clock.now() + link.retryAt - timers.now()) / 1_000) * 1_000,
          }
        : { kind: link.kind };
    return {
      link: told,
      progress: ledger.sync().progress,
      filesAhead: filesAhead.left(),
      because: becauseOf(state, timers.now()),
      attempted: ledger.attempted(),
      storage,
    };
  }

  function keepHouseLater(): void {
    cancelHouse();
    cancelHouse = timers.after(HOUSE_AFTER_MS, () => {
      if (state.pulling || state.pushing !== null) return;
      ledger.keepHouse().then(
        (more) => {
          if (more && !signal.aborted) keepHouseLater();
        },
        () => undefined, // A full disk: tried again after the next commit.
      );
    });
  }

  /** A machine that has slept finds its connections dead without being told. */
  function watchForSleep(since: number): void {
    timers.after(LOOK_MS, () => {
      if (signal.aborted) return;
      const now = options.clock.now();
      if (Math.abs(now - since) > SLEPT_MS) tryNow();
      watchForSleep(now);
    });
  }

  function tryNow(): void {
    stream.renew();
    verified = null;
    feed({ kind: 'try-now' });
  }

  function hear(message: Message): void {
    switch (message.kind) {
      case 'outbox': {
        const before = new Map(ledger.outbox().map((stored) => [stored.order, stored]));
        ledger.noteOutbox(message.changed);
        for (const [order, stored] of message.changed) {
          const known = before.get(order);
          if (known === undefined || known.id === stored?.id) continue;
          const entry = stored === null ? null : entryOf(stored);
          feed(
            entry === null ? { kind: 'discarded', id: known.id } : { kind: 'replaced', id: known.id, entry },
          );
        }
        if (message.changed.some(([order, stored]) => stored !== null && !before.has(order)))
          run(findRecorded());
        return;
      }
      case 'try-now':
        return tryNow();
      case 'signed-in':
        verified = null;
        return feed({ kind: 'signed-in' });
      case 'which-status':
        if (first.message !== null && !ledger.sync().complete) channel.post(first.message);
        return channel.post({ kind: 'status', status: status() });
      default:
        return;
    }
  }

  /** Commands are taken from the disk in their order: the windows' messages may overtake each other (I3). */
  async function findRecorded(): Promise<Input> {
    for (const stored of await kept(() => ledger.findRecorded())) {
      const entry = entryOf(stored);
      if (entry !== null) feed({ kind: 'recorded', entry });
    }
    return { kind: 'woke' };
  }

  signal.addEventListener('abort', () => {
    cancelWake();
    cancelHouse();
    stream.end();
  });
  watchForSleep(options.clock.now());
  feed({ kind: 'woke' });
  run(findRecorded());
  return { feed, hear };
}
