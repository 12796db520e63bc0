import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { Clock } from '#shared/base/ports.ts';
import { PROTOCOL_VERSION, type ChangesPage } from '#shared/contract/http/routes.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { initialState, step, type Input, type SyncState, type Todo } from '#shared/sync/step.ts';
import type { Remote } from '../remote/remote.ts';
import { storageErrorOf } from '../store/storage-error.ts';
import { pause, type Timers } from '../timers.ts';
import type { Channel, Message, SyncStatus } from './channel.ts';
import type { FilesAhead } from './files-ahead.ts';
import { createEventUpkeep } from './event-upkeep.ts';
import { pullFirstLines, verifyHelpdesk } from './first-lines.ts';
import { createHousekeeper } from './housekeeper.ts';
import { inputsOf } from './inputs-of.ts';
import type { Ledger } from './ledger.ts';
import { createNewsLine } from './news-line.ts';
import { createPresenceLine } from './presence-line.ts';
import { createPageLine, type AskedPage, type PulledPage } from './page-line.ts';
import type { SyncWatch } from './sync-watch.ts';
import { reportOf } from './report.ts';
import { sendFile } from './send-file.ts';
import { createSleepers } from './sleepers.ts';
import { statusOf } from './status.ts';
import { watchSleep } from './watch-sleep.ts';

/** Wait after the disk has refused, in milliseconds. */
const STORAGE_RETRY_MS = 5_000;

