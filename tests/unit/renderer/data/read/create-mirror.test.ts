import { afterEach, expect, it } from 'vitest';
import type { EpochMs } from '#shared/base/brand.ts';
import { systemTimers } from '#renderer/data/timers.ts';
import { createMirror } from '#renderer/data/read/create-mirror.ts';
import { openDatabase, type Database } from '#renderer/data/store/database.ts';
import { packSegment, segmentOf } from '#renderer/data/store/segment.ts';
import { NOTHING_SYNCED, type StoredList } from '#renderer/data/store/stored.ts';
import { valueOf } from '#tests/support/desk-harness.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { makeTicket } from '#tests/support/oracle-things.ts';
import { newDisk, until } from '#tests/support/ring.ts';

const SEGMENTS = 12;
const open: Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

/** A segment with one ticket. */
function listOf(key: number, count: number, version: number): StoredList {
  const row = { ...makeTicket(count), subject: `Version ${version}` };
  return packSegment(key, 1, segmentOf([{ type: 'ticket', id: row.id, version, row }])).list;
}

it('I4: what is told while the rows are being read from the disk is shown once, and as it is now', async () => {
  const db = valueOf(await openDatabase('test', 'relaxed', newDisk()));
  open.push(db);
  await db.lists.bulkPut(Array.from({ length: SEGMENTS }, (_, n) => listOf(2 * n + 2, n, 1)));
  const mirror = createMirror(
    db,
    FAKE_PEOPLE.anna,
    { outboxLeft: () => undefined, withdrawn: () => undefined },
    {
      clock: { now: () => Date.now() as EpochMs },
      timers: systemTimers,
      signal: new AbortController().signal,
    },
  );
  mirror.start({
    sync: { ...NOTHING_SYNCED, gen: 1, complete: true },
    hot: undefined,
    deltas: [],
    outbox: [],
    attempted: [],
    drafts: [],
    seen: [],
    quarantine: [],
    storage: { kind: 'fine' },
  });
  const reading = mirror.readAll();
  let told = 0;
  const list = mirror.lists.list('all', null);
  list.subscribe(() => undefined);
  // Read, and not shown yet: in this moment a newer version of it comes.
  for (let n = 0; n < SEGMENTS; n += 1) {
    const { id } = makeTicket(n);
    while (mirror.table.row(id) === null) await new Promise((resolve) => setImmediate(resolve));
    told += list.get().rows.some((row) => row.ticket.id === id) ? 0 : 1;
    const segment = listOf(100 + 2 * n, n, 2);
    mirror.hear({ kind: 'segment', segment, replaces: [], outbox: [] });
  }
  await reading;
  expect(told).toBeGreaterThan(0);
  const { rows } = await until(list, (value) => value.ready);
  expect(rows.map((row) => row.ticket.subject)).toEqual(Array.from({ length: SEGMENTS }, () => 'Version 2'));
  expect(new Set(rows.map((row) => row.ticket.id)).size).toBe(SEGMENTS);
});
