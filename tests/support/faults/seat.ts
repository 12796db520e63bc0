import type { EpochMs, HelpdeskId } from '#shared/base/brand.ts';
import { helloSchema, PATHS, sessionSchema } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { openDesk } from '#renderer/data/open-desk.ts';
import { profileKeyOf } from '#renderer/data/profile-key.ts';
import type { IndexedDb } from '#renderer/data/store/database.ts';
import type { Journal, Platform } from '#renderer/platform/platform.ts';
import { sending, type ContractPerson } from '../contract-host.ts';
import { createMemoryJournal, type MemoryJournal } from '../memory-journal.ts';
import { emptyDisk, imageOf } from './disk-image.ts';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { lendMortal, type Mortal } from './mortal.ts';

/** One machine of one person: its disk and journal outlive its programs, its line runs through a proxy of its own. */
export interface Seat {
  readonly name: string;
  readonly person: Person;
  readonly profileKey: string;
  readonly proxy: FaultProxy;
  readonly journal: MemoryJournal;
  disk: IndexedDb;
  /** By how much this machine's clock is wrong, in milliseconds. */
  clockOffMs: number;
  /** What the operator has been told since `told.clear()`: kinds of connection, of failure, why commands wait. */
  readonly told: Set<string>;
  /** The open window; throws when there is none. */
  readonly desk: Desk;
  readonly isOpen: boolean;
  /** Counts how often a window was opened. */
  readonly run: number;
  open(): Promise<Desk>;
  close(): Promise<void>;
  /** Ends the program as a power cut does. */
  kill(): Promise<void>;
  /** A request with this machine's token, around the proxy. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Signs in anew, around the proxy, and tells the open window. */
  signIn(): Promise<void>;
  /** Ends everything. */
  leave(): Promise<void>;
}

export interface SeatOptions {
  readonly name: string;
  readonly who: ContractPerson;
  /** Where the helpdesk is at the moment. */
  readonly target: () => string;
  /** How many times as fast the time passes in which the ring waits. */
  readonly quicker?: number;
  readonly random?: () => number;
}

/** Time that passes ten times as fast: an exchange may take six seconds, and so may the longest pause. */
const QUICKER = 10;

/** Sets up a machine and signs its person in. */
export async function takeSeat(options: SeatOptions): Promise<Seat> {
  const { name, who, target, quicker = QUICKER } = options;
  const proxy = await openFaultProxy(target());
  const journal = createMemoryJournal();
  const told = new Set<string>();
  let cookie = '';
  let mortal: Mortal | null = null;
  let desk: Desk | null = null;
  let run = 0;

  const send = async (url: string, path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookie !== '') headers.set('cookie', cookie);
    return fetch(url + path, { ...init, headers });
  };
  const signIn = async (): Promise<Person> => {
    const given = sending('POST', { login: who.login, password: who.password, device: name });
    const response = await fetch(target() + PATHS.session, given);
    if (response.status !== 200) throw new Error(`Signing in as ${who.login} gave ${response.status}`);
    cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    return sessionSchema.parse(await response.json()).person;
  };

  const person = await signIn();
  const hello = helloSchema.parse(await (await fetch(target() + PATHS.hello)).json());
  const profile = { helpdeskId: hello.id as HelpdeskId, person };

  const seat: Seat = {
    name,
    person,
    profileKey: profileKeyOf(profile),
    proxy,
    journal,
    disk: emptyDisk(),
    clockOffMs: 0,
    told,
    get desk() {
      if (desk === null) throw new Error(`${name} has no window open`);
      return desk;
    },
    get isOpen() {
      return desk !== null;
    },
    get run() {
      return run;
    },
    async open() {
      if (desk !== null) return desk;
      run += 1;
      const own = lendMortal({ fetch: (path, init) => send(proxy.url, path, init), journal, quicker });
      mortal = own;
      const opened = await openDesk({
        profile,
        platform: platformWith(own.journal),
        startView: 'waiting-for-us',
        isReturning: run > 1,
        sync: 'here',
        fetch: own.fetch,
        clock: { now: () => (Date.now() + seat.clockOffMs) as EpochMs },
        random: options.random ?? Math.random,
        timers: own.timers,
        database: seat.disk,
        locks: own.locks,
        openChannel: own.openChannel,
      });
      desk = opened;
      listen(opened, told);
      return opened;
    },
    async close() {
      const closing = desk;
      desk = null;
      await closing?.close();
    },
    async kill() {
      desk = null;
      mortal?.kill();
      proxy.breakAll();
      seat.disk = await imageOf(seat.disk);
    },
    ask: (path, init) => send(target(), path, init),
    async signIn() {
      await signIn();
      desk?.signedIn();
    },
    async leave() {
      desk = null;
      mortal?.kill();
      await proxy.close();
    },
  };
  return seat;
}

function listen(desk: Desk, told: Set<string>): void {
  const hearLink = () => {
    const link = desk.read.connection.get();
    told.add(link.kind === 'offline' ? `offline: ${link.why.kind}` : link.kind);
  };
  const hearOutbox = () => {
    for (const { state } of desk.read.outbox.get())
      told.add(state.kind === 'waiting' ? `waiting: ${state.because}` : `${state.kind}: ${state.reason}`);
  };
  desk.read.connection.subscribe(hearLink);
  desk.read.outbox.subscribe(hearOutbox);
}

function platformWith(journal: Journal): Platform {
  return {
    host: 'desktop',
    os: 'linux',
    version: '1.0.0',
    notices: [],
    settings: {} as Platform['settings'],
    diagnostics: () => Promise.resolve(null),
    helpdesk: {} as Platform['helpdesk'],
    journal: () => journal,
    notify: () => undefined,
    permission: { state: () => 'none', ask: () => Promise.resolve() },
    setBadge: () => undefined,
    makePdf: null,
    openExternal: () => undefined,
    on: () => () => undefined,
  };
}
