import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#renderer/data/store/database.ts';
import { unpackMessages } from '#renderer/data/store/segment.ts';
import { createLedger } from '#renderer/data/sync/create-ledger.ts';
import type { Ledger } from '#renderer/data/sync/ledger.ts';
import { SEGMENT_CHANGES } from '#renderer/data/sync/pack-changes.ts';
import { readChanges } from '#renderer/data/sync/read-changes.ts';
import { valueOf } from '#tests/support/desk-harness.ts';
import { makeCustomerMessage, makeTicket, messageId, ticketId } from '#tests/support/oracle-things.ts';
import { newDisk } from '#tests/support/ring.ts';

const open: Database[] = [];
afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

async function openDisk(): Promise<Database> {
  const db = valueOf(await openDatabase('test', 'relaxed', newDisk()));
  open.push(db);
  return db;
}

/** A ledger of a program that has just been started on this disk. */
async function start(db: Database): Promise<Ledger> {
  const ledger = createLedger(
    db,
    db,
    () => undefined,
    () => ({ now: 0, wall: 0 }),
  );
  await ledger.load('1.0.0');
  await ledger.loadRows();
  return ledger;
}

const MESSAGES = 3;

/** A ticket with its messages, as the feed tells of them. */
function told(ticket: number) {
  const messages = Array.from({ length: MESSAGES }, (_, n) => {
    const row = makeCustomerMessage(ticket * MESSAGES + n, ticketId(ticket), n);
    return { type: 'message', id: row.id, version: 1, row };
  });
  return [{ type: 'ticket', id: ticketId(ticket), version: 1, row: makeTicket(ticket) }, ...messages];
}

async function takePage(ledger: Ledger, raw: readonly unknown[]): Promise<void> {
  const from = ledger.sync().cursor;
  const page = {
    cursor: `${from ?? ''}.`,
    more: false,
    start: from === null ? 'first' : null,
    complete: true,
    progress: null,
  } as const;
  const changes = [...raw];
  expect(await ledger.commitPage({ ...page, changes }, readChanges(changes), from, ledger.beginFetch())).toBe(
    'done',
  );
}

/** How many messages each record holds that is read to open a conversation, and all of them. */
async function bodies(db: Database) {
  const pages = [...(await db.pages.toArray()), ...(await db.deltas.toArray())];
  const messages = pages.map((page) => page.ticketIds.flatMap((id) => unpackMessages(page, id)));
  return { largest: Math.max(...messages.map((each) => each.length)), ids: messages.flat().map(idOf) };
}
const idOf = ([, row]: ReturnType<typeof unpackMessages>[number]) => row?.id;

describe('housekeeping', () => {
  it('never joins so much that one conversation would be read with all others', async () => {
    const db = await openDisk();
    const first = await start(db);
    const large = 6 * SEGMENT_CHANGES;
    const tickets = Array.from({ length: large / (1 + MESSAGES) }, (_, n) => n);
    await takePage(first, tickets.flatMap(told));
    const small = 70 * 40;
    for (let n = 0; n < small; n += 40)
      await takePage(first, Array.from({ length: 40 }, (_, more) => told(tickets.length + n + more)).flat());
    // As the next start finds it: what it knows of sizes then is what the disk says.
    const ledger = await start(db);
    let steps = 0;
    while (await ledger.keepHouse()) steps += 1;
    expect(steps).toBeGreaterThan(0);
    const { largest, ids } = await bodies(db);
    expect(largest).toBeLessThanOrEqual(2 * SEGMENT_CHANGES);
    expect(await db.deltas.count()).toBeLessThan(64);
    const wanted = Array.from({ length: (tickets.length + small) * MESSAGES }, (_, n) => messageId(n));
    expect(new Set(ids)).toEqual(new Set(wanted));
    expect(ids).toHaveLength(wanted.length);
    expect(ledger.sync().cursor).not.toBeNull();
  });

  it('has all rows fetched anew behind those that are here, where an older program has joined too many (I10)', async () => {
    const db = await openDisk();
    await takePage(await start(db), told(0));
    const tickets = Array.from({ length: 3 * SEGMENT_CHANGES }, (_, n) => [1, makeTicket(n)]);
    const empty = { people: [], queues: [], references: [], customers: [], elsewhere: [], gone: [] };
    await db.deltas.clear();
    await db.lists.add({ key: 100, gen: 1, list: JSON.stringify({ tickets, ...empty }) });
    await db.pages.add({ key: 100, gen: 1, ticketIds: [], messages: [], customerIds: [], customers: [] });
    const ledger = await start(db);
    expect(ledger.sync()).toMatchObject({ cursor: null, complete: true, segments: 1 });
    expect(await db.lists.count()).toBe(1);
  });
});
