import { afterEach, describe, expect, it } from 'vitest';
import { messageIdOf } from '#shared/sync/apply-command.ts';
import { openDatabase, type Database } from '#renderer/data/store/database.ts';
import type { StoredCommand, StoredCommandState } from '#renderer/data/store/stored.ts';
import { createLedger } from '#renderer/data/sync/create-ledger.ts';
import type { Ledger } from '#renderer/data/sync/ledger.ts';
import { readChanges } from '#renderer/data/sync/read-changes.ts';
import { valueOf } from '#tests/support/desk-harness.ts';
import { makeCommand, makeTicket, personId } from '#tests/support/oracle-things.ts';
import { newDisk } from '#tests/support/ring.ts';

const open: Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

const first = makeCommand('note', { text: 'first', attachments: [] }, { n: 1 });
const second = makeCommand('note', { text: 'second', attachments: [] }, { n: 2 });
const waiting = { kind: 'waiting' } as const;
const withdrawing = { kind: 'withdrawing', asked: false } as const;
const keep = (command: typeof first, state: StoredCommandState): StoredCommand => ({
  order: command.n,
  id: command.id,
  command,
  state,
  confirmed: false,
});

/** A ledger that has read its disk, and the disk: what a window writes there it has not heard of. */
async function loaded(...stored: StoredCommand[]) {
  const place = newDisk();
  const [db, strict] = [
    valueOf(await openDatabase('test', 'relaxed', place)),
    valueOf(await openDatabase('test', 'strict', place)),
  ];
  open.push(db, strict);
  await db.outbox.bulkPut(stored);
  const ledger = createLedger(
    db,
    strict,
    () => undefined,
    () => ({ now: 0, wall: 0 }),
  );
  await ledger.load('1.0.0');
  return { ledger, db };
}

describe('what a person has decided, as the disk has it', () => {
  it('is not written over by rows that come before the ledger has heard of it (I1)', async () => {
    const { ledger, db } = await loaded(keep(first, waiting));
    await db.outbox.put(keep(first, withdrawing));
    const raw = [
      { type: 'ticket', id: first.ticketId, version: 1, row: makeTicket(0) },
      {
        type: 'message',
        id: messageIdOf(first),
        version: 1,
        row: {
          kind: 'note',
          id: messageIdOf(first),
          ticketId: first.ticketId,
          at: 1,
          authorId: personId(0),
          authorName: 'Operator 0',
          text: 'first',
          attachments: [],
        },
      },
    ];
    const page = {
      changes: raw,
      cursor: 'c',
      more: false,
      start: 'first',
      complete: true,
      progress: null,
    } as const;
    await ledger.commitPage({ ...page, changes: [...raw] }, readChanges(raw), null, ledger.beginFetch());
    expect(await db.outbox.get(1)).toEqual({ ...keep(first, withdrawing), confirmed: true });
  });

  it('says whether a command goes or is taken back, whatever was planned (I2, I3)', async () => {
    const { ledger, db } = await loaded(keep(first, waiting), keep(second, waiting));
    await db.outbox.put(keep(first, withdrawing));
    const planned = [
      { id: first.id, after: null },
      { id: second.id, after: first.id },
    ];
    const begun = await ledger.beginPush(planned);
    expect(begun.lines).toEqual([
      { id: first.id, after: null, command: null, withdraw: true },
      { id: second.id, after: first.id, command: second },
    ]);
    expect((await db.outbox.get(1))?.state).toEqual({ kind: 'withdrawing', asked: true });
  });

  it('a command that is kept after all does not go out of its turn (I3)', async () => {
    const { ledger, db } = await loaded(keep(first, waiting), keep(second, withdrawing));
    await db.outbox.put(keep(second, waiting));
    const begun = await ledger.beginPush([{ id: second.id, after: null, withdraw: true }]);
    expect(begun.lines).toEqual([]);
    expect(begun.missing).toEqual([]);
    expect(ledger.attempted()).toEqual([]);
  });

  it('a record that was damaged meanwhile is not taken for one that has gone (I7)', async () => {
    const { ledger, db } = await loaded(keep(first, waiting), keep(second, waiting));
    await db.outbox.put({ ...keep(first, waiting), command: null as never });
    await db.outbox.delete(2);
    const begun = await ledger.beginPush([
      { id: first.id, after: null },
      { id: second.id, after: first.id },
    ]);
    expect(begun.missing).toEqual([second.id]);
  });
});

