import type { EpochMs } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { profileKeyOf } from '../profile-key.ts';
import type { Fetch } from '../remote/exchange.ts';
import { createRemote, type Remote } from '../remote/remote.ts';
import { findMeta, openDatabase, type Database, type IndexedDb } from '../store/database.ts';
import { NOTHING_SYNCED } from '../store/stored.ts';
import { pause, systemTimers, type Timers } from '../timers.ts';
import { openChannel, type Channel, type Message } from './channel.ts';
import { startEngine } from './engine.ts';
import { createFileCache } from './file-cache.ts';
import { createFilesAhead } from './files-ahead.ts';
import { createLedger } from './create-ledger.ts';
import { askPage, type AskedPage } from './page-line.ts';
import type { Ledger } from './ledger.ts';
import { storageErrorOf } from '../store/storage-error.ts';
import { createSyncWatch } from './sync-watch.ts';

/** Wait between attempts to open a database that cannot be opened, in milliseconds. */
const OPEN_RETRY_MS = 2_000;

/** What can be told to a worker. */
export interface SyncJob {
  readonly profile: Profile;
  readonly startView: ViewId;
  readonly programVersion: string;
  /** Which window has started it: shown to whoever asks where synchronisation takes place. */
  readonly windowId: string;
  /** The window asks for the first lines itself, not to wait for the worker. */
  readonly firstLinesAsked: boolean;
  /** The window asks for the page after this cursor itself, not to wait for the worker; null: for none. */
  readonly askedAfter: string | null;
}

/** What cannot: the surroundings, which tests bring themselves. */
export interface SyncSurroundings {
  readonly fetch?: Fetch;
  readonly timers?: Timers;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly database?: IndexedDb;
  readonly locks?: LockManager;
  readonly openChannel?: (profileKey: string) => Channel;
}

export interface RunningSync {
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/**
 * Synchronises a profile from here as soon as nobody else does: however many windows are open, the lock lets one work,
 * and the next takes over when it ends.
 */
export function runSync(job: SyncJob, surroundings: SyncSurroundings = {}): RunningSync {
  const profileKey = profileKeyOf(job.profile);
  const stopping = new AbortController();
  const locks = surroundings.locks ?? navigator.locks;
  const line = openLine(surroundings, stopping.signal);
  // Read as soon as it comes: there is time until it is our turn.
  const asked = job.askedAfter === null ? null : askPage(line.remote, job.askedAfter, true);
  const done = locks
    .request(`vakhta-sync:${profileKey}`, { signal: stopping.signal }, () =>
      work(job, surroundings, line, asked, stopping.signal),
    )
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error;
    });
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** The line to the helpdesk, and who watches it. */
type Line = ReturnType<typeof openLine>;

function openLine(surroundings: SyncSurroundings, signal: AbortSignal) {
  const fetch: Fetch = surroundings.fetch ?? ((path, init) => globalThis.fetch(path, init));
  const timers = surroundings.timers ?? systemTimers;
  const clock = surroundings.clock ?? { now: () => Date.now() as EpochMs };
  const watch = createSyncWatch(clock);
  return { timers, clock, watch, remote: createRemote({ fetch, timers, signal, watch: watch.exchanged }) };
}

async function work(
  job: SyncJob,
  surroundings: SyncSurroundings,
  { timers, clock, watch, remote }: Line,
  asked: AskedPage | null,
  signal: AbortSignal,
): Promise<void> {
  const profileKey = profileKeyOf(job.profile);
  const channel = (surroundings.openChannel ?? openChannel)(profileKey);
  // What is told while the ledger is being read is heard afterwards.
  const heard: Message[] = [];
  let hear: (message: Message) => void = (message) => void heard.push(message);
  channel.listen((message) => hear(message));
  const databases: Database[] = [];
  try {
    const [db, strict] = await Promise.all([
      openPatiently(databases, profileKey, 'relaxed', surroundings, timers, signal),
      openPatiently(databases, profileKey, 'strict', surroundings, timers, signal),
    ]);
    if (db === null || strict === null) return;
    const firstPage = asked ?? (await askFirstPage(db, remote));
    const quiet = {
      ...channel,
      post: (message: Message) => {
        if (!signal.aborted) channel.post(message);
      },
    };
    const ledger = await loadPatiently(
      () => createLedger(db, strict, quiet.post, () => ({ now: timers.now(), wall: clock.now() })),
      job.programVersion,
      quiet,
      timers,
      signal,
    );
    if (ledger === null) return;
    // What is fetched ahead stays below its own budget, so nothing needs to be dropped for it.
    const files = createFileCache(
      () => Promise.resolve(db),
      remote,
      () => true,
    );
    const engine = startEngine({
      ...job,
      ledger,
      remote,
      firstPage,
      filesAhead: (told) => createFilesAhead(db, files, { ...told, signal }),
      channel: quiet,
      timers,
      clock,
      watch,
      random: surroundings.random ?? Math.random,
      signal,
    });
    hear = (message) => engine.hear(message);
    for (const message of heard) engine.hear(message);
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve());
    });
    await ledger.settled();
  } finally {
    channel.close();
    for (const db of databases) db.close();
  }
}

/** The window recreates a damaged database; until it has, there is nothing to synchronise with. */
async function openPatiently(
  databases: Database[],
  profileKey: string,
  durability: 'strict' | 'relaxed',
  surroundings: SyncSurroundings,
  timers: Timers,
  signal: AbortSignal,
): Promise<Database | null> {
  while (!signal.aborted) {
    const opened = await openDatabase(profileKey, durability, surroundings.database);
    if (opened.ok) {
      databases.push(opened.value);
      return opened.value;
    }
    if (opened.error === 'newer') return null;
    await pause(timers, OPEN_RETRY_MS, signal);
  }
  return null;
}

/** Asks for the next page before the ledger is read: that takes a while, and so does the helpdesk. */
async function askFirstPage(db: Database, remote: Remote): Promise<AskedPage | null> {
  try {
    const { cursor } = (await findMeta(db, 'sync')) ?? NOTHING_SYNCED;
    return askPage(remote, cursor, false);
  } catch {
    return null; // The ledger tells of it.
  }
}

/** A disk that refuses is told of and tried again: nothing can be synchronised before the ledger is read. */
async function loadPatiently(
  create: () => Ledger,
  programVersion: string,
  channel: Pick<Channel, 'post'>,
  timers: Timers,
  signal: AbortSignal,
): Promise<Ledger | null> {
  while (!signal.aborted) {
    const ledger = create();
    try {
      await ledger.load(programVersion);
      return ledger;
    } catch (error) {
      const storage = storageErrorOf(error) === 'disk-full' ? 'full' : 'failing';
      const link = { kind: 'connecting' } as const;
      channel.post({
        kind: 'status',
        status: {
          link,
          progress: null,
          because: [],
          attempted: [],
          missingFiles: [],
          filesAhead: 0,
          storage,
        },
      });
      await pause(timers, OPEN_RETRY_MS, signal);
    }
  }
  return null;
}
