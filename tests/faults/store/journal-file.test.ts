import { afterAll, describe, expect, it } from 'vitest';
import { openJournal } from '#main/services/journal/journal.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { openTally } from '#tests/support/faults/tally.ts';
import { createModelDisk, type DiskFault, type ModelDisk } from '#tests/support/model-disk.ts';
import { createSeededRandom } from '#tests/support/oracle-random.ts';
import { hash, put, readState, remove } from './journal-account.ts';
import { expectOneLostAtMost, flipBit, tryJournals } from './journal-trials.ts';

const PROFILE = '00000000-0000-7000-8000-000000000001_00000000-0000-7000-8000-000000000002';
const ROOT = '/profile/journal';
const LOG = `${ROOT}/${PROFILE}/log`;
const silent = { info() {}, warn() {}, error() {} };

/** A process that begins now. */
function open(disk: ModelDisk): Journal {
  const journal = openJournal({ root: ROOT, disk, log: silent, clock: { now: () => 1 as never } });
  return {
    append: (records) => journal.append(PROFILE, records),
    read: () => journal.read(PROFILE),
    keepFile: (sha256, bytes) => journal.keepFile(PROFILE, sha256, bytes),
    readFile: (sha256) => journal.readFile(PROFILE, sha256),
    forgetFile: (sha256) => journal.forgetFile(PROFILE, sha256),
    listFiles: () => journal.listFiles(PROFILE),
    wipe: () => journal.wipe(PROFILE),
  };
}

const tally = openTally('store-journal-file');
afterAll(() => tally.write());

const { atEveryOperation, expectKept } = tryJournals<DiskFault['kind'], ModelDisk>({
  create: createModelDisk,
  open,
  longDraft: 9_000,
  tally,
  name: 'journal file',
});

describe('I1: the journal’s file', () => {
  it.each(['ENOSPC', 'EIO', 'half'] as const)(
    'says what is not kept, with %s at every operation',
    async (kind) => {
      const tried = await atEveryOperation(kind, async (disk, account, name) => {
        // The program goes on after one failure: all but what was refused is there.
        disk.restart();
        await expectKept(disk, account, name);
      });
      expect(tried).toBeGreaterThan(60);
    },
  );

  it('has everything it confirmed when its process is killed at every operation, compaction included', async () => {
    const tried = await atEveryOperation('dead', async (disk, account, name) => {
      disk.restart();
      await expectKept(disk, account, name);
    });
    expect(tried).toBeGreaterThan(60);
  });

  it('has everything it confirmed when the power fails at every operation, whatever unflushed part is left', async () => {
    const random = createSeededRandom(20_261_122);
    for (const share of [0, 0.5, 0.5, 0.5, 1])
      await atEveryOperation('dead', async (disk, account, name) => {
        disk.cutPower(() => random.chance(share));
        await expectKept(disk, account, `power: ${name}`);
      });
  });

  it('keeps what it has after a failure and a power cut together', async () => {
    const random = createSeededRandom(4);
    for (const kind of ['EIO', 'half'] as const)
      await atEveryOperation(kind, async (disk, account, name) => {
        disk.cutPower(() => random.chance(0.5));
        await expectKept(disk, account, `${kind} and power: ${name}`);
      });
  });

  it('is itself again after its folder has been removed under the running program', async () => {
    const disk = createModelDisk();
    const journal = open(disk);
    await journal.append([put('draft 1', 'before'), put('command 1', 'x')]);
    disk.vanish(`${ROOT}/${PROFILE}`);
    expect((await journal.append([put('draft 2', 'after')])).ok).toBe(true);
    disk.vanish(ROOT);
    expect((await journal.append([put('draft 3', 'later')])).ok).toBe(true);
    await journal.keepFile(hash(Buffer.from('a')), Buffer.from('a'));
    disk.cutPower(() => false);
    tally.count('journal file: folder removed', 2);
    expect(await readState(open(disk))).toEqual({
      'draft 1': 'before',
      'command 1': 'x',
      'draft 2': 'after',
      'draft 3': 'later',
    });
  });

  it('loses nothing when a second process writes to the same file', async () => {
    const disk = createModelDisk();
    const [one, two] = [open(disk), open(disk)];
    const expected: Record<string, unknown> = {};
    for (let n = 0; n < 20; n += 1) {
      for (const [name, journal] of [['one', one] as const, ['two', two] as const]) {
        const long = n === 7 ? 'y'.repeat(80_000) : '';
        expect((await journal.append([put(`${name} ${n % 9}`, `${n}${long}`)])).ok).toBe(true);
        expected[`${name} ${n % 9}`] = `${n}${long}`;
      }
    }
    expect(await readState(open(disk))).toEqual(expected);
    tally.count('journal file: two processes', 1);
  });

  it('of a line torn at every byte takes all of an append or nothing', async () => {
    const disk = createModelDisk();
    const journal = open(disk);
    await journal.append([put('draft 1', 'Добрый день')]);
    const before = disk.bytes(LOG)?.length ?? 0;
    await journal.append([put('command 1', 'Добрый день'), remove('draft 1')]);
    const whole = disk.bytes(LOG) ?? Buffer.alloc(0);
    for (let length = before; length < whole.length; length += 1) {
      disk.damage(LOG, () => whole.subarray(0, length));
      expect(await readState(open(disk)), `torn at ${length}`).toEqual({ 'draft 1': 'Добрый день' });
      tally.count('journal file: torn tail', 1);
    }
  });

  it('of a flipped bit anywhere loses one append at most, and says so', async () => {
    const disk = createModelDisk();
    const journal = open(disk);
    for (const key of ['a', 'b', 'c']) await journal.append([put(key, `value of ${key}`)]);
    const whole = disk.bytes(LOG) ?? Buffer.alloc(0);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      disk.damage(LOG, () => Buffer.from(flipBit(whole, bit)));
      const again = open(disk);
      await expectOneLostAtMost(
        () => again,
        () => open(disk),
        `bit ${bit}`,
      );
      tally.count('journal file: flipped bit', 1);
    }
  });

  it('I11: leaves nothing behind of compactions that were killed', async () => {
    await atEveryOperation('dead', async (disk) => {
      disk.restart();
      const journal = open(disk);
      await readState(journal);
      await journal.keepFile(hash(Buffer.from('z')), Buffer.from('z'));
      for (const folder of [`${ROOT}/${PROFILE}`, `${ROOT}/${PROFILE}/files`])
        expect(disk.names(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    });
  });
});
