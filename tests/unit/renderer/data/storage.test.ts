import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenDeskError } from '#renderer/data/open-content.ts';
import {
  closeDesks,
  conversationOf,
  expectConverged,
  open,
  valueOf,
  openOnTicket,
} from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE, SECOND_QUEUE } from '#tests/support/fake-people.ts';
import { atRest, createMachine, newDisk, rawDatabase, until, type Machine } from '#tests/support/ring.ts';

afterEach(closeDesks);

/** Lets the n-th put or add from now on (into one store, where it is named) fail as a full disk does, once. */
function failPut(n: number, store?: string): { readonly happened: () => boolean } {
  let left = n;
  for (const method of ['put', 'add'] as const) {
    const real = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...given: unknown[]
    ) {
      if (store !== undefined && this.name !== store) return real.apply(this, given) as never;
      left -= 1;
      if (left === 0) throw new DOMException('The quota has been exceeded', 'QuotaExceededError');
      return real.apply(this, given) as never;
    });
  }
  return { happened: () => left <= 0 };
}

async function textOnDisk(machine: Machine, helpdeskId: string): Promise<string> {
  const raw = await rawDatabase(machine, helpdeskId).open();
  const all = await Promise.all(raw.tables.map((table) => table.toArray()));
  raw.close();
  return JSON.stringify(all);
}

describe('a full disk', () => {
  it('keeps nothing that it says is not kept (I1)', async () => {
    const { ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    failPut(1, 'outbox');
    const note = { kind: 'note', ticketId, payload: { text: 'x', attachments: [] } } as const;
    expect(await desk.write.record({ ...note, payload: { text: 'x', attachments: [] } })).toEqual({
      ok: false,
      error: 'disk-full',
    });
    expect(desk.read.outbox.get()).toEqual([]);
    expect(desk.read.storage.get()).toEqual({ kind: 'full' });
    expect([...machine.journal.entries.keys()].filter((key) => key.startsWith('command'))).toEqual([]);
    valueOf(await desk.write.record({ ...note, payload: { text: 'y', attachments: [] } }));
    expect(desk.read.storage.get()).toEqual({ kind: 'fine' });
  });

  it(
    'at the n-th put, for every n, ends in the same account (I1, I2, I4)',
    { timeout: 120_000 },
    async () => {
      for (let n = 1; ; n++) {
        const helpdesk = createFakeHelpdesk();
        const { ticketId } = helpdesk.backstage.openTicket();
        for (let more = 0; more < 25; more++) helpdesk.backstage.openTicket();
        const machine = createMachine(helpdesk);
        const fault = failPut(n);
        const desk = await open(machine).catch((error: OpenDeskError) => {
          expect(error.reason).toBe('disk-full');
          return open(machine);
        });
        await atRest(desk);
        const shown: string[] = [];
        for (let attempt = 0; shown.length < 3 && attempt < 5; attempt++) {
          const given = await desk.write.record({
            kind: 'note',
            ticketId,
            payload: { text: `n${attempt}`, attachments: [] },
          });
          if (given.ok) shown.push(given.value);
        }
        await atRest(desk);
        expect(helpdesk.applied).toEqual(shown);
        expect(shown).toHaveLength(3);
        await expectConverged(desk, helpdesk, machine);
        await closeDesks();
        vi.restoreAllMocks();
        if (!fault.happened()) {
          expect(n).toBeGreaterThan(8);
          return;
        }
      }
    },
  );
});

describe('a database that cannot be used', () => {
  it('of a newer version is left as it is, and told (I10)', async () => {
    const helpdesk = createFakeHelpdesk();
    const machine = createMachine(helpdesk);
    const newer = rawDatabase(machine, helpdesk.id);
    newer.version(99).stores({ meta: 'key', future: 'key' });
    await newer.open();
    await newer.table('future').put({ key: 'kept' });
    newer.close();
    await expect(machine.open()).rejects.toMatchObject({ reason: 'newer-database' });
    const raw = await rawDatabase(machine, helpdesk.id).open();
    expect(await raw.table('future').count()).toBe(1);
    raw.close();
  });

  it('whose tables are damaged is made anew with the work of the journal (I1)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    machine.network.goOffline();
    valueOf(await desk.write.record({ kind: 'note', ticketId, payload: { text: 'kept', attachments: [] } }));
    await desk.close();
    // The same version, but without its tables: what a half-lost directory looks like.
    await rawDatabase(machine, helpdesk.id).delete();
    const broken = rawDatabase(machine, helpdesk.id);
    broken.version(1).stores({ something: 'key' });
    await broken.open();
    broken.close();
    const later = await open(machine);
    expect(later.read.storage.get()).toEqual({ kind: 'recovered', commands: 1, drafts: 0 });
    machine.network.goOnline();
    later.write.tryNow();
    await atRest(later);
    expect(helpdesk.applied).toHaveLength(1);
    await expectConverged(later, helpdesk, machine);
  });

  it('recovered work that is answered before the first page has come is there afterwards (I4)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const before = await machine.open();
    await atRest(before);
    machine.network.goOffline();
    valueOf(
      await before.write.record({ kind: 'note', ticketId, payload: { text: 'here', attachments: [] } }),
    );
    await before.close();
    machine.database = newDisk();

    machine.network.goOnline();
    const release = machine.network.deliverLate('/api/sync/changes');
    const desk = await open(machine);
    await until(desk.read.outbox, (items) => items.length === 0, 'an answer');
    release();
    await vi.waitFor(() => expectConverged(desk, helpdesk, machine));
    const { timeline } = await conversationOf(desk, ticketId);
    expect(timeline.filter(({ message }) => 'text' in message && message.text === 'here')).toHaveLength(1);
  });

  it('a command that cannot be read is kept, told, and fences its ticket (I3, I7)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const other = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    machine.network.goOffline();
    valueOf(await desk.write.record({ kind: 'note', ticketId, payload: { text: 'old', attachments: [] } }));
    valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
    const free = valueOf(
      await desk.write.record({ kind: 'priority', ticketId: other.ticketId, payload: { to: 'high' } }),
    );
    await desk.close();
    const raw = await rawDatabase(machine, helpdesk.id).open();
    const [first] = await raw.table('outbox').toArray();
    await raw.table('outbox').put({ ...first, command: { ...first.command, kind: 'teleport' } });
    raw.close();
    machine.network.goOnline();
    const later = await open(machine);
    expect(later.read.quarantine.get()).toMatchObject([{ what: 'command', detail: 'teleport' }]);
    await until(later.read.outbox, (items) => items.length === 1);
    expect(helpdesk.applied).toEqual([free]);
    expect(await textOnDisk(machine, helpdesk.id)).toContain('teleport');
  });
});

