import type { Person } from '#shared/domain/people/person.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { openDesk } from '#renderer/data/open-desk.ts';
import { openChannel } from '#renderer/data/sync/channel.ts';
import { systemTimers, type Timers } from '#renderer/data/timers.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import type { FakeHelpdesk } from './fake-helpdesk.ts';
import { createFakeNetwork, type FakeNetwork } from './fake-network.ts';
import { FAKE_PEOPLE } from './fake-people.ts';
import { createFaultyStore, type FaultyStore } from './faulty-store.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';
import { locksOf, platformOf } from './ring.ts';

/** What happens at the n-th order to the journal that writes. */
export interface JournalFault {
  readonly at: number;
  readonly kind: 'disk-full' | 'not-writable' | 'dead' | 'dead-after';
}

/** A machine whose program can be ended in the middle of anything; its disks, its line and its helpdesk go on. */
export interface MortalMachine {
  readonly network: FakeNetwork;
  readonly journal: MemoryJournal;
  store: FaultyStore;
  readonly journalFaults: { readonly happened: () => number; arm(fault: JournalFault | null): void };
  /** Starts the program. */
  start(): Promise<Desk>;
  /** Ends it as a kill does: nothing it has asked for is answered any more, what is uncommitted is undone. */
  kill(): void;
  /** Resolves when a fault has killed it. */
  whenKilled(): Promise<void>;
  readonly isDead: () => boolean;
  /** Somebody has deleted the local database. */
  loseDatabase(): void;
}

/** Time passes a hundred times as fast: nobody waits for a disk that is asked again after five seconds. */
const QUICKER = 100;
/** What gives up on an answer gets its time all the same: a machine under load is not a broken line. */
const quickly = (ms: number) => (ms >= 30_000 ? ms / 4 : ms / QUICKER);
const never = () => new Promise<never>(() => undefined);
let machines = 0;

export function createMortalMachine(
  helpdesk: FakeHelpdesk,
  person: Person = FAKE_PEOPLE.anna,
): MortalMachine {
  const network = createFakeNetwork(helpdesk.fetchAs(person.id));
  const journal = createMemoryJournal();
  let fault: JournalFault | null = null;
  let count = 0;
  let happened = 0;
  let starts = 0;
  let life = { isDead: false };
  let tellKilled = () => {};

  function kill(): void {
    life.isDead = true;
    machine.store.abandon();
    tellKilled();
  }

  /** The journal as this life sees it. */
  function journalOf(own: { readonly isDead: boolean }): Journal {
    const writing = async <T>(
      task: () => Promise<T>,
      refused: (error: 'disk-full' | 'not-writable') => T,
    ) => {
      if (own.isDead) return never();
      count += 1;
      const kind = fault !== null && fault.at === count ? fault.kind : null;
      if (kind !== null) happened += 1;
      if (kind === 'dead') {
        kill();
        return never();
      }
      if (kind === 'disk-full' || kind === 'not-writable') return refused(kind);
      const done = await task();
      if (kind === 'dead-after') kill();
      return own.isDead ? never() : done;
    };
    const refuse = (error: 'disk-full' | 'not-writable') => ({ ok: false, error }) as const;
    return {
      append: (records) => writing(() => journal.append(records), refuse),
      keepFile: (sha256, bytes) => writing(() => journal.keepFile(sha256, bytes), refuse),
      forgetFile: (sha256) => writing(() => journal.forgetFile(sha256), refuse),
      wipe: () => writing(() => journal.wipe(), refuse),
      read: () => (own.isDead ? never() : journal.read()),
      listFiles: () => (own.isDead ? never() : journal.listFiles()),
      readFile: (sha256) => (own.isDead ? never() : journal.readFile(sha256)),
    };
  }

  const machine: MortalMachine = {
    network,
    journal,
    store: createFaultyStore(),
    journalFaults: {
      happened: () => happened,
      arm(next) {
        fault = next;
        count = 0;
      },
    },
    isDead: () => life.isDead,
    async start() {
      const own = { isDead: false };
      life = own;
      machine.store.onDeath(kill);
      const name = `mortal-${++machines}`;
      const isReturning = starts > 0;
      starts += 1;
      const timers: Timers = {
        now: () => performance.now() * QUICKER,
        after: (ms, run) => systemTimers.after(quickly(ms), () => (own.isDead ? undefined : run())),
      };
      return openDesk({
        profile: { helpdeskId: helpdesk.id, person },
        platform: platformOf({ version: '1.0.0', journal: journalOf(own) }),
        startView: 'waiting-for-us',
        isReturning,
        sync: 'here',
        fetch: async (path, init) => {
          if (own.isDead) return never();
          const response = await network.fetch(path, init);
          return own.isDead ? never() : response;
        },
        random: () => 0,
        timers,
        database: machine.store.begin(() => own.isDead),
        locks: locksOf(name),
        openChannel: (profileKey) => {
          const channel = openChannel(`${name} ${profileKey}`);
          return { ...channel, post: (message) => (own.isDead ? undefined : channel.post(message)) };
        },
      });
    },
    kill,
    whenKilled: () =>
      new Promise((resolve) => {
        tellKilled = resolve;
      }),
    loseDatabase() {
      machine.store = createFaultyStore();
    },
  };
  return machine;
}
