import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openJournal, type Journal } from '#main/services/journal/journal.ts';
import { encodeRecord } from '#main/services/journal/log-format.ts';
import type { Sha256 } from '#shared/base/brand.ts';
import { makeClock, makeLog } from '../silent-log.ts';
import { provideTempFolders } from '../temp-folder.ts';
import { makeFailingDisk } from './failing-disk.ts';

const PROFILE = '00000000-0000-7000-8000-000000000001_00000000-0000-7000-8000-000000000002';
const makeFolder = provideTempFolders();
let opened: Journal[] = [];
afterEach(async () => {
  await Promise.all(opened.map((journal) => journal.close()));
  opened = [];
});

function setUp(root = makeFolder()) {
  const disk = makeFailingDisk();
  const clock = makeClock();
  const open = (): Journal => {
    const journal = openJournal({ root, disk, log: makeLog(), clock });
    opened.push(journal);
    return journal;
  };
  return { root, disk, open, journal: open(), file: path.join(root, PROFILE, 'log') };
}

const put = (key: string, value: unknown) => ({ op: 'put', key, value }) as const;
const remove = (key: string) => ({ op: 'delete', key }) as const;

async function entriesOf(journal: Journal): Promise<Record<string, unknown>> {
  const read = await journal.read(PROFILE);
  if (!read.ok) throw new Error(read.error);
  return Object.fromEntries(read.value.entries.map(({ key, value }) => [key, value]));
}

async function damagedOf(journal: Journal): Promise<number> {
  const read = await journal.read(PROFILE);
  if (!read.ok) throw new Error(read.error);
  return read.value.damaged;
}

