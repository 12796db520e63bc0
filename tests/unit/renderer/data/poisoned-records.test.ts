import { afterEach, describe, expect, it } from 'vitest';
import type { Desk } from '#renderer/data/desk.ts';
import { ROW_FORMAT } from '#renderer/data/store/database.ts';
import { createFakeHelpdesk, type FakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { closeDesks, expectConverged, machineWithPast, open, valueOf } from '#tests/support/desk-harness.ts';
import { openDisk } from '#tests/support/open-disk.ts';
import { atRest, createMachine, newDisk, until, type Machine } from '#tests/support/ring.ts';

afterEach(closeDesks);

/** A machine that was closed offline with work on two tickets, and a draft; from pages of `pageTickets`. */
async function withUnsentWork(tickets = 5, pageTickets = 2) {
  const helpdesk = createFakeHelpdesk({ pageTickets });
  const { ticketId } = helpdesk.backstage.openTicket();
  const other = helpdesk.backstage.openTicket();
  for (let more = 2; more < tickets; more++) helpdesk.backstage.openTicket();
  const machine = createMachine(helpdesk);
  const desk = await machine.open();
  await atRest(desk);
  helpdesk.backstage.changeTicket(other.ticketId, { tags: ['garage'] });
  await until(desk.read.tickets('all', null), (list) =>
    list.rows.some((row) => row.ticket.tags.length === 1),
  );
  machine.network.goOffline();
  const note = (text: string) =>
    desk.write.record({ kind: 'note', ticketId, payload: { text, attachments: [] } }).then(valueOf);
  const ids = [await note('first'), await note('second')];
  const free = valueOf(
    await desk.write.record({ kind: 'priority', ticketId: other.ticketId, payload: { to: 'high' } }),
  );
  await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'half a th', attachments: [] });
  await desk.close();
  return { helpdesk, machine, ticketId, first: ids[0], second: ids[1], free };
}

/** Changes records of a table behind the program's back. */
async function damage(machine: Machine, table: string, change: (record: never) => unknown): Promise<void> {
  const disk = await openDisk(machine);
  const all: unknown[] = await disk.table(table).toArray();
  expect(all.length, `there is something in ${table}`).toBeGreaterThan(0);
  await disk.table(table).bulkPut(all.map((each) => change(each as never)));
  disk.close();
}

/** Loses a record of a table. */
async function loseOne(machine: Machine, table: string): Promise<void> {
  const disk = await openDisk(machine);
  const [lost] = await disk.table(table).toCollection().primaryKeys();
  if (lost === undefined) throw new Error(`There is nothing in ${table}.`);
  await disk.table(table).delete(lost);
  disk.close();
}

async function goOnline(machine: Machine): Promise<Desk> {
  machine.network.goOnline();
  const desk = await open(machine);
  return desk;
}

/** All that was unsent has gone once, and everything is as on the helpdesk. */
async function expectWhole(
  desk: Desk,
  helpdesk: FakeHelpdesk,
  machine: Machine,
  ids: readonly unknown[],
  tickets = 5,
) {
  await until(desk.read.outbox, (items) => items.length === 0, 'an empty outbox');
  await atRest(desk);
  expect(new Set(helpdesk.applied)).toEqual(new Set(ids));
  expect(helpdesk.applied).toHaveLength(ids.length);
  await until(desk.read.tickets('all', null), (list) => list.rows.length === tickets);
  await until(desk.read.counts, (counts) => counts.views.all === tickets);
  await expectConverged(desk, helpdesk, machine);
  expect(desk.read.storage.get().kind).toBe('fine');
  expect([...desk.read.drafts.get()]).toHaveLength(1);
}

