import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dexie } from 'dexie';
import type { OpenDeskError } from '#renderer/data/open-content.ts';
import { databaseName } from '#renderer/data/store/database.ts';
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
import { atRest, createMachine, eventually, newDisk, until, type Machine } from '#tests/support/ring.ts';

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

function rawDatabase(machine: Machine, helpdeskId: string): Dexie {
  return new Dexie(databaseName(`${helpdeskId}_${machine.person.id}`), { ...machine.database });
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

describe('files', () => {
  it('a file that is on no disk any more lets its command be decided on, and the others go', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const other = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    machine.network.goOffline();
    const file = valueOf(await desk.write.keepFile(new Blob(['lost']), 'lost.txt'));
    valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    const free = valueOf(
      await desk.write.record({
        kind: 'note',
        ticketId: other.ticketId,
        payload: { text: 'n', attachments: [] },
      }),
    );
    const raw = await rawDatabase(machine, helpdesk.id).open();
    await raw.table('files').clear();
    raw.close();
    machine.network.goOnline();
    desk.write.tryNow();
    const items = await until(
      desk.read.outbox,
      (all) => all[0]?.state.kind === 'stopped' && all.length === 1,
    );
    expect(items[0]).toMatchObject({ state: { files: [{ name: 'lost.txt' }] }, canDiscard: true });
    expect(helpdesk.applied).toEqual([free]);
    valueOf(await desk.write.discard(items[0]?.command.id as never));
    expect(desk.read.draft(ticketId, 'note').get().draft?.text).toBe('see');
  });

  it('a file lost after its command was sent is told too, and both ways out work (I7)', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    const give = async (name: string) => {
      const file = valueOf(await desk.write.keepFile(new Blob([name]), name));
      machine.network.failNext(1, 'cut', '/api/sync/commands');
      const id = valueOf(
        await desk.write.record({ kind: 'note', ticketId, payload: { text: name, attachments: [file] } }),
      );
      await until(desk.read.outbox, (items) => items.some((item) => item.canTakeBack), 'it was sent');
      helpdesk.backstage.forgetFiles();
      await losing('files');
      desk.write.tryNow();
      await until(desk.read.outbox, (items) => items[0]?.state.kind === 'stopped', 'that it is told');
      return id;
    };
    const losing = async (table: string) => {
      const raw = await rawDatabase(machine, helpdesk.id).open();
      await raw.table(table).clear();
      raw.close();
    };
    const again = await give('again.txt');
    expect(desk.read.outbox.get()[0]).toMatchObject({ canDiscard: false, canTakeBack: true });
    valueOf(await desk.write.keepFile(new Blob(['again.txt']), 'again.txt'));
    desk.write.tryNow();
    await until(desk.read.outbox, (items) => items.length === 0, 'it has gone with the file');
    const back = await give('back.txt');
    valueOf(await desk.write.discard(back));
    await until(desk.read.outbox, (items) => items.length === 0, 'it is taken back');
    expect(desk.read.draft(ticketId, 'note').get().draft?.text).toBe('back.txt');
    expect(helpdesk.applied).toEqual([again]);
  });

  it('a file that is only on the helpdesk any more is enough to learn what became of its command', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMachine(helpdesk);
    const desk = await machine.open();
    await atRest(desk);
    const file = valueOf(await desk.write.keepFile(new Blob(['sent']), 'sent.txt'));
    machine.network.deliverLate('/api/sync/changes');
    machine.network.loseAnswer(1, '/api/sync/commands');
    const id = valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await eventually(() => helpdesk.applied.length === 1, 'it has arrived');
    machine.network.goOffline();
    await desk.close();
    const raw = await rawDatabase(machine, helpdesk.id).open();
    await raw.table('files').clear();
    raw.close();
    machine.journal.files.clear();
    const later = await open(machine);
    // Without rows that tell of it, only the helpdesk can.
    machine.network.deliverLate('/api/sync/changes');
    machine.network.goOnline();
    later.write.tryNow();
    await until(later.read.outbox, (items) => items.length === 0, 'an answer');
    // Asked for, not fetched back.
    expect(machine.network.requests).not.toContain(`GET /api/attachments/${file.sha256}`);
    expect(helpdesk.applied).toEqual([id]);
  });

  it('goes on where an upload was cut, and starts anew when the bytes did not match', async () => {
    const { helpdesk, ticketId, machine, desk } = await openOnTicket();
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const big = new Uint8Array(2_500_000).map((_, at) => bytes[at % 60_000] ?? 0);
    const file = valueOf(await desk.write.keepFile(new Blob([big]), 'big.bin'));
    machine.network.loseAnswer(1, `/api/attachments/${file.sha256}/upload`);
    valueOf(
      await desk.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await atRest(desk);
    expect(helpdesk.file(file.sha256)).toEqual(big);
    await eventually(() => machine.journal.files.size === 0, 'the journal has let the file go');
  });

  it.each([
    [new Blob([]), 'empty'],
    [new Blob([new Uint8Array(26 * 1024 * 1024)]), 'too-large'],
  ] as const)('a file within the limits only', async (blob, error) => {
    const helpdesk = createFakeHelpdesk();
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    expect(await desk.write.keepFile(blob, 'f')).toEqual({ ok: false, error });
  });

  it('a fetched file is kept for the next time, and a portal’s page is not taken for it', async () => {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const writer = createMachine(helpdesk, FAKE_PEOPLE.boris);
    const boris = await open(writer);
    await atRest(boris);
    const file = valueOf(await boris.write.keepFile(new Blob(['shared']), 's.txt'));
    valueOf(
      await boris.write.record({ kind: 'note', ticketId, payload: { text: 'see', attachments: [file] } }),
    );
    await atRest(boris);
    const machine = createMachine(helpdesk);
    const desk = await open(machine);
    await atRest(desk);
    await conversationOf(desk, ticketId);
    machine.network.failNext(1, 'portal', '/api/attachments');
    expect(await desk.read.readFile(file.sha256)).toEqual({ ok: false, error: 'offline' });
    expect(await valueOf(await desk.read.readFile(file.sha256)).text()).toBe('shared');
    machine.network.goOffline();
    expect(await valueOf(await desk.read.readFile(file.sha256)).text()).toBe('shared');
  });
});
