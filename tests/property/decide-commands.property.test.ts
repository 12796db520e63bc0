import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideCommands } from '#helpdesk/desk/commands/decide-commands.ts';
import { silentLog } from '#helpdesk/index.ts';
import { publish } from '#helpdesk/storage/feed.ts';
import { saveCustomers } from '#helpdesk/storage/rows/customer-rows.ts';
import { saveAccount } from '#helpdesk/storage/rows/person-rows.ts';
import { saveQueues } from '#helpdesk/storage/rows/queue-rows.ts';
import { insertTickets } from '#helpdesk/storage/rows/ticket-rows.ts';
import { openStorage, type Storage } from '#helpdesk/storage/storage.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Push } from '#shared/contract/http/routes.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { runsAndSeed } from '#tests/support/oracle-settings.ts';
import {
  clientId,
  commandId,
  customerId,
  epochMs,
  makeTicket,
  messageId,
  personId,
  queueId,
  ticketId,
} from '#tests/support/oracle-things.ts';

const { runs, seed } = runsAndSeed(40);
const TICKETS = 4;
const NOW = epochMs(100_000);
/** The ticket that begins in the second queue. */
const elsewhere = ticketId(TICKETS - 1);

const people: readonly Person[] = [
  { id: personId(0), name: 'Anna', role: 'operator', queueIds: [queueId(0)], active: true, tier: 1 },
  {
    id: personId(1),
    name: 'Boris',
    role: 'operator',
    queueIds: [queueId(0), queueId(1)],
    active: true,
    tier: 1,
  },
  { id: personId(2), name: 'Timur', role: 'trainee', queueIds: [queueId(0)], active: true, tier: 1 },
];

/** One line as drawn: ids are drawn too, so that repetitions, forgeries and gaps come up. */
const lineArbitrary = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  ticket: fc.integer({ min: 0, max: TICKETS }),
  /** The line is told to come after this id. */
  after: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 2, nil: null }),
  seen: fc.boolean(),
  what: fc.oneof(
    fc.constantFrom('withdraw', 'nonsense', 'unknown kind', 'empty', 'missing file'),
    fc.record({ kind: fc.constant('note'), payload: fc.constant({ text: 'A note', attachments: [] }) }),
    fc.record({ kind: fc.constant('reply'), payload: fc.constant({ text: 'A reply', attachments: [] }) }),
    fc.record({
      kind: fc.constant('status'),
      payload: fc.record({ to: fc.constantFrom('open', 'resolved') }),
    }),
    fc.record({
      kind: fc.constant('assign'),
      payload: fc.record({
        from: fc.constantFrom(null, personId(0)),
        to: fc.constantFrom(null, personId(0), personId(1), personId(2), personId(9)),
      }),
    }),
    fc.record({
      kind: fc.constant('merge'),
      payload: fc.record({ into: fc.constantFrom(null, ticketId(0), ticketId(1), ticketId(TICKETS - 1)) }),
    }),
    fc.record({
      kind: fc.constant('delegate'),
      payload: fc.record({
        from: fc.constantFrom(null, personId(0)),
        to: fc.constantFrom(
          { kind: 'person', id: personId(1) },
          { kind: 'queue', id: queueId(1) },
          { kind: 'queue', id: queueId(7) },
          { kind: 'tier', tier: 2 },
        ),
        note: fc.constantFrom('', 'Handed over'),
      }),
    }),
    fc.record({
      kind: fc.constant('snooze'),
      payload: fc.constantFrom({}, { until: null }, { until: 200_000 }),
    }),
    fc.record({
      kind: fc.constant('link'),
      payload: fc.record({ to: fc.constantFrom(ticketId(0), ticketId(TICKETS)), on: fc.boolean() }),
    }),
    fc.record({
      kind: fc.constant('tag'),
      payload: fc.record({
        add: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
        remove: fc.array(fc.constantFrom('a', 'b'), { maxLength: 1 }),
      }),
    }),
  ),
});
type DrawnLine = typeof lineArbitrary extends fc.Arbitrary<infer T> ? T : never;

