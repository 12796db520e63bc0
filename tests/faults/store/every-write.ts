import type { Desk } from '#renderer/data/desk.ts';
import { OpenDeskError } from '#renderer/data/open-content.ts';
import type { Tally } from '#tests/support/faults/tally.ts';
import { isLong } from '#tests/support/long-run.ts';
import type { JournalFault } from '#tests/support/mortal-machine.ts';
import type { StoreFault } from '#tests/support/faulty-store.ts';
import { expectBalanced, expectNothingLost, type Place } from './local-account.ts';

/** Something an operator or the ring does, at every write of which a fault is put. */
export interface Scenario {
  readonly name: string;
  /** Up to where faults begin. @returns the desk that goes on, or null when the act opens it */
  prepare(): Promise<{ readonly place: Place; readonly desk: Desk | null }>;
  /** @param ended aborted when the program has been killed */
  act(place: Place, desk: Desk, ended: AbortSignal): Promise<void>;
  /** Of so many operations that are all alike, every tenth is tried after the first ten. */
  readonly isLong?: boolean;
  /** It leaves nothing unsent that a journal could have. */
  readonly isReading?: boolean;
}

export type Fault = StoreFault | ({ readonly op: 'journal' } & JournalFault);

const USUAL: readonly Omit<Fault, 'at'>[] = [
  { op: 'put', kind: 'quota' },
  { op: 'commit', kind: 'error' },
  { op: 'commit', kind: 'dead' },
  { op: 'commit', kind: 'dead-after' },
  { op: 'journal', kind: 'disk-full' },
  { op: 'journal', kind: 'dead' },
  { op: 'journal', kind: 'dead-after' },
];
const RARE: readonly Omit<Fault, 'at'>[] = [
  { op: 'put', kind: 'error' },
  { op: 'put', kind: 'dead' },
  { op: 'commit', kind: 'quota' },
  { op: 'journal', kind: 'not-writable' },
];
/** Kinds of faults that this run tries: the rare ones in the long run only. */
export const FAULTS = isLong ? [...USUAL, ...RARE] : USUAL;
/** Those that end the program: only then can the database be deleted beside it. */
export const KILLS = FAULTS.filter(
  ({ op, kind }) => kind === 'dead-after' || (isLong && op !== 'put' && kind === 'dead'),
);

/** A desk that the disk refuses to open says so, and is opened again: nothing has been changed. */
async function openPatiently(place: Place, ended?: AbortSignal): Promise<Desk> {
  try {
    return await place.machine.start();
  } catch (error) {
    if (!(error instanceof OpenDeskError)) throw error;
    // Nobody is there any more to try again.
    if (ended?.aborted === true || place.machine.isDead()) return new Promise<never>(() => undefined);
    return place.machine.start();
  }
}

function arm(place: Place, fault: Fault | null): void {
  const { store, journalFaults } = place.machine;
  if (fault === null) {
    store.arm(null);
    journalFaults.arm(null);
  } else if (fault.op === 'journal') journalFaults.arm(fault);
  else store.arm(fault);
}

/**
 * Runs a scenario with a fault at its n-th operation, for n = 1, 2, 3 … until a run ends without one, and checks the account
 * after each: at once, after going on, and after a restart.
 * @param losesDatabase the local database is deleted besides, while the program is ended
 * @returns faults injected
 */
export async function failEveryWrite(
  scenario: Scenario,
  kind: Omit<Fault, 'at'>,
  losesDatabase = false,
  tally: Pick<Tally, 'count'> | null = null,
): Promise<number> {
  for (let n = 1, tried = 0; ; n += scenario.isLong === true && n > 10 ? 10 : 1) {
    const fault = { ...kind, at: n } as Fault;
    const name = `${scenario.name}: ${fault.kind} at ${fault.op} ${n}${losesDatabase ? ', database lost' : ''}`;
    const { place, desk } = await scenario.prepare();
    const { machine } = place;
    const ended = new AbortController();
    const killed = machine.whenKilled().then(() => 'killed' as const);
    arm(place, fault);
    const act = async () => {
      const open = desk ?? (await openPatiently(place, ended.signal));
      await scenario.act(place, open, ended.signal);
      return open;
    };
    const outcome = await Promise.race([act(), killed]);
    ended.abort();
    const happened = machine.store.happened() + machine.journalFaults.happened();
    arm(place, null);
    if (outcome === 'killed' || machine.isDead()) {
      if (losesDatabase) machine.loseDatabase();
      await expectNothingLost(place, name, !losesDatabase);
      await restartAndBalance(place, name);
    } else {
      if (losesDatabase && happened > 0) throw new Error('Only a killed program loses its database here');
      await expectNothingLost(place, name);
      await expectBalanced(place, outcome, name);
      machine.kill();
      await restartAndBalance(place, `${name}, restarted`);
    }
    if (happened === 0) return tried;
    tried += 1;
    tally?.count(`local store: ${fault.kind} at ${fault.op}`, 1);
  }
}

async function restartAndBalance(place: Place, name: string): Promise<void> {
  const desk = await openPatiently(place);
  await expectBalanced(place, desk, name);
  place.machine.kill();
}