describe('journal of unsent work', () => {
  it('I1: gives back what was appended, in another process too', async () => {
    const { journal, open } = setUp();
    await journal.append(PROFILE, [put('a', { text: 'привет\nмир' }), put('b', 1)]);
    await journal.append(PROFILE, [put('a', 'newer'), remove('b'), put('c', null)]);
    expect(await entriesOf(journal)).toEqual({ a: 'newer', c: null });
    expect(await entriesOf(open())).toEqual({ a: 'newer', c: null });
  });

  it('is empty for a profile that never worked here, and makes no folder for it', async () => {
    const { journal, root } = setUp();
    expect(await entriesOf(journal)).toEqual({});
    expect(readdirSync(root)).toEqual([]);
  });

  it('I1: has flushed the file before it answers', async () => {
    const { journal, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    const before = disk.flushes();
    await journal.append(PROFILE, [put('b', 2)]);
    expect(disk.flushes()).toBe(before + 1);
  });

  it('shares one flush among appends that wait, and keeps their order', async () => {
    const { journal, open, disk } = setUp();
    await journal.append(PROFILE, [put('a', 0)]);
    const before = disk.flushes();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        journal.append(PROFILE, [put('a', index), put(`k${index}`, index)]),
      ),
    );
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(disk.flushes() - before).toBeLessThan(5);
    const entries = await entriesOf(open());
    expect(entries['a']).toBe(99);
    expect(Object.keys(entries)).toHaveLength(101);
  });

  it.each([
    ['half a record', Buffer.from(encodeRecord(put('late', 'x'))).subarray(0, 20)],
    ['zeros, as some file systems leave', Buffer.alloc(512)],
  ])('takes a torn tail for an append that was never confirmed: %s', async (_name, tail) => {
    const { journal, open, file } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    appendFileSync(file, tail);
    const again = open();
    expect(await damagedOf(again)).toBe(0);
    await again.append(PROFILE, [put('b', 2)]);
    expect(await entriesOf(open())).toEqual({ a: 1, b: 2 });
    expect(await damagedOf(open())).toBe(0);
  });

  it('I7: counts a damaged record, keeps the file aside, and gives back all others', async () => {
    const { journal, open, file, root } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    await journal.append(PROFILE, [put('b', 2)]);
    await journal.append(PROFILE, [put('c', 3)]);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"b","value":2', '"b","value":7'));
    const again = open();
    expect(await damagedOf(again)).toBe(1);
    expect(await entriesOf(again)).toEqual({ a: 1, c: 3 });
    const aside = readdirSync(path.join(root, PROFILE)).filter((name) => name.startsWith('log.damaged-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(path.join(root, PROFILE, aside[0] ?? ''), 'utf8')).toContain('"b","value":7');
    await again.append(PROFILE, [put('d', 4)]);
    expect(await entriesOf(open())).toEqual({ a: 1, c: 3, d: 4 });
  });

  it('I1: reads what it can of a damaged log even when nothing can be written', async () => {
    const { journal, open, file, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    appendFileSync(file, 'rubbish\n');
    disk.breakDown('EROFS', 'write', 'open', 'rename');
    const again = open();
    expect(await entriesOf(again)).toEqual({ a: 1 });
    disk.heal();
    expect((await again.append(PROFILE, [put('b', 2)])).ok).toBe(true);
    expect(await entriesOf(open())).toEqual({ a: 1, b: 2 });
  });

  it('I11: is compacted when most of it is garbage', async () => {
    const { journal, open, file } = setUp();
    const long = 'x'.repeat(10_000);
    for (let index = 0; index < 40; index += 1)
      await journal.append(PROFILE, [put('draft', `${index} ${long}`)]);
    await journal.append(PROFILE, [put('last', true)]);
    expect(statSync(file).size).toBeLessThan(150_000);
    expect(await entriesOf(open())).toEqual({ draft: `39 ${long}`, last: true });
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'not-writable'],
    ['EACCES', 'not-writable'],
  ])('I1: says %s as %s, confirms nothing, and goes on when the disk does', async (code, error) => {
    const { journal, open, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    disk.breakDown(code, 'write');
    expect(await journal.append(PROFILE, [put('b', 2)])).toEqual({ ok: false, error });
    expect(await entriesOf(journal)).toEqual({ a: 1 });
    expect(await entriesOf(open())).toEqual({ a: 1 });
    disk.heal();
    expect((await journal.append(PROFILE, [put('c', 3)])).ok).toBe(true);
    expect(await entriesOf(open())).toEqual({ a: 1, c: 3 });
    expect(await damagedOf(open())).toBe(0);
  });

  it('I1: a half-written append that cannot be taken back at once is cut off before the next', async () => {
    const { journal, open, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    disk.breakDown('ENOSPC', 'write', 'truncate');
    await journal.append(PROFILE, [put('b', 'a long text that is half on the disk')]);
    disk.heal();
    await journal.append(PROFILE, [put('c', 3)]);
    expect(await entriesOf(open())).toEqual({ a: 1, c: 3 });
    expect(await damagedOf(open())).toBe(0);
  });

  it('I1: after a failed flush the whole log is written anew before anything is confirmed', async () => {
    const { journal, open, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    disk.breakDown('EIO', 'sync');
    expect((await journal.append(PROFILE, [put('b', 2)])).ok).toBe(false);
    disk.heal();
    disk.breakDown('ENOSPC', 'rename');
    expect(await journal.append(PROFILE, [put('c', 3)])).toEqual({ ok: false, error: 'disk-full' });
    disk.heal();
    expect((await journal.append(PROFILE, [put('d', 4)])).ok).toBe(true);
    expect(await entriesOf(open())).toEqual({ a: 1, d: 4 });
  });

  it('says that a log cannot be read, and tries again later', async () => {
    const { journal, open, disk } = setUp();
    await journal.append(PROFILE, [put('a', 1)]);
    const again = open();
    disk.breakDown('EACCES', 'readFile');
    expect(await again.read(PROFILE)).toEqual({ ok: false, error: 'unreadable' });
    expect(await again.append(PROFILE, [put('b', 2)])).toEqual({ ok: false, error: 'unreadable' });
    disk.heal();
    expect(await entriesOf(again)).toEqual({ a: 1 });
  });

  it('removes everything of a profile, and can begin again', async () => {
    const { journal, open, root } = setUp();
    const bytes = Buffer.from('picture');
    await journal.append(PROFILE, [put('a', 1)]);
    await journal.keepFile(PROFILE, hash(bytes), bytes);
    const [, wiped] = await Promise.all([journal.append(PROFILE, [put('b', 2)]), journal.wipe(PROFILE)]);
    expect(wiped.ok).toBe(true);
    expect(existsSync(path.join(root, PROFILE))).toBe(false);
    await journal.append(PROFILE, [put('c', 3)]);
    expect(await entriesOf(open())).toEqual({ c: 3 });
  });
});

describe('files of unsent work', () => {
  it('I1: gives back the same bytes, in another process too, until they are forgotten', async () => {
    const { journal, open } = setUp();
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    expect(await journal.keepFile(PROFILE, hash(bytes), bytes)).toEqual({ ok: true, value: null });
    const read = await open().readFile(PROFILE, hash(bytes));
    expect(read.ok && read.value !== null && Buffer.compare(read.value, bytes)).toBe(0);
    expect(await open().listFiles(PROFILE)).toEqual({ ok: true, value: [hash(bytes)] });
    await journal.forgetFile(PROFILE, hash(bytes));
    expect(await open().listFiles(PROFILE)).toEqual({ ok: true, value: [] });
    expect(await open().readFile(PROFILE, hash(bytes))).toEqual({ ok: true, value: null });
  });

  it('refuses bytes that are not what their name says, in both directions', async () => {
    const { journal, root } = setUp();
    const bytes = Buffer.from('one');
    expect(await journal.keepFile(PROFILE, hash(Buffer.from('two')), bytes)).toEqual({
      ok: false,
      error: 'unreadable',
    });
    await journal.keepFile(PROFILE, hash(bytes), bytes);
    writeFileSync(path.join(root, PROFILE, 'files', `${hash(bytes)}.bin`), 'changed');
    expect(await journal.readFile(PROFILE, hash(bytes))).toEqual({ ok: false, error: 'unreadable' });
  });

  it('says that the disk is full, and leaves nothing half-written', async () => {
    const { journal, disk, root } = setUp();
    const bytes = Buffer.from('picture');
    disk.breakDown('ENOSPC', 'write');
    expect(await journal.keepFile(PROFILE, hash(bytes), bytes)).toEqual({ ok: false, error: 'disk-full' });
    expect(readdirSync(path.join(root, PROFILE, 'files'))).toEqual([]);
  });
});

function hash(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}
