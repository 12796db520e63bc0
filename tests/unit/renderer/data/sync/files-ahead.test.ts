import { afterEach, expect, it, vi } from 'vitest';
import { ok } from '#shared/base/result.ts';
import type { Sha256 } from '#shared/base/brand.ts';
import { changeSchema, type Change } from '#shared/sync/change.ts';
import { findMeta, openDatabase, type Database } from '#renderer/data/store/database.ts';
import { packSegment, segmentOf } from '#renderer/data/store/segment.ts';
import type { FileCache } from '#renderer/data/sync/file-cache.ts';
import { createFilesAhead } from '#renderer/data/sync/files-ahead.ts';
import { newDisk } from '#tests/support/ring.ts';

const opened: Database[] = [];
afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const sha = (letter: string) => letter.repeat(64) as Sha256;

/** A ticket with one message that carries one file. */
function ticketWithFile(
  n: number,
  status: 'open' | 'resolved',
  sha256: Sha256,
  size: number,
): readonly Change[] {
  const rows = [
    {
      type: 'ticket',
      id: id(n),
      version: 1,
      row: {
        id: id(n),
        number: n,
        subject: 'A question',
        queueId: id(900),
        customerId: id(901),
        customerName: 'Olga',
        status,
        priority: 'normal',
        assigneeId: null,
        tags: [],
        channel: 'form',
        language: 'en',
        environment: null,
        createdAt: 1,
        updatedAt: 1,
        waitingSince: 1,
        lastCustomerMessageId: id(n + 100),
        lastLine: { from: 'customer', text: 'A question' },
      },
    },
    {
      type: 'message',
      id: id(n + 100),
      version: 1,
      row: {
        kind: 'customer',
        id: id(n + 100),
        ticketId: id(n),
        at: 1,
        authorName: 'Olga',
        text: 'See the file.',
        html: null,
        channel: 'form',
        attachments: [{ sha256, name: 'log.txt', type: 'text/plain', size }],
      },
    },
  ];
  return rows.map((row) => changeSchema.parse(row));
}

async function setUp() {
  const result = await openDatabase(`${id(1)}_${id(2)}`, 'relaxed', newDisk());
  if (!result.ok) throw new Error('The database cannot be opened.');
  const db = result.value;
  opened.push(db);
  const asked: Sha256[] = [];
  const cache: FileCache = {
    async read(sha256) {
      asked.push(sha256);
      await db.files.put({ sha256, bytes: new Uint8Array(1), type: 'text/plain' });
      return ok(new Blob());
    },
    release: () => Promise.resolve(),
  };
  const line = { isOnline: true };
  const ahead = createFilesAhead(db, cache, {
    changed: () => undefined,
    isOnline: () => line.isOnline,
    signal: new AbortController().signal,
  });
  return { db, asked, line, ahead };
}

it('brings the files of tickets that are not resolved, of large segments and small ones, once', async () => {
  const { db, asked, ahead } = await setUp();
  const large = [
    ...ticketWithFile(1, 'open', sha('a'), 10),
    ...ticketWithFile(2, 'resolved', sha('b'), 10),
    ...ticketWithFile(3, 'open', sha('c'), 20 * 1024 * 1024),
  ];
  const { list, page } = packSegment(2, 1, segmentOf(large));
  await db.lists.add(list);
  await db.pages.add(page);
  const small = packSegment(5, 1, segmentOf(ticketWithFile(4, 'open', sha('d'), 10)));
  await db.deltas.add({ ...small.list, ...small.page });

  ahead.look();
  await vi.waitFor(async () => expect(await findMeta(db, 'ahead')).toEqual({ key: 'ahead', through: 5 }));
  expect(asked).toEqual([sha('a'), sha('d')]);
  expect(ahead.left()).toBe(0);

  const next = packSegment(7, 1, segmentOf(ticketWithFile(5, 'open', sha('a'), 10)));
  await db.deltas.add({ ...next.list, ...next.page });
  ahead.look();
  await vi.waitFor(async () => expect(await findMeta(db, 'ahead')).toEqual({ key: 'ahead', through: 7 }));
  expect(asked).toEqual([sha('a'), sha('d')]);
});

it('asks for nothing while there is no connection, and goes on where it stopped', async () => {
  const { db, asked, line, ahead } = await setUp();
  const small = packSegment(3, 1, segmentOf(ticketWithFile(1, 'open', sha('a'), 10)));
  await db.deltas.add({ ...small.list, ...small.page });
  line.isOnline = false;
  ahead.look();
  expect(asked).toEqual([]);
  line.isOnline = true;
  ahead.look();
  await vi.waitFor(() => expect(asked).toEqual([sha('a')]));
});
