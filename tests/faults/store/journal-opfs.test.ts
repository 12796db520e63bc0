import { afterAll, describe, expect, it } from 'vitest';
import type { Journal } from '#renderer/platform/platform.ts';
import { journalThrough } from '#renderer/platform/browser/browser-journal.ts';
import { createOpfsJournal } from '#renderer/platform/browser/opfs-journal.ts';
import { openTally } from '#tests/support/faults/tally.ts';
import { createFakeOpfs, type FakeOpfs, type OpfsFault } from '#tests/support/fake-opfs.ts';
import { createSeededRandom } from '#tests/support/oracle-random.ts';
import { hash, put, readState, remove } from './journal-account.ts';
import { expectOneLostAtMost, flipBit, tryJournals } from './journal-trials.ts';

const PROFILE = 'h_p';
const LOG = `journal/${PROFILE}/log.1`;

/** A page with its worker; orders of all pages go one after the other, as the lock makes them. */
function open(opfs: FakeOpfs): Journal {
  return journalThrough(PROFILE, createOpfsJournal(opfs.begin()));
}

const tally = openTally('store-journal-opfs');
afterAll(() => tally.write());

const { atEveryOperation, expectKept } = tryJournals<OpfsFault['kind'], FakeOpfs>({
  create: createFakeOpfs,
  open,
  // The log is rewritten while it is in use.
  longDraft: 21_000,
  tally,
  name: 'journal OPFS',
});

describe('I1: the journal in the browser’s private file system', () => {
  it.each(['quota', 'short', 'broken'] as const)(
    'says what is not kept, with %s at every operation',
    async (kind) => {
      const tried = await atEveryOperation(kind, async (opfs, account, name, journal) => {
        // The same page goes on after one failure: all but what was refused is there.
        opfs.fail(null);
        expect((await journal.append([put('again', name)])).ok, name).toBe(true);
        await expectKept(opfs, { ...account, kept: { ...account.kept, again: name }, open: [] }, name);
      });
      expect(tried).toBeGreaterThan(50);
    },
  );

  it('has everything it confirmed when its worker is killed at every operation, rewriting included', async () => {
    const tried = await atEveryOperation('dead', expectKept);
    expect(tried).toBeGreaterThan(50);
  });

  it('has everything it confirmed when the power fails at every operation', async () => {
    const random = createSeededRandom(7);
    for (const share of [0, 0.5])
      await atEveryOperation('dead', async (opfs, account, name) => {
        opfs.cutPower(() => random.chance(share));
        await expectKept(opfs, account, `power: ${name}`);
      });
  });

  it('is read though there is no room to put a damaged part aside', async () => {
    const opfs = createFakeOpfs();
    await open(opfs).append([put('a', 1)]);
    await open(opfs).append([put('b', 2)]);
    opfs.damage(LOG, (bytes) => bytes.with(20, 0x58) as Uint8Array<ArrayBuffer>);
    for (let n = 1; n < 12; n += 1) {
      opfs.restart();
      opfs.fail({ at: n, kind: 'quota' });
      expect(await readState(open(opfs)), `refused at ${n}`).toEqual({ b: 2 });
      tally.count('journal OPFS: quota', 1);
    }
  });

  it('of a line torn at every byte takes all of an append or nothing', async () => {
    const opfs = createFakeOpfs();
    await open(opfs).append([put('draft 1', 'Добрый день')]);
    const before = opfs.files().get(LOG)?.length ?? 0;
    await open(opfs).append([put('command 1', 'Добрый день'), remove('draft 1')]);
    const whole = opfs.files().get(LOG)?.slice() ?? new Uint8Array();
    for (let length = before; length < whole.length; length += 1) {
      opfs.damage(LOG, () => whole.slice(0, length));
      expect(await readState(open(opfs)), `torn at ${length}`).toEqual({ 'draft 1': 'Добрый день' });
      expect((await open(opfs).append([put('b', length)])).ok).toBe(true);
      expect(await readState(open(opfs)), `torn at ${length}`).toEqual({
        'draft 1': 'Добрый день',
        b: length,
      });
      tally.count('journal OPFS: torn tail', 1);
    }
  });

  it('of a flipped bit anywhere loses one append at most, and says so', async () => {
    const base = createFakeOpfs();
    for (const key of ['a', 'b', 'c']) await open(base).append([put(key, `value of ${key}`)]);
    const whole = base.files().get(LOG)?.slice() ?? new Uint8Array();
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const opfs = createFakeOpfs();
      await open(opfs).append([put('x', 1)]);
      opfs.damage(LOG, () => flipBit(whole, bit));
      await expectOneLostAtMost(
        () => open(opfs),
        () => open(opfs),
        `bit ${bit}`,
      );
      tally.count('journal OPFS: flipped bit', 1);
    }
  });

  it('I11: stays small however long a tab is open', async () => {
    const opfs = createFakeOpfs();
    const journal = open(opfs);
    for (let n = 0; n < 400; n += 1) await journal.append([put('draft', `${n} ${'x'.repeat(9_000)}`)]);
    const sizes = [...opfs.files()].map(([, bytes]) => bytes.length);
    expect(Math.max(...sizes)).toBeLessThan(600_000);
    expect(Object.keys(await readState(open(opfs)))).toEqual(['draft']);
  });

  it('where the browser keeps no files there was nothing, and nothing is said to be kept', async () => {
    const carryOut = createOpfsJournal(() => Promise.reject(new DOMException('Private', 'SecurityError')));
    expect(await carryOut({ profile: PROFILE, op: 'read' })).toEqual({
      ok: true,
      value: { entries: [], damaged: 0 },
    });
    expect(await carryOut({ profile: PROFILE, op: 'append', records: [put('a', 1)] })).toEqual({
      ok: false,
      error: 'not-writable',
    });
    const bytes = new TextEncoder().encode('x');
    expect(await carryOut({ profile: PROFILE, op: 'keepFile', sha256: hash(bytes), bytes })).toEqual({
      ok: false,
      error: 'not-writable',
    });
  });
});