const pushesArbitrary = fc.array(
  fc.record({
    who: fc.constantFrom(0, 0, 1, 2),
    lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 9 }),
  }),
  { minLength: 1, maxLength: 4 },
);

function pushOf(lines: readonly DrawnLine[]): Push {
  return {
    client: clientId(0),
    commands: lines.map(({ id, ticket, after, seen, what }, index) => {
      const common = { id: commandId(id), after: after === null ? null : commandId(after) };
      if (what === 'withdraw') return { ...common, command: null, withdraw: true };
      if (what === 'nonsense') return { ...common, command: { nonsense: true } };
      const envelope = {
        id: commandId(id),
        client: clientId(0),
        n: index + 1,
        ticketId: ticketId(ticket),
        seen: { ticketVersion: 1, lastCustomerMessageId: seen ? messageId(ticket) : null },
        recordedAt: 0,
      };
      const file = { sha256: 'f'.repeat(64), name: 'f', type: 'image/png', size: 1 };
      if (what === 'unknown kind') return { ...common, command: { ...envelope, kind: 'teleport' } };
      if (what === 'empty')
        return {
          ...common,
          command: { ...envelope, kind: 'reply', payload: { text: ' ', attachments: [] } },
        };
      if (what === 'missing file')
        return {
          ...common,
          command: { ...envelope, kind: 'note', payload: { text: '', attachments: [file] } },
        };
      return { ...common, command: { ...envelope, ...what } };
    }),
  };
}

/** Tables that a push writes. */
const WRITTEN = ['command', 'message_attachment', 'message', 'feed', 'ticket_count', 'ticket', 'customer'];

async function refill({ db }: Storage): Promise<void> {
  await sql`truncate ${sql.join(WRITTEN.map((table) => sql.table(table)))} cascade`.execute(db);
  await db.transaction().execute(async (tx) => {
    const customers = Array.from({ length: TICKETS }, (_, count) => ({
      id: customerId(count),
      name: 'Anna Berg',
      email: null,
      phone: null,
      company: null,
      language: 'en' as const,
      level: 'beginner' as const,
      products: [],
      environment: null,
      createdAt: epochMs(1),
    }));
    // The customers of half of the tickets have written; the last ticket is in a queue that not all see.
    const tickets = Array.from({ length: TICKETS }, (_, count) =>
      makeTicket(count, {
        queueId: queueId(count === TICKETS - 1 ? 1 : 0),
        lastCustomerMessageId: count % 2 === 0 ? null : messageId(count),
      }),
    );
    await publish(tx, [...(await saveCustomers(tx, customers)), ...(await insertTickets(tx, tickets))]);
  });
}

/** Everything that a push leaves behind, versions as their order. */
async function stateOf({ db }: Storage): Promise<unknown> {
  const read = async (query: string) => (await sql.raw(query).execute(db)).rows;
  return {
    commands: await read('select id, person_id, ticket_id, n, verdict, at from command order by id'),
    tickets: await read('select * from ticket order by id'),
    timelines: await read('select * from message order by ticket_id, at, id'),
    counts: await read(
      'select * from ticket_count where n <> 0 order by queue_id, status, assignee_id, place',
    ),
    // As values: PostgreSQL keeps the fields of what it stores as JSON in an order of its own.
    rows: await read(
      `select type, id, queue_id, row::jsonb as row from feed where type in ('ticket', 'message') order by type, id`,
    ),
    // Of tickets that stayed: one that moves has its former messages published again, so together once and one by one
    // twice, behind the event that moved it.
    order: await read(
      `select id from feed where type = 'message'
       and queue_id = case ticket_id when '${elsewhere}' then '${queueId(1)}'::uuid else '${queueId(0)}'::uuid end
       order by seq`,
    ),
  };
}