describe('a record that cannot be read costs itself only', () => {
  it.each([
    ['a list', 'lists', (record: object) => ({ ...record, list: '{"tickets":[' })],
    ['a list without its parts', 'lists', (record: object) => ({ ...record, list: '{}' })],
    ['a small segment', 'deltas', (record: object) => ({ ...record, list: 'null' })],
    ['the first lines', 'hot', (record: object) => ({ ...record, list: '<', places: null })],
  ] as const)('%s: the rows come again, unsent work goes once (I1, I4)', async (_what, table, change) => {
    // A large page is two records, its list and its body.
    const { helpdesk, machine, first, second, free } = await withUnsentWork(120, 110);
    await damage(machine, table, change);
    await expectWhole(await goOnline(machine), helpdesk, machine, [first, second, free], 120);
    await closeDesks();
    await expectWhole(await open(machine), helpdesk, machine, [first, second, free], 120);
  });

  it.each(['lists', 'pages', 'deltas'])(
    'a lost record of %s: the rows come again, unsent work goes once (I1, I4)',
    async (table) => {
      const { helpdesk, machine, first, second, free } = await withUnsentWork(120, 110);
      await loseOne(machine, table);
      await expectWhole(await goOnline(machine), helpdesk, machine, [first, second, free], 120);
      await closeDesks();
      await expectWhole(await open(machine), helpdesk, machine, [first, second, free], 120);
    },
  );

  it('what is new comes before all that is here is read; what is lost is noticed then, and comes again (I4)', async () => {
    const helpdesk = createFakeHelpdesk({ pageTickets: 110 });
    for (let n = 0; n < 120; n++) helpdesk.backstage.openTicket();
    const machine = await machineWithPast(helpdesk);
    await loseOne(machine, 'lists');
    for (let n = 0; n < 500; n++) helpdesk.backstage.openTicket();
    const asked = machine.network.requests.length;
    const desk = await open(machine);
    await until(desk.read.tickets('all', null), ({ rows }) => rows.length === 620);
    await atRest(desk);
    await expectConverged(desk, helpdesk, machine);
    const pages = machine.network.requests.slice(asked).filter((each) => each.includes('/sync/changes'));
    const anew = pages.findIndex((each) => !each.includes('cursor='));
    const news = pages.slice(0, anew);
    expect(anew).toBeGreaterThan(0);
    // All pages of a hundred changes, not only those that are asked for ahead.
    expect(news.length).toBeGreaterThan(9);
  });

  it.each([
    ['sync', { nextKey: 'many' }],
    ['sync', { gen: null }],
    ['client', { nextN: 'three' }],
    ['client', { id: 7 }],
    ['writer', { id: 7 }],
    ['attempted', { ids: 5 }],
    ['program', { rowFormat: {} }],
    ['ahead', { through: 'x' }],
  ] as const)('the record %s %o: unsent work goes once (I1, I2)', async (key, change) => {
    const { helpdesk, machine, first, second, free } = await withUnsentWork();
    const disk = await openDisk(machine);
    await disk.table('meta').put({ ...(await disk.table('meta').get(key)), key, ...change });
    disk.close();
    const desk = await goOnline(machine);
    await expectWhole(desk, helpdesk, machine, [first, second, free]);
    // Numbers are not given twice.
    const next = valueOf(
      await desk.write.record({
        kind: 'note',
        ticketId: desk.read.tickets('all', null).get().rows[0]?.ticket.id as never,
        payload: { text: 'new', attachments: [] },
      }),
    );
    await expectWhole(desk, helpdesk, machine, [first, second, free, next]);
  });

  it.each([
    ['held without the other side', { state: { kind: 'held', reason: 'newer-message' } }],
    ['held with no list of messages', { state: { kind: 'held', reason: 'newer-message', newer: 5 } }],
    ['of an unknown state', { state: { kind: 'levitating' } }],
    ['with the words of nobody', { command: null }],
    ['under another id', { id: '01980000-0009-7000-8000-000000000001' }],
  ])('a command %s is kept and told, and fences at most its ticket (I3, I7)', async (_what, change) => {
    const { helpdesk, machine, first, free } = await withUnsentWork();
    await damage(machine, 'outbox', (record: { id: string }) =>
      record.id === first ? { ...record, ...change } : record,
    );
    const desk = await goOnline(machine);
    expect(desk.read.quarantine.get()).toMatchObject([{ what: 'command' }]);
    await until(desk.read.outbox, (items) => !items.some((item) => item.command.id === free));
    expect(helpdesk.applied).toContain(free);
    expect(helpdesk.applied).not.toContain(first);
    const disk = await openDisk(machine);
    expect(await disk.table('outbox').get(1)).toMatchObject(change);
    disk.close();
  });

  it('a command of the journal that cannot be read fences its ticket after a recovery too (I1, I3, I7)', async () => {
    const { helpdesk, machine, first, second, free } = await withUnsentWork();
    const broken = machine.journal.entries.get('command 1') as { command: object };
    machine.journal.entries.set('command 1', { ...broken, command: { ...broken.command, kind: 'teleport' } });
    machine.database = newDisk();
    const desk = await goOnline(machine);
    expect(desk.read.storage.get()).toEqual({ kind: 'recovered', commands: 2, drafts: 1 });
    expect(desk.read.quarantine.get()).toMatchObject([{ what: 'command', detail: 'teleport' }]);
    await until(desk.read.outbox, (items) => items.length === 1);
    expect(desk.read.outbox.get()[0]?.command.id).toBe(second);
    expect(helpdesk.applied).toEqual([free]);
    expect(helpdesk.verdict(String(first))).toBeNull();
  });

  it('a record of the journal under the place of another does not take it (I1)', async () => {
    const { helpdesk, machine, first, second, free } = await withUnsentWork();
    machine.journal.entries.set('command 3', machine.journal.entries.get('command 1'));
    machine.journal.entries.set('draft 7', { nonsense: true });
    machine.database = newDisk();
    const desk = await goOnline(machine);
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([first, second]);
    expect(helpdesk.applied).not.toContain(free);
    expect(desk.read.quarantine.get()).toHaveLength(2);
    const next = valueOf(
      await desk.write.record({
        kind: 'note',
        ticketId: desk.read.tickets('all', null).get().rows[0]?.ticket.id as never,
        payload: { text: 'new', attachments: [] },
      }),
    );
    await until(desk.read.outbox, (items) => items.length === 0);
    expect(helpdesk.applied).toEqual([first, second, next]);
  });

  it('a draft that cannot be read is not written over by the next one (I7)', async () => {
    const { machine, ticketId } = await withUnsentWork();
    await damage(machine, 'drafts', (record: { draft: object }) => ({
      ...record,
      draft: { ...record.draft, kind: 'song' },
    }));
    const desk = await open(machine);
    expect(desk.read.quarantine.get()).toMatchObject([{ what: 'draft', detail: 'song' }]);
    await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'anew', attachments: [] });
    await closeDesks();
    const later = await open(machine);
    expect(later.read.draft(ticketId, 'reply').get().draft?.text).toBe('anew');
    expect(later.read.quarantine.get()).toMatchObject([
      { what: 'draft', raw: { draft: { text: 'half a th' } } },
    ]);
  });
});

