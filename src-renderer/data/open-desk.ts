import './without-eval.ts';
import type { EpochMs, Sha256 } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Platform } from '#renderer/platform/platform.ts';
import { createAttendance } from './attendance.ts';
import { whenIdle } from './breathe.ts';
import type { Desk } from './desk.ts';
import { bringInLine } from './journal/recover.ts';
import { findUnnamedFiles } from './journal/unnamed-files.ts';
import { readJournal } from './journal/unsent-journal.ts';
import { openContent } from './open-content.ts';
import { createChoiceStore } from './own/choice-store.ts';
import { createChoiceSync } from './own/choice-sync.ts';
import { createDraftSync } from './own/draft-sync.ts';
import { createOwnBook } from './own/own-book.ts';
import { profileKeyOf } from './profile-key.ts';
import { createMirror } from './read/create-mirror.ts';
import type { MirrorEvents } from './read/mirror.ts';
import { isWithdrawn } from './read/outbox-news.ts';
import { createReader } from './read/create-reader.ts';
import { createInspector } from './read/inspector.ts';
import { createPresenceCell } from './read/presence-cell.ts';
import { searchedDesk } from './read/searched-desk.ts';
import type { StartContent } from './read/read-start.ts';
import type { Fetch } from './remote/exchange.ts';
import { askEarly, type EarlyAnswer } from './remote/early-answer.ts';
import { changesPath, createRemote } from './remote/remote.ts';
import { createSearch } from './search/create-search.ts';
import { runSearch } from './search/run-search.ts';
import { startSearchWorker } from './search/start-search-worker.ts';
import { deleteDatabase, findMeta, openDatabase, type Database, type IndexedDb } from './store/database.ts';
import { deleteSearchStore } from './store/search-store.ts';
import { openChannel, type Channel, type Message } from './sync/channel.ts';
import { createFileCache } from './sync/file-cache.ts';
import { askFirstLines } from './sync/ask-first-lines.ts';
import { runSync, type RunningSync, type SyncJob } from './sync/run-sync.ts';
import { startSyncWorker } from './sync/start-sync-worker.ts';
import { pause, systemTimers, type Timers } from './timers.ts';
import { createWriter } from './write/create-writer.ts';
import { createFileKeeper } from './write/keep-file.ts';
import { createDraftVersions } from './write/draft-versions.ts';
import { createSeenMarks } from './write/seen-marks.ts';
import { createUnsentStore } from './write/unsent-store.ts';

/** Quiet after which the first lines are written down for the next start, in milliseconds. */
const HOT_AFTER_MS = 3_000;

/** Wait before what could not be read is read again, in milliseconds. */
const READ_RETRY_MS = 2_000;

/** By then a window has surely painted its first lines, in milliseconds. */
const PAINTED_AFTER_MS = 500;

export interface OpenDeskOptions {
  readonly profile: Profile;
  readonly platform: Platform;
  /** Whose rows are asked for first on a first start. */
  readonly startView?: ViewId;
  /** This person has worked here before: the rows are here most likely, and nothing is asked for ahead of looking. */
  readonly isReturning?: boolean;
  /** `here`: synchronise in this thread, with the surroundings given; otherwise a worker does. */
  readonly sync?: 'worker' | 'here';
  readonly fetch?: Fetch;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly timers?: Timers;
  readonly database?: IndexedDb;
  readonly locks?: LockManager;
  readonly openChannel?: (profileKey: string) => Channel;
}

/**
 * Opens a person's local work on a helpdesk: at once what is on this machine, with or without a network, and what comes
 * from the helpdesk as it comes. A damaged or reset database is made anew, with the unsent work of the journal.
 * @throws OpenDeskError
 */
