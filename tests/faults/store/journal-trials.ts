import { expect } from 'vitest';
import type { Journal } from '#renderer/platform/platform.ts';
import type { Tally } from '#tests/support/faults/tally.ts';
import {
  expectAccount,
  newAccount,
  put,
  readState,
  workAnAfternoon,
  type Account,
} from './journal-account.ts';

/** What a journal lies on in a test: it can fail, and forget what was not flushed. */
interface Ground<Kind extends string> {
  fail(fault: { readonly at: number; readonly kind: Kind }): void;
  /** Faults that have happened. */
  happened(): number;
  whenDead(): Promise<void>;
  restart(): void;
  cutPower(keeps: () => boolean): void;
}

/**
 * The same trials for every kind of ground.
 * @param trial.longDraft characters of a draft by which an afternoon comes to a compaction
 * @param trial.name what the tally calls the journal
 */
export function tryJournals<Kind extends string, On extends Ground<Kind>>(trial: {
  readonly create: () => On;
  /** The journal of a process that begins now. */
  readonly open: (ground: On) => Journal;
  readonly longDraft: number;
  readonly tally: Tally;
  readonly name: string;
}) {
  return {
    /**
     * Afternoons with a fault at the n-th operation, for n = 1, 2, 3 … until one ends without it.
     * @returns the number of operations
     */
    async atEveryOperation(
      kind: Kind,
      after: (ground: On, account: Account, name: string, journal: Journal) => Promise<void>,
    ): Promise<number> {
      for (let n = 1; ; n += 1) {
        const ground = trial.create();
        const account = newAccount();
        ground.fail({ at: n, kind });
        const journal = trial.open(ground);
        await Promise.race([workAnAfternoon(journal, account, trial.longDraft), ground.whenDead()]);
        if (ground.happened() === 0) return n - 1;
        trial.tally.count(`${trial.name}: ${kind}`, 1);
        await after(ground, account, `${kind} at operation ${n}`, journal);
      }
    },

    /** Another process finds what was told as kept, and so does one after a power cut. */
    expectKept: (ground: On, account: Account, name: string): Promise<void> =>
      expectAccount(
        (afterPowerCut) => {
          if (afterPowerCut) ground.cutPower(() => false);
          else ground.restart();
          return trial.open(ground);
        },
        account,
        name,
      ),
  };
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const damaged = new Uint8Array(bytes);
  damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return damaged;
}

/**
 * Of three appends (`value of …`) two at least are read after a damage, which is told; what is appended next is kept.
 * @param finder the process that finds the damage, asked for each time it is needed
 * @param later a process after it
 */
export async function expectOneLostAtMost(
  finder: () => Journal,
  later: () => Journal,
  name: string,
): Promise<void> {
  const found = await finder().read();
  if (!found.ok) throw new Error(found.error);
  expect(found.value.damaged, name).toBeGreaterThan(0);
  expect(found.value.entries.length, name).toBeGreaterThanOrEqual(2);
  for (const { key, value } of found.value.entries) expect(value).toBe(`value of ${key}`);
  // What could not be read is put aside, and the next one is not swallowed by it.
  expect((await finder().append([put('d', name)])).ok).toBe(true);
  expect(await readState(later()), name).toMatchObject({ d: name });
}
