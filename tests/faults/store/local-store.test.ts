import { afterAll, describe, expect, it } from 'vitest';
import type { CommandId } from '#shared/base/brand.ts';
import { databaseName } from '#renderer/data/store/database.ts';
import { openTally } from '#tests/support/faults/tally.ts';
import { dumpDatabase, loadDatabase, type DatabaseDump } from '#tests/support/database-dump.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { atRest, createMachine, eventually, until } from '#tests/support/ring.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { createMortalMachine } from '#tests/support/mortal-machine.ts';
import { FAULTS, failEveryWrite, KILLS, type Scenario } from './every-write.ts';
import { createPlace, expectBalanced, operatorOf, settle, type Place } from './local-account.ts';

const tally = openTally('store-local');
afterAll(() => tally.write());

const bytesOf = (n: number, length = 4_000) =>
  new Uint8Array(length).map((_, at) => (at * 31 + n) % 251) as Uint8Array<ArrayBuffer>;

/** A desk at rest, from which the act begins. */
async function opened(tickets?: number) {
  const place = createPlace(tickets);
  const desk = await place.machine.start();
  await settle(desk);
  return { place, desk };
}
async function offline(tickets?: number) {
  const started = await opened(tickets);
  started.place.machine.network.goOffline();
  await until(started.desk.read.connection, (link) => link.kind === 'offline', 'offline');
  return started;
}
const ticket = (place: Place, n = 0) => {
  const id = place.tickets[n];
  if (id === undefined) throw new Error('no such ticket');
  return id;
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'first open',
    isReading: true,
    prepare: async () => ({ place: createPlace(25), desk: null }),
    async act(place, desk) {
      await settle(desk);
      await operatorOf(place, desk).note(ticket(place), 'first');
    },
  },
  {
    name: 'pull',
    isReading: true,
    prepare: () => opened(),
    async act({ helpdesk, tickets }, desk) {
      for (const id of tickets) helpdesk.backstage.writeAsCustomer(id, 'More of it');
      helpdesk.backstage.openTicket();
      await until(desk.read.tickets('all', null), (list) => list.rows.length === tickets.length + 1);
    },
  },
  {
    name: 'command recorded',
    prepare: () => offline(),
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      await Promise.all([
        operator.record({ kind: 'status', ticketId: ticket(place), payload: { to: 'waiting' } }),
        operator.note(ticket(place, 1), 'one'),
      ]);
      await operator.note(ticket(place), 'two');
    },
  },
  {
    name: 'answer committed',
    prepare: () => opened(),
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      place.machine.network.loseAnswer(1, '/api/sync/commands');
      await operator.note(ticket(place), 'one');
      await operator.record({ kind: 'priority', ticketId: ticket(place, 1), payload: { to: 'high' } });
      await settle(desk);
    },
  },
  {
    name: 'upload',
    prepare: () => opened(),
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      const file = await operator.keepFile(bytesOf(1, 60_000));
      if (file.ok) await operator.note(ticket(place), 'see the file', [file.value]);
      await settle(desk);
    },
  },
  {
    name: 'draft saved and sent',
    prepare: () => offline(),
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      const draft = { ticketId: ticket(place), kind: 'reply', attachments: [] } as const;
      await operator.saveDraft({ ...draft, attachments: [], text: 'Доб' });
      await operator.saveDraft({ ...draft, attachments: [], text: 'Добрый день' });
      await operator.saveDraft({ ticketId: ticket(place, 1), kind: 'note', attachments: [], text: 'kept' });
      await operator.send(ticket(place), 'reply');
    },
  },
  {
    name: 'file kept',
    prepare: () => offline(),
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      const file = await operator.keepFile(bytesOf(2));
      if (!file.ok) return;
      await operator.saveDraft({
        ticketId: ticket(place),
        kind: 'note',
        text: 'with',
        attachments: [file.value],
      });
      await operator.note(ticket(place, 1), 'and', [file.value]);
    },
  },
  {
    name: 'a decision',
    async prepare() {
      const { place, desk } = await offline();
      const operator = operatorOf(place, desk);
      for (const n of [0, 1])
        await operator.record({
          kind: 'reply',
          ticketId: ticket(place, n),
          payload: { text: `Answer ${n}`, attachments: [] },
        });
      for (const n of [0, 1]) place.helpdesk.backstage.writeAsCustomer(ticket(place, n), 'Wait, it works');
      place.machine.network.goOnline();
      await settle(desk);
      expect(desk.read.outbox.get()).toHaveLength(2);
      return { place, desk };
    },
    async act(place, desk) {
      const operator = operatorOf(place, desk);
      const [first, second] = desk.read.outbox.get().map(({ command }) => command);
      if (first === undefined || second === undefined) throw new Error('nothing to decide');
      await operator.decide(first.id, 'Answer 0', 'retry');
      await operator.decide(second.id, 'Answer 1', 'discard');
      await settle(desk);
    },
  },
];

