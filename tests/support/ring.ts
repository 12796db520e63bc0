import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { EpochMs, HelpdeskId } from '#shared/base/brand.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Fetch } from '#renderer/data/remote/exchange.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Live } from '#renderer/data/live.ts';
import { openDesk } from '#renderer/data/open-desk.ts';
import { databaseName, type IndexedDb } from '#renderer/data/store/database.ts';
import { openChannel } from '#renderer/data/sync/channel.ts';
import { systemTimers, type Timers } from '#renderer/data/timers.ts';
import type { Journal, Platform, SettingsStore } from '#renderer/platform/platform.ts';
import { createFakeHelpdesk, type FakeHelpdesk } from './fake-helpdesk.ts';
import { FAKE_PEOPLE } from './fake-people.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-network.ts';
import { createMemorySettings } from './memory-settings.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';

/** One machine of one person: a disk that outlives the program, a line, a helpdesk behind it. */
export interface Machine {
  readonly person: Person;
  readonly profile: Profile;
  readonly network: FakeNetwork;
  readonly journal: MemoryJournal;
  readonly settings: SettingsStore;
  database: IndexedDb;
  version: string;
  /** How far its clock goes ahead, in milliseconds. */
  clockAhead: number;
  /** Opens a window. */
  open(startView?: ViewId): Promise<Desk>;
}

let machines = 0;

/** Sets up a machine of a person of the fake helpdesk. */
export function createMachine(
  helpdesk: FakeHelpdesk = createFakeHelpdesk(),
  person: Person = FAKE_PEOPLE.anna,
): Machine {
  return createMachineOn(helpdesk.id, person, helpdesk.fetchAs(person.id));
}

/** Sets up a machine of a person who is signed in at any helpdesk. */
export function createMachineOn(helpdeskId: HelpdeskId, person: Person, fetch: Fetch): Machine {
  const journal = createMemoryJournal();
  const network = createFakeNetwork(fetch);
  // Channels and locks belong to the process: machines of one person must not share them.
  const name = `machine-${++machines}`;
  let isReturning = false;
  const machine: Machine = {
    person,
    profile: { helpdeskId, person },
    network,
    journal,
    settings: createMemorySettings(),
    version: '1.0.0',
    clockAhead: 0,
    database: newDisk(),
    open(startView = 'waiting-for-us') {
      const opening = openDesk({
        profile: machine.profile,
        platform: platformOf(machine),
        startView,
        isReturning,
        sync: 'here',
        fetch: network.fetch,
        random: () => 0,
        timers: quickTimers,
        clock: { now: () => (Date.now() + machine.clockAhead) as EpochMs },
        database: machine.database,
        locks: locksOf(name),
        openChannel: (profileKey) => openChannel(`${name} ${profileKey}`),
      });
      isReturning = true;
      return opening;
    },
  };
  return machine;
}

/** Time that passes ten times as fast, so that nobody waits for back-off. */
const QUICKER = 10;
const quickTimers: Timers = {
  now: () => performance.now() * QUICKER,
  after: (ms, run) => systemTimers.after(ms / QUICKER, run),
};

/** An empty local database's place. */
export function newDisk(): IndexedDb {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}

/** Locks of their own for what is one machine. */
export function locksOf(name: string): LockManager {
  const { locks } = navigator;
  const request = (lock: string, ...rest: [LockOptions, LockGrantedCallback<unknown>]) =>
    locks.request(`${name} ${lock}`, ...rest);
  return {
    request: request as LockManager['request'],
    async query() {
      const { held = [] } = await locks.query();
      return {
        held: held.flatMap((lock) =>
          lock.name?.startsWith(`${name} `) === true
            ? [{ ...lock, name: lock.name.slice(name.length + 1) }]
            : [],
        ),
        pending: [],
      };
    },
  };
}

/** A platform with a journal and nothing else. */
export function platformOf(
  machine: Pick<Machine, 'version'> & { readonly journal: Journal; readonly settings?: SettingsStore },
): Platform {
  return {
    host: 'desktop',
    os: 'linux',
    version: machine.version,
    notices: [],
    settings: machine.settings ?? createMemorySettings(),
    helpdesk: {} as Platform['helpdesk'],
    journal: () => machine.journal,
    notify: () => undefined,
    permission: { state: () => 'none', ask: () => Promise.resolve() },
    setBadge: () => undefined,
    makePdf: null,
    openExternal: () => undefined,
    diagnostics: () => Promise.resolve(null),
    on: () => () => undefined,
  };
}

/** Waits until a value is as wanted. */
export function until<T, W extends T>(
  live: Live<T>,
  wanted: (value: T) => value is W,
  what?: string,
): Promise<W>;
export function until<T>(live: Live<T>, wanted: (value: T) => boolean, what?: string): Promise<T>;
export function until<T>(
  live: Live<T>,
  wanted: (value: T) => boolean,
  what = 'the value wanted',
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop = () => {};
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Waited in vain for ${what}; it is ${JSON.stringify(live.get())?.slice(-700)}`));
    }, 8_000);
    const look = () => {
      const value = live.get();
      if (!wanted(value)) return;
      clearTimeout(timer);
      stop();
      resolve(value);
    };
    stop = live.subscribe(look);
    look();
  });
}

/** Waits until something holds that no `Live` tells of. */
export async function eventually(holds: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 8_000; !holds();) {
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until everything has come and nothing is waiting to be sent. */
export async function atRest(desk: Desk): Promise<void> {
  await until(
    desk.read.connection,
    (link) => link.kind === 'online' && link.progress === null,
    'a finished synchronisation',
  );
  await until(
    desk.read.outbox,
    (items) => items.every((item) => item.state.kind !== 'waiting'),
    'an empty outbox',
  );
  // What has been applied and waits for its rows only is in no outbox any more.
  await until(
    desk.read.tickets('all', null),
    (list) => list.rows.every((row) => !row.pending),
    'the rows of what was applied',
  );
}

/** The database of a machine's profile as it is on the disk, past the product. It must be opened and closed. */
export function rawDatabase(machine: Machine, helpdeskId: string): Dexie {
  return new Dexie(databaseName(`${helpdeskId}_${machine.person.id}`), { ...machine.database });
}