describe('a page that was asked for before it was our turn', () => {
  const raw = [{ type: 'ticket', id: first.ticketId, version: 1, row: makeTicket(0) }];
  const page = { cursor: 'c', more: false, complete: true, progress: null } as const;

  it('does not begin the feed anew: it may be older than rows that are here', async () => {
    const { ledger } = await loaded();
    const begins = { ...page, changes: raw, start: 'again' as const };
    expect(await ledger.commitPage(begins, readChanges(raw), null, 0)).toBe('outrun');
    expect(ledger.sync().cursor).toBeNull();
    expect(await ledger.commitPage(begins, readChanges(raw), null, ledger.beginFetch())).toBe('done');
  });

  it('I4: lets no command go that has landed meanwhile: the next page does', async () => {
    const { ledger, db } = await loaded(keep(first, { kind: 'landed' }));
    const begins = { ...page, changes: raw, start: 'first' as const, more: true };
    expect(await ledger.commitPage(begins, readChanges(raw), null, ledger.beginFetch())).toBe('done');
    const goesOn = { ...page, changes: [], start: null, cursor: 'd' };
    expect(await ledger.commitPage(goesOn, readChanges([]), 'c', 0)).toBe('done');
    expect(await db.outbox.count()).toBe(1);
    expect(await ledger.commitPage(goesOn, readChanges([]), 'd', ledger.beginFetch())).toBe('done');
    expect(await db.outbox.count()).toBe(0);
  });
});

describe('the number of segments on the disk', () => {
  /** One page of the feed with a row that is newer than any before. */
  async function takePage(ledger: Ledger, version: number, feed: 'begins' | 'goes on') {
    const raw = [{ type: 'ticket', id: first.ticketId, version, row: makeTicket(0) }];
    const page = {
      changes: raw,
      cursor: `after ${version}`,
      more: false,
      start: feed === 'begins' ? 'first' : null,
      complete: true,
      progress: null,
    } as const;
    const from = ledger.sync().cursor;
    expect(
      await ledger.commitPage({ ...page, changes: raw }, readChanges(raw), from, ledger.beginFetch()),
    ).toBe('done');
  }
  const expectCounted = async (ledger: Ledger, db: Database) =>
    expect(ledger.sync().segments).toBe((await db.lists.count()) + (await db.deltas.count()));

  it('is known after every page, after housekeeping and after a new run of the feed (I4)', async () => {
    const { ledger, db } = await loaded();
    for (let version = 1; version <= 70; version++) {
      await takePage(ledger, version, version === 1 ? 'begins' : 'goes on');
      await expectCounted(ledger, db);
    }
    while (await ledger.keepHouse()) await expectCounted(ledger, db);
    expect(ledger.sync().segments).toBeLessThan(70);
    await ledger.forgetCursor();
    await takePage(ledger, 71, 'begins');
    await expectCounted(ledger, db);
    const again = createLedger(
      db,
      db,
      () => undefined,
      () => ({ now: 0, wall: 0 }),
    );
    await again.load('1.0.0');
    expect(again.sync()).toEqual(ledger.sync());
    expect(again.sync().cursor).toBe('after 71');
  });
});

describe('rows that are here', () => {
  const change = (version: number, number: number) => ({
    type: 'ticket',
    id: makeTicket(number).id,
    version,
    row: makeTicket(number),
  });
  const page = (changes: unknown[], cursor: string, start: 'first' | null) =>
    ({ changes, cursor, more: false, start, complete: true, progress: null }) as const;

  async function withTwoTickets() {
    const { ledger, db } = await loaded();
    const raw = [change(1, 0), change(2, 1)];
    await ledger.commitPage(page(raw, 'c1', 'first'), readChanges(raw), null, ledger.beginFetch());
    const later = createLedger(
      db,
      db,
      () => undefined,
      () => ({ now: 0, wall: 0 }),
    );
    await later.load('1.0.0');
    return { later, db };
  }

  it('are read after the news, which are stored before; both count then (I4)', async () => {
    const { later, db } = await withTwoTickets();
    const news = [change(3, 0)];
    expect(await later.commitPage(page(news, 'c2', null), readChanges(news), 'c1', later.beginFetch())).toBe(
      'done',
    );
    await later.loadRows();
    expect(later.sync()).toMatchObject({ cursor: 'c2', segments: 2 });
    const answers = await later.commitAnswers([], later.sync().gen);
    expect(answers).toBe(false);
    // What is older than the news, and what is as old as what was here, is passed over.
    const old = [change(2, 0), change(2, 1)];
    await later.commitPage(page(old, 'c3', null), readChanges(old), 'c2', later.beginFetch());
    expect(later.sync()).toMatchObject({ cursor: 'c3', segments: 2 });
    expect(await db.deltas.count()).toBe(2);
  });

  it('and prove incomplete after the news have been stored are all fetched again (I4)', async () => {
    const { later, db } = await withTwoTickets();
    await db.deltas.clear();
    const news = [change(3, 0)];
    await later.commitPage(page(news, 'c2', null), readChanges(news), 'c1', later.beginFetch());
    await later.loadRows();
    expect(later.sync()).toMatchObject({ cursor: null, complete: false, segments: 0 });
    expect(await db.deltas.count()).toBe(0);
  });
});