describe.each(SCENARIOS)('$name', (scenario) => {
  const faults = FAULTS.filter(({ op }) => op !== 'journal' || scenario.isReading !== true);
  it.each(faults)('$kind at every $op leaves the account in balance (I1, I2, I4)', async (fault) => {
    const tried = await failEveryWrite(scenario, fault, false, tally);
    if (fault.op !== 'journal') expect(tried).toBeGreaterThan(0);
  });
});

describe.each(SCENARIOS.filter(({ isReading }) => isReading !== true))('$name', (scenario) => {
  it.each(KILLS)(
    '$kind at every $op, and the database deleted: the journal has it all (I1, I2)',
    async (fault) => {
      await failEveryWrite(scenario, fault, true, tally);
    },
  );
});

describe('on a disk with a past', () => {
  /** A helpdesk, and the disk of somebody who has worked there, to be copied for every run. */
  async function past(
    work: (
      machine: ReturnType<typeof createMachine>,
      helpdesk: ReturnType<typeof createFakeHelpdesk>,
    ) => Promise<void>,
  ) {
    const helpdesk = createFakeHelpdesk();
    const tickets = Array.from({ length: 3 }, () => helpdesk.backstage.openTicket().ticketId);
    const machine = createMachine(helpdesk);
    await work(machine, helpdesk);
    const name = databaseName(`${helpdesk.id}_${FAKE_PEOPLE.anna.id}`);
    return { helpdesk, tickets, machine, name, dump: await dumpDatabase(machine.database, name) };
  }
  type Past = Awaited<ReturnType<typeof past>>;

  async function placeOf(from: Past, dump: DatabaseDump | null): Promise<Place> {
    const machine = createMortalMachine(from.helpdesk);
    for (const [key, value] of from.machine.journal.entries)
      machine.journal.entries.set(key, structuredClone(value));
    for (const [sha256, bytes] of from.machine.journal.files)
      machine.journal.files.set(sha256, bytes.slice());
    if (dump !== null) await loadDatabase(machine.store.place, from.name, dump);
    const { account } = createPlace(0);
    return { helpdesk: from.helpdesk, machine, tickets: from.tickets, account };
  }

  it.each(FAULTS.filter(({ op }) => op !== 'journal'))(
    'housekeeping: $kind at every $op (I4, I11)',
    async (fault) => {
      const from = await past(async (machine, helpdesk) => {
        const desk = await machine.open();
        await atRest(desk);
        const [ticketId] = desk.read
          .tickets('all', null)
          .get()
          .rows.map((row) => row.ticket.id);
        if (ticketId === undefined) throw new Error('no ticket');
        for (let n = 0; n < 66; n += 1) {
          helpdesk.backstage.writeAsCustomer(ticketId, `More ${n}`);
          await until(
            desk.read.conversation(ticketId),
            (value) => value.kind === 'open' && value.timeline.length === n + 2,
          );
        }
        await desk.close();
      });
      const deltas = async (place: Place) =>
        (await dumpDatabase(place.machine.store.place, from.name)).tables['deltas']?.rows.length ?? 0;
      expect(from.dump.tables['deltas']?.rows.length).toBeGreaterThan(64);
      const tried = await failEveryWrite(
        {
          name: 'housekeeping',
          isLong: true,
          prepare: async () => ({ place: await placeOf(from, from.dump), desk: null }),
          async act(place, desk, ended) {
            await settle(desk);
            for (let left = Infinity; left > 10 && !ended.aborted; left = await deltas(place)) {
              desk.write.tryNow();
              await new Promise((resolve) => setTimeout(resolve, 30));
            }
          },
        },
        fault,
        false,
        tally,
      );
      expect(tried).toBeGreaterThan(0);
    },
  );

  /** Unsent work of every kind, on the disk and in the journal, that nobody has sent yet. */
  const unsent = () =>
    past(async (machine) => {
      const desk = await machine.open();
      await atRest(desk);
      machine.network.goOffline();
      const [one, two] = desk.read
        .tickets('all', null)
        .get()
        .rows.map((row) => row.ticket.id);
      if (one === undefined || two === undefined) throw new Error('no tickets');
      const file = await desk.write.keepFile(new Blob([bytesOf(3)]), 'a.png');
      if (!file.ok) throw new Error(file.error);
      for (const text of ['one', 'two', 'three'])
        await desk.write.record({
          kind: 'note',
          ticketId: one,
          payload: { text, attachments: [file.value] },
        });
      await desk.write.saveDraft({
        ticketId: two,
        kind: 'reply',
        text: 'a draft',
        attachments: [file.value],
      });
      await desk.close();
      machine.network.goOnline();
    });

  function expectAll(place: Place, from: Past): void {
    for (const row of from.dump.tables['outbox']?.rows ?? []) {
      const { id, command } = row as { id: CommandId; command: { payload: unknown } };
      place.account.recorded.set(id, JSON.stringify(command.payload));
    }
    for (const row of from.dump.tables['drafts']?.rows ?? []) {
      const { key, draft } = row as { key: string; draft: { text: string } };
      place.account.drafts.set(key, { saved: draft.text, since: [] });
    }
    for (const [sha256, bytes] of from.machine.journal.files) place.account.files.set(sha256, bytes);
  }

  it('a database that has lost its last transactions is filled from the journal (I1, I2)', async () => {
    let older: DatabaseDump | null = null;
    const from = await past(async (machine, helpdesk) => {
      const desk = await machine.open();
      await atRest(desk);
      machine.network.goOffline();
      const ticketId = desk.read.tickets('all', null).get().rows[0]?.ticket.id;
      if (ticketId === undefined) throw new Error('no ticket');
      const note = (text: string) =>
        desk.write.record({ kind: 'note', ticketId, payload: { text, attachments: [] } });
      await note('one');
      older = await dumpDatabase(machine.database, databaseName(`${helpdesk.id}_${FAKE_PEOPLE.anna.id}`));
      await note('two');
      await note('three');
      await desk.write.saveDraft({ ticketId, kind: 'reply', text: 'a draft', attachments: [] });
      await desk.close();
      machine.network.goOnline();
    });
    const place = await placeOf(from, older);
    expectAll(place, from);
    expect(place.account.recorded.size).toBe(3);
    const desk = await place.machine.start();
    await expectBalanced(place, desk, 'older');
    place.machine.kill();
  });

  it.each(FAULTS)('recovery from the journal: $kind at every $op (I1, I2)', async (fault) => {
    const scenario: Scenario = {
      name: 'recovery',
      async prepare() {
        const from = await unsent();
        const place = await placeOf(from, null);
        expectAll(place, from);
        expect(place.account.recorded.size).toBe(3);
        return { place, desk: null };
      },
      act: async (_place, desk) => settle(desk),
    };
    await failEveryWrite(scenario, fault, false, tally);
  });

  it.each(FAULTS)('rows of an older format come again: $kind at every $op (I4, I10)', async (fault) => {
    const scenario: Scenario = {
      name: 'migration',
      async prepare() {
        const from = await unsent();
        const meta = from.dump.tables['meta']?.rows.map((row) =>
          (row as { key: string }).key === 'program'
            ? { ...(row as object), version: '0.0.9', rowFormat: 0 }
            : row,
        );
        const tables = { ...from.dump.tables, meta: { key: 'key', rows: meta ?? [] } };
        const place = await placeOf(from, { ...from.dump, tables });
        expectAll(place, from);
        return { place, desk: null };
      },
      async act(_place, desk) {
        await settle(desk);
        await eventually(() => desk.read.tickets('all', null).get().rows.length === 3, 'all rows are here');
      },
    };
    await failEveryWrite(scenario, fault, false, tally);
  });
});