export async function openDesk(options: OpenDeskOptions): Promise<Desk> {
  const { profile, platform } = options;
  const profileKey = profileKeyOf(profile);
  const timers = options.timers ?? systemTimers;
  const clock = options.clock ?? { now: () => Date.now() as EpochMs };
  const locks = options.locks ?? navigator.locks;
  const fetch: Fetch = options.fetch ?? ((path, init) => globalThis.fetch(path, init));
  const journal = platform.journal(profileKey);
  const startView = options.startView ?? 'mine';
  const closing = new AbortController();
  const remote = createRemote({ fetch, timers, signal: closing.signal });

  // What a new database needs is asked for while it is being opened; where there is one already, this is dropped.
  const askFirst = () => askFirstLines({ profile, startView, fetch, timers });
  let first = options.isReturning === true ? null : askFirst();
  const journalled = readJournal(journal);
  const others = countWindows(locks, profileKey).catch(() => null);

  // Heard from the first moment, so that nothing committed between reading and listening is missed.
  const channel = (options.openChannel ?? openChannel)(profileKey);
  const early: Message[] = [];
  let hear: (message: Message) => void = (message) => void early.push(message);
  channel.listen((message) => hear(message));

  let db: Database;
  let content: StartContent;
  try {
    ({ db, content } = await openContent(profileKey, journal, journalled, options.database));
  } catch (error) {
    first?.drop();
    channel.close();
    throw error;
  }
  if (content.sync.complete) first?.drop();
  else first ??= askFirst();
  const isOnlyWindow = (await others) === 0;

  const windowId = crypto.randomUUID();
  const tell = (message: Message) => {
    if (!closing.signal.aborted) channel.post(message);
  };
  const releasePresence = holdPresence(locks, profileKey, closing.signal);

  const health = (found: 'fine' | 'disk-full' | 'storage-failing') =>
    mirror.setWriting(found === 'disk-full' ? 'full' : found === 'storage-failing' ? 'failing' : 'fine');
  const mirrorEvents: MirrorEvents = {
    outboxLeft(left) {
      store.forget(left.map(([order]) => order));
      for (const sha256 of new Set(
        left.flatMap(([, stored]) => attachmentsOf(stored.command).map((file) => file.sha256)),
      ))
        void releaseFile(sha256);
    },
    withdrawn: (id) => void writer.returnWithdrawn(id),
  };
  const mirror = createMirror(db, profile.person, mirrorEvents, { clock, timers, signal: closing.signal });
  const store = createUnsentStore(db, journal, health);
  let relaxed: Promise<Database> | null = null;
  const relaxedDb = () => (relaxed ??= openRelaxed(profileKey, db, options.database));
  const marks = createSeenMarks(mirror, relaxedDb, timers);
  const files = createFileCache(relaxedDb, remote, isNeeded);
  const versions = createDraftVersions(db, clock);
  const keptHere = new Set<Sha256>();
  const choices = createChoiceStore({
    db,
    settings: platform.settings,
    profileKey,
    clock,
    isReturning: options.isReturning === true,
  });
  const writer = createWriter({
    mirror,
    store,
    timers,
    clock,
    tell,
    mark: marks.mark,
    keepFile: createFileKeeper(db, journal, mirror.me.get, health, (sha256) => void keptHere.add(sha256)),
    versions,
    choose: choices.choose,
  });
  const owner = { helpdesk: profile.helpdeskId, person: profile.person.id };
  const book = createOwnBook(relaxedDb);
  const draftSync = createDraftSync({
    owner,
    writer: async () => ((await findMeta(db, 'writer')) ?? (await findMeta(db, 'client')))?.id ?? null,
    remote,
    mirror,
    book,
    choices: createChoiceSync({ owner, remote, store: choices, book }),
    watchChoices: (listener) => platform.settings.subscribe(listener),
    takeOver: writer.takeOver,
    versions,
    findFile: async (sha256) => (await db.files.get(sha256))?.bytes ?? null,
    timers,
    signal: closing.signal,
  });

  const inspector = createInspector({
    windowId,
    mirror,
    db,
    journal,
    timers,
    countWindows: () => countWindows(locks, profileKey),
    tell,
  });

  const presence = createPresenceCell();
  const attendance = createAttendance({ windowId, timers, tell });
  const search = createSearch(searchedDesk(mirror), { clock, timers }, (told) =>
    options.sync === 'here' ? runSearch(profileKey, told, options) : startSearchWorker(profileKey, told),
  );

  function isNeeded(sha256: Sha256): boolean {
    const names = (file: { readonly sha256: Sha256 }) => file.sha256 === sha256;
    for (const stored of mirror.storedCommands()) if (attachmentsOf(stored.command).some(names)) return true;
    for (const ticketId of mirror.drafts.get())
      for (const kind of ['reply', 'note'] as const)
        if (mirror.draft(`${ticketId} ${kind}`).get().draft?.attachments.some(names) === true) return true;
    return false;
  }

  async function releaseFile(sha256: Sha256): Promise<void> {
    if (isNeeded(sha256)) return;
    await Promise.all([journal.forgetFile(sha256), files.release(sha256).catch(() => undefined)]);
  }

  mirror.start(content);
  const opened = choices.open();
  let cancelHot = () => {};
  const writeHotLater = () => {
    cancelHot();
    cancelHot = timers.after(HOT_AFTER_MS, () => void writeHot());
  };
  const writeHot = async () => {
    const hot = mirror.hot();
    if (hot === null) return;
    // Not needed for anything but a quicker start.
    await relaxedDb()
      .then(
        (open) => open.hot.put(hot),
        () => undefined,
      )
      .catch(() => undefined);
  };
  hear = (message) => {
    if (message.kind === 'wiped') return void shut();
    if (message.kind === 'draft' && message.returned !== undefined && writer.joinReturned(message.returned))
      return;
    if (message.kind === 'own-changed') return draftSync.announced();
    mirror.hear(message);
    inspector.hear(message);
    presence.hear(message);
    attendance.hear(message);
    if (message.kind === 'segment' || message.kind === 'first' || message.kind === 'complete')
      writeHotLater();
  };
  for (const message of early) hear(message);

  // Answered when no window was there any more to put the words back.
  for (const stored of content.outbox) if (isWithdrawn(stored)) void writer.returnWithdrawn(stored.id);

  const job: SyncJob = {
    profile,
    windowId,
    startView,
    programVersion: platform.version,
    firstLinesAsked: !content.sync.complete,
    // Where another window is open, it has a worker at work already.
    askedAfter: isOnlyWindow ? content.sync.cursor : null,
  };
  // Not before: what is shown first would wait for the worker's program to load.
  const sync: RunningSync =
    options.sync === 'here'
      ? runSync(job, { ...options, fetch, timers, clock, locks })
      : startSyncWorker(job, askNews(job.askedAfter));
  tell({ kind: 'which-status' });
  if (!content.sync.complete) {
    const { gen, sweeping } = content.sync;
    void first?.take().then((lines) => {
      if (lines !== null && !closing.signal.aborted) hear({ ...lines, gen: sweeping ? gen : gen + 1 });
    });
  }
  // What the window shows first is here: everything else is read when it has been painted.
  const shown = content.hot === undefined ? Promise.resolve() : whenIdle(PAINTED_AFTER_MS);
  const read = shown.then(readPatiently);
  void read
    .then(() => {
      if (content.hot === undefined && !closing.signal.aborted) writeHotLater();
      return alone(locks, profileKey);
    })
    .then((isAlone) => {
      if (isAlone && !closing.signal.aborted && content.storage.kind === 'fine')
        return store
          .exclusively(async () => {
            await bringInLine(db, journal, journalled);
            for (const sha256 of await findUnnamedFiles(db, journal, keptHere)) await releaseFile(sha256);
          })
          .catch(() => undefined);
      return undefined;
    });

  // Of several windows one brings the drafts to the person's other machines.
  void locks
    .request(`vakhta-own:${profileKey}`, { signal: closing.signal }, async () => {
      await Promise.all([read, opened]);
      if (closing.signal.aborted) return;
      await draftSync.start();
      await new Promise<void>((resolve) => closing.signal.addEventListener('abort', () => resolve()));
    })
    .catch(() => undefined);

  /** What is new is asked for while the worker is being loaded. */
  function askNews(cursor: string | null): Promise<EarlyAnswer | null> {
    if (cursor === null) return Promise.resolve(null);
    return askEarly({ fetch, timers, signal: closing.signal }, changesPath(cursor));
  }

  /** The browser's storage may be restarted under us: a window must not stay half empty for that. */
  async function readPatiently(): Promise<void> {
    for (let hasFailed = false; !closing.signal.aborted; hasFailed = true) {
      try {
        await mirror.readAll();
        if (hasFailed) health('fine');
        return;
      } catch {
        health('storage-failing');
        await pause(timers, READ_RETRY_MS, closing.signal);
      }
    }
  }

  const flush = () => writer.flush();
  const page = typeof document === 'undefined' ? null : document;
  page?.addEventListener('visibilitychange', flush);
  globalThis.addEventListener?.('pagehide', flush);
  globalThis.addEventListener?.('blur', flush);
  // Either way it is better to look than to believe: a helpdesk on this computer needs no network.
  const look = () => tell({ kind: 'try-now' });
  globalThis.addEventListener?.('online', look);
  globalThis.addEventListener?.('offline', look);

  async function shut(): Promise<void> {
    if (closing.signal.aborted) return;
    writer.flush();
    attendance.end();
    await Promise.all([store.settled(), opened]);
    await marks.flush();
    cancelHot();
    page?.removeEventListener('visibilitychange', flush);
    globalThis.removeEventListener?.('pagehide', flush);
    globalThis.removeEventListener?.('blur', flush);
    globalThis.removeEventListener?.('online', look);
    globalThis.removeEventListener?.('offline', look);
    await Promise.all([sync.stop(), search.stop()]);
    closing.abort();
    first?.drop();
    channel.close();
    releasePresence();
    await read;
    const relaxedToo = await relaxed?.catch(() => null);
    relaxedToo?.close();
    db.close();
  }

  return {
    read: createReader(mirror, files, inspector, presence.live, search, versions),
    write: writer,
    attendance,
    signedIn: () => tell({ kind: 'signed-in' }),
    async close() {
      if (closing.signal.aborted) return;
      await writeHot();
      await shut();
    },
    async wipe() {
      tell({ kind: 'wiped' });
      await shut();
      await deleteDatabase(profileKey, options.database);
      await deleteSearchStore(profileKey, options.database);
      await journal.wipe();
    },
  };
}

async function openRelaxed(
  profileKey: string,
  strict: Database,
  place: IndexedDb | undefined,
): Promise<Database> {
  const opened = await openDatabase(profileKey, 'relaxed', place);
  return opened.ok ? opened.value : strict;
}

function presenceLock(profileKey: string): string {
  return `vakhta-desk:${profileKey}`;
}

/** Lets other windows know that this one works on the profile. @returns a function that ends it */
function holdPresence(locks: LockManager, profileKey: string, signal: AbortSignal): () => void {
  let release = () => {};
  void locks
    .request(
      presenceLock(profileKey),
      { mode: 'shared', signal },
      () => new Promise<void>((resolve) => (release = resolve)),
    )
    .catch(() => undefined);
  return () => release();
}

/** Windows that work on a profile. */
async function countWindows(locks: LockManager, profileKey: string): Promise<number> {
  const { held } = await locks.query();
  return (held ?? []).filter((lock) => lock.name === presenceLock(profileKey)).length;
}

async function alone(locks: LockManager, profileKey: string): Promise<boolean> {
  return (await countWindows(locks, profileKey)) === 1;
}