describe('a newer program', () => {
  it('of another row format fetches the rows again and keeps what is unsent (I10)', async () => {
    const { helpdesk, machine, ticketId, first, second, free } = await withUnsentWork();
    const disk = await openDisk(machine);
    await disk.table('meta').put({ key: 'program', version: '0.9.0', rowFormat: ROW_FORMAT - 1 });
    // Nothing in them is as this program has it.
    for (const table of ['lists', 'deltas'])
      await disk
        .table(table)
        .bulkPut((await disk.table(table).toArray()).map((each) => ({ ...each, list: '{"old":true}' })));
    disk.close();
    const offline = await open(machine);
    expect(offline.read.tickets('all', null).get().rows).toEqual([]);
    expect(offline.read.outbox.get().map((item) => item.command.id)).toEqual([first, second, free]);
    expect(offline.read.draft(ticketId, 'reply').get().draft?.text).toBe('half a th');
    await closeDesks();
    await expectWhole(await goOnline(machine), helpdesk, machine, [first, second, free]);
    const after = await openDisk(machine);
    expect(await after.table('meta').get('program')).toMatchObject({ rowFormat: ROW_FORMAT });
    expect(JSON.stringify(await after.table('lists').toArray())).not.toContain('old');
    after.close();
  });

  it('reads what an older one could not; the same program does not try again (I7)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    await desk.close();
    // As if this version could not read what has come: whole, as the helpdesk has sent it.
    const known = helpdesk.truth(machine.person.id).get(ticketId);
    const raw = {
      type: 'ticket',
      id: ticketId,
      version: (known?.version ?? 0) + 1,
      row: { ...known?.row, subject: 'Read at last' },
    };
    const older = { ...raw, id: 'h1', type: 'hologram' };
    const disk = await openDisk(machine);
    const { gen } = (await disk.table('meta').get('sync')) as { gen: number };
    await disk.table('quarantine').bulkPut([
      { key: `row ticket ${ticketId}`, what: 'row', detail: 'ticket', raw, gen },
      { key: 'row hologram h1', what: 'row', detail: 'hologram', raw: older, gen },
    ]);
    disk.close();
    machine.network.goOffline();
    const same = await machine.open();
    await until(same.read.tickets('all', null), (list) => list.rows.length === 1);
    expect(same.read.quarantine.get()).toHaveLength(2);
    expect(same.read.tickets('all', null).get().rows[0]?.ticket.subject).not.toBe('Read at last');
    await same.close();

    machine.version = '1.1.0';
    const newer = await open(machine);
    await until(newer.read.tickets('all', null), (list) => list.rows[0]?.ticket.subject === 'Read at last');
    const left = await until(newer.read.quarantine, (items) => items.length === 1, 'one is left');
    expect(left[0]).toMatchObject({ detail: 'hologram', raw: older });
    await closeDesks();
    const again = await open(machine);
    expect(again.read.quarantine.get()).toHaveLength(1);
    await until(again.read.tickets('all', null), (list) => list.rows[0]?.ticket.subject === 'Read at last');
  });
});