describe('a push', () => {
  let folder: string;
  let together: Storage;
  let oneByOne: Storage;

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-decide-'));
    const open = async (name: string): Promise<Storage> => {
      const template = await migratedTemplate();
      const storage = await openStorage({
        folder: path.join(folder, name),
        memory: { template },
        clock: { now: () => NOW },
        log: silentLog,
      });
      await storage.db.transaction().execute(async (tx) => {
        const queues = [0, 1].map((count) => ({
          id: queueId(count),
          name: `Queue ${count}`,
          position: count,
        }));
        const rows = [...(await saveQueues(tx, queues))];
        for (const person of people)
          rows.push(await saveAccount(tx, { person, login: person.name, passwordHash: '' }, epochMs(1)));
        await publish(tx, rows);
      });
      return storage;
    };
    together = await open('together');
    oneByOne = await open('one-by-one');
    // A helpdesk that cannot keep two verdicts at a time: every push of several falls back to one after the other.
    await sql`create function only_one() returns trigger language plpgsql as
      'begin if (select count(*) from fresh) > 1 then raise exception ''one at a time''; end if; return null; end'`.execute(
      oneByOne.db,
    );
    await sql`create trigger only_one after insert on command referencing new table as fresh
      for each statement execute function only_one()`.execute(oneByOne.db);
  }, 120_000);

  afterAll(async () => {
    await together.close();
    await oneByOne.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  test(`I2 I3: ${runs} random pushes decided together and one by one give the same verdicts, rows and order (seed ${seed})`, async () => {
    let several = 0;
    await fc.assert(
      fc.asyncProperty(pushesArbitrary, async (pushes) => {
        await Promise.all([refill(together), refill(oneByOne)]);
        for (const { who, lines } of pushes) {
          const person = people[who] as Person;
          const push = pushOf(lines);
          const outcomes = async (storage: Storage) =>
            (await decideCommands(storage, person, push)).map(({ id, outcome }) => ({ id, outcome }));
          const verdicts = await outcomes(together);
          expect(verdicts).toHaveLength(lines.length);
          expect(await outcomes(oneByOne)).toEqual(verdicts);
          if (verdicts.filter(({ outcome }) => outcome.kind === 'applied').length > 1) several += 1;
        }
        expect(await stateOf(oneByOne)).toEqual(await stateOf(together));
      }),
      { seed, numRuns: runs },
    );
    // Pushes of which nothing is applied would prove nothing.
    expect(several).toBeGreaterThan(runs / 4);
  });

  test('a poisoned command does not stop the others: it is left out, and fences what is behind it on its ticket', async () => {
    await refill(together);
    await sql`create function poison() returns trigger language plpgsql as
      'begin if new.text = ''poison'' then raise exception ''poison''; end if; return new; end'`.execute(
      together.db,
    );
    await sql`create trigger poison before insert on message for each row execute function poison()`.execute(
      together.db,
    );
    const line = (id: number, ticket: number, text: string): DrawnLine => ({
      id,
      ticket,
      after: null,
      seen: true,
      what: { kind: 'note', payload: { text, attachments: [] as never[] } } as never,
    });
    const lines = [line(1, 0, 'one'), line(2, 0, 'poison'), line(3, 0, 'behind'), line(4, 1, 'elsewhere')];
    const anna = people[0] as Person;
    const answers = await decideCommands(together, anna, pushOf(lines));
    expect(answers.map(({ id, outcome }) => [id, outcome.kind])).toEqual([
      [commandId(1), 'applied'],
      [commandId(3), 'deferred'],
      [commandId(4), 'applied'],
    ]);
    // Alone it fails as a whole, and nothing of it is kept.
    await expect(decideCommands(together, anna, pushOf([line(2, 0, 'poison')]))).rejects.toThrow('poison');
    await sql`drop trigger poison on message`.execute(together.db);
    const [later] = await decideCommands(together, anna, pushOf([line(2, 0, 'poison')]));
    expect(later?.outcome).toEqual({ kind: 'applied' });
  });
});