export interface EngineOptions {
  readonly profile: Profile;
  readonly startView: ViewId;
  readonly windowId: string;
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
  readonly watch: SyncWatch;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The next page, when it has been asked for while the ledger was being read. */
  readonly firstPage?: AskedPage | null;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** Drives `step`: carries out what it says, and feeds it what has become of it. */
export interface Engine {
  feed(input: Input): void;
  /** Takes in what a window has told. */
  hear(message: Message): void;
}

/**
 * Whether a page can only be of our helpdesk, in our version, for this person: it goes on from our cursor, which names a
 * time in the history of that helpdesk and whose sight it was given for. Such rows need not wait for the greeting.
 */
function provesItself(page: ChangesPage, cursor: string | null): boolean {
  return cursor !== null && page.start === null && page.protocol === PROTOCOL_VERSION;
}

/** Starts to synchronise. The ledger must have been loaded. */
export function startEngine(options: EngineOptions): Engine {
  const { ledger, remote, channel, timers, signal } = options;
  let state: SyncState = initialState(ledger.entries());
  const filesAhead = options.filesAhead({
    changed: () => tellStatus(),
    isOnline: () => state.signedIn && state.link.kind === 'online',
  });
  /** Files that commands name and that are on no disk of ours. */
  const missingFiles = new Set<Sha256>();
  let storage: SyncStatus['storage'] = 'fine';
  let cancelWake = () => {};
  let verified: Promise<Failure | null> | null = null;
  let first: { asked: boolean; message: Message | null } = { asked: options.firstLinesAsked, message: null };
  const news = createNewsLine();
  let answersWait = false;
  let hasRows = false;
  /** The helpdesk has said that more is new than has come. */
  let isMoreNew = false;
  let pageFirst: Promise<void> = Promise.resolve();
  let lastStatus = '';
  let statusDue = false;

  const clocks = () => ({ now: timers.now(), wall: options.clock.now() });
  const sleepers = createSleepers({
    outbox: () => ledger.outbox(),
    clocks,
    timers,
    signal,
    give: (entry) => feed({ kind: 'recorded', entry }),
  });
  const house = createHousekeeper({
    ledger,
    timers,
    signal,
    isBusy: () => state.pulling || state.pushing !== null,
  });
  const pages = createPageLine(remote, () => ledger.beginFetch(), options.firstPage ?? undefined);
  const presence = createPresenceLine({ remote, timers, post: channel.post });
  const stream = createEventUpkeep({
    remote,
    timers,
    random: options.random,
    signal,
    feed,
    took: news.add,
    presence,
    ownChanged: () => channel.post({ kind: 'own-changed' }),
  });

  function feed(input: Input): void {
    if (signal.aborted) return;
    const next = step(state, input, { now: timers.now(), random: options.random() });
    const wasOnline = state.link.kind === 'online' && state.signedIn;
    state = next.state;
    options.watch.linked(state);
    if (state.link.kind === 'offline' || !state.signedIn) verified = null;
    if (wasOnline && state.link.kind === 'offline') {
      pages.drop();
      news.drop();
    }
    for (const todo of next.todo) carryOut(todo);
    if (input.kind === 'pulled' && !input.more) filesAhead.look();
    stream.keep(state.signedIn && state.link.kind === 'online', state.signedIn);
    tellStatus();
    house.later();
  }

  function carryOut(todo: Todo): void {
    switch (todo.kind) {
      case 'pull':
        return run(pullNext().then(withRows));
      case 'push':
        return run(push(todo));
      case 'upload':
        return run(
          sendFile(todo.sha256, {
            verify,
            remote,
            missingFiles,
            find: (sha256) => kept(() => ledger.findFile(sha256)),
          }),
        );
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

  /** What has come with an event. A command that has landed without a row is settled by a pull that begins after it. */
  function earlyNews(cursor: string | null): PulledPage | null {
    const early = news.take(cursor);
    return ledger.outbox().some((stored) => stored.state.kind === 'landed') ? null : early;
  }

  function pullFailed(failure: Failure): Input {
    pages.drop();
    if (first.message === null) first = { ...first, asked: false };
    return { kind: 'pull-failed', failure };
  }

  async function pull(): Promise<Input> {
    const { cursor } = ledger.sync();
    isMoreNew = false;
    if (!ledger.sync().complete && !first.asked) void pullFirst();
    const pulled = pages.take(cursor, earlyNews(cursor));
    // A helpdesk that has just come back gives the page before it is asked who it is.
    const asked = cursor === null ? verify() : null;
    const answer = await pulled.answer;
    const verified = asked ?? verify();
    const isProved = answer.ok && provesItself(answer.value.page, cursor);
    const failure = isProved ? null : await verified;
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
    isMoreNew = page.more && page.cursor !== cursor;
    // What was announced after an early page was asked for, nobody announces again (I5).
    const more = isMoreNew || pulled.isEarly;
    const committed = await kept(() => ledger.commitPage(page, read, cursor, pulled.fetch));
    const late = isProved ? await verified : null;
    if (late !== null) return pullFailed(late);
    if (committed === 'done') return { kind: 'pulled', more: more || ledger.sync().cursor === null };
    pages.drop();
    answersWait = true;
    return { kind: 'pulled', more: true };
  }

  /** One page, while answers wait for it if the last one was outrun by them: so it happens once, not for ever. */
  async function pullNext(): Promise<Input> {
    if (!answersWait) return pull();
    answersWait = false;
    const pulled = pull();
    pageFirst = pulled.then(
      () => undefined,
      () => undefined,
    );
    return pulled;
  }

  /** What is new comes first: only after it is read what is here already, which may show that all must come again. */
  async function withRows(input: Input): Promise<Input> {
    if (hasRows || (input.kind === 'pulled' && isMoreNew)) return input;
    await kept(() => ledger.loadRows());
    hasRows = true;
    const isBegunAnew = input.kind === 'pulled' && ledger.sync().cursor === null;
    return isBegunAnew ? { kind: 'pulled', more: true } : input;
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
    if (failure !== null) return { kind: 'push-failed', failure, push: number, unsent: true };
    const { client, lines, missing, gen } = await kept(() => ledger.beginPush(todo.commands));
    for (const id of missing) feed({ kind: 'discarded', id });
    if (client === null || lines.length === 0) return { kind: 'answered', answers: [], push: number };
    const ids = new Set<CommandId>(lines.map((line) => line.id));
    const answered = await remote.pushCommands({ client: client as never, commands: [...lines] });
    if (!answered.ok) {
      ledger.noteUnanswered([...ids]);
      return { kind: 'push-failed', failure: answered.error, push: number };
    }
    const answers = answered.value.filter((answer) => ids.has(answer.id));
    ledger.noteUnanswered([...ids].filter((id) => !answers.some((answer) => answer.id === id)));
    await pageFirst;
    if (await kept(() => ledger.commitAnswers(answers, gen))) feed({ kind: 'announced' });
    return { kind: 'answered', answers, push: number };
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
    return statusOf(state, { ...options, filesAhead, missingFiles, storage });
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
        const after = new Map(ledger.outbox().map((stored) => [stored.order, stored]));
        for (const input of inputsOf(message.changed, before, after, clocks())) feed(input);
        sleepers.look();
        if (message.changed.some(([order, stored]) => stored !== null && !before.has(order)))
          run(findRecorded());
        return;
      }
      case 'try-now':
        return tryNow();
      case 'signed-in':
        verified = null;
        return feed({ kind: 'signed-in' });
      case 'begin-anew':
        return run(beginAnew());
      case 'which-report':
        return channel.post({ kind: 'report', report: reportOf(state, options) });
      case 'attending':
        return presence.attending(message.said);
      case 'which-status':
        presence.tellAll();
        if (first.message !== null && !ledger.sync().complete) channel.post(first.message);
        return channel.post({ kind: 'status', status: status() });
      default:
        return;
    }
  }

  /** The feed from its start: its rows take the place of those that are here, which are shown until then. */
  async function beginAnew(): Promise<Input> {
    await kept(() => ledger.forgetCursor());
    pages.drop();
    return { kind: 'announced' };
  }

  /** Commands are taken from the disk in their order: the windows' messages may overtake each other (I3). */
  async function findRecorded(): Promise<Input> {
    for (const entry of await kept(() => ledger.findRecorded())) feed({ kind: 'recorded', entry });
    sleepers.look();
    return { kind: 'woke' };
  }

  signal.addEventListener('abort', () => {
    cancelWake();
    house.end();
    stream.end();
  });
  watchSleep({ clock: options.clock, timers, signal }, tryNow);
  // What an earlier place of synchronisation has told does not hold any more.
  presence.tellAll();
  feed({ kind: 'woke' });
  run(findRecorded());
  return { feed, hear };
}