describe('housekeeping', () => {
  it('joins small segments, and everything is where it was, after a restart too (I4)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    const second = await open(machine);
    await atRest(desk);
    for (let n = 0; n < 70; n++) {
      helpdesk.backstage.writeAsCustomer(ticketId, `More ${n}`);
      await until(
        desk.read.conversation(ticketId),
        (value) => value.kind === 'open' && value.timeline.length === n + 2,
      );
    }
    const counted = async () => {
      const raw = await rawDatabase(machine, helpdesk.id).open();
      const count = await raw.table('deltas').count();
      raw.close();
      return count;
    };
    await vi.waitFor(async () => expect(await counted()).toBeLessThan(20), { timeout: 8_000 });
    await expectConverged(second, helpdesk, machine);
    await desk.close();
    await closeDesks();
    machine.network.goOffline();
    const later = await open(machine);
    await until(later.read.conversation(ticketId), (value) => value.kind === 'open');
    await expectConverged(later, helpdesk, machine);
  });

  it('first lines from before a joining that was cut short by a kill find their conversations (I4, I6)', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    await desk.close();
    const raw = await rawDatabase(machine, helpdesk.id).open();
    const hot = (await raw.table('hot').get('hot')) as { places: readonly (readonly number[])[] };
    // As a window wrote them that knew of a segment which the worker has joined to another since.
    await raw.table('hot').put({ ...hot, places: hot.places.map(() => [9_998]) });
    raw.close();
    machine.network.goOffline();
    const later = await open(machine);
    const { ticket, timeline } = await conversationOf(later, ticketId);
    expect(timeline.map((entry) => entry.message.id)).toContain(ticket.lastCustomerMessageId);
    await expectConverged(later, helpdesk, machine);
    valueOf(
      await later.write.record({ kind: 'reply', ticketId, payload: { text: 'Seen', attachments: [] } }),
    );
    const [given] = later.read.outbox.get();
    expect(given?.command.seen.lastCustomerMessageId).toBe(ticket.lastCustomerMessageId);
  });

  it('what has left sight leaves the disk (I8)', async () => {
    const helpdesk = createFakeHelpdesk();
    const secret = helpdesk.backstage.openTicket({ text: 'A secret of the other queue' });
    helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    expect(await textOnDisk(machine, helpdesk.id)).toContain('A secret');
    helpdesk.backstage.changeTicket(secret.ticketId, { queueId: SECOND_QUEUE });
    await vi.waitFor(async () => expect(await textOnDisk(machine, helpdesk.id)).not.toContain('A secret'), {
      timeout: 8_000,
    });
  });

  it('a person who loses a queue loses its tickets; what was pending on them is kept and reported (I8)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    machine.network.goOffline();
    const id = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'mine', attachments: [] } }),
    );
    helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [SECOND_QUEUE] });
    machine.network.goOnline();
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items[0]?.state.kind === 'refused');
    await until(desk.read.tickets('all', null), (list) => list.rows.length === 0);
    expect(desk.read.outbox.get()).toMatchObject([{ command: { id }, ticket: null, canDiscard: true }]);
    expect(desk.read.me.get().queueIds).toEqual([SECOND_QUEUE]);
  });
});
