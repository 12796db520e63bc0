import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeHelpdeskProxy } from '#main/services/helpdesk-proxy/helpdesk-proxy.ts';
import {
  EVENT_NAMES,
  GUARD_HEADER,
  helloSchema,
  PATHS,
  sessionSchema,
} from '#shared/contract/http/routes.ts';
import type { TicketId } from '#shared/base/brand.ts';
import { closeDesks, open, valueOf } from '#tests/support/desk-harness.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { startInstanceProcess, type InstanceProcess } from '#tests/support/instance-process.ts';
import { openEvents } from '#tests/support/open-events.ts';
import { atRest, createMachineOn, until } from '#tests/support/ring.ts';
import { needTestDatabase } from '#tests/support/test-database.ts';
import { switchingClient } from '#tests/support/two-instances.ts';
import { signIn } from '#tests/support/contract-host.ts';

/** The ring behind the desktop's own proxy, and two helpdesk processes on one PostgreSQL. */
describe('an instance that dies', { timeout: 120_000 }, () => {
  let folder: string;
  let databaseUrl: string;
  let office: TestHelpdesk;
  const running: InstanceProcess[] = [];
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-dies-'));
    databaseUrl = await needTestDatabase();
    // Where customers and the test's people come from; no operator works with it.
    office = await bootHelpdesk({ databaseUrl, data: folder });
  });
  afterEach(async () => {
    await closeDesks();
    await Promise.all(running.splice(0).map((instance) => instance.kill()));
  });
  afterAll(async () => {
    await office.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<InstanceProcess> {
    const instance = await startInstanceProcess(databaseUrl, folder);
    running.push(instance);
    return instance;
  }

  /** What main does: all requests of the page through the proxy, which knows both addresses. */
  function behindProxy(origins: readonly string[]) {
    const tokens = new Map<string, string>();
    const counts = new Map<string, number>();
    const proxy = makeHelpdeskProxy({
      fetch: (url, init) => {
        const { origin } = new URL(url);
        counts.set(origin, (counts.get(origin) ?? 0) + 1);
        return fetch(url, init);
      },
      target: () => ({ kind: 'team', origins, id: office.helpdesk.id }),
      learnId: () => undefined,
      findToken: (key) => tokens.get(key) ?? null,
      keepToken: async (key, token) => void tokens.set(key, token),
      forgetToken: async (key) => void tokens.delete(key),
      log: office.storage.log,
      now: () => performance.now(),
      silenceMs: 30_000,
      switchMs: 8_000,
    });
    return {
      counts,
      fetch: (place: string, init?: RequestInit) => proxy.handle(new Request(`http://page${place}`, init)),
    };
  }

  it('I1, I2, I3: killed in the middle of an operator’s pushes, its work goes on through the other, once', async () => {
    const [first, second] = [await start(), await start()];
    const { fetch: ask, counts } = behindProxy([first.url, second.url]);
    const { login, password } = office.people.anna;
    const signedIn = await ask(PATHS.session, {
      method: 'POST',
      headers: { [GUARD_HEADER]: '1', 'content-type': 'application/json' },
      body: JSON.stringify({ login, password, device: 'desktop' }),
    });
    const { person } = sessionSchema.parse(await signedIn.json());
    const hello = helloSchema.parse(await (await ask(PATHS.hello)).json());
    const tickets: TicketId[] = [];
    for (let n = 0; n < 4; n += 1) tickets.push((await office.backstage.openTicket()).ticketId);

    const desk = await open(createMachineOn(hello.id, person, ask));
    await until(desk.read.tickets('all', null), (list) => list.rows.length >= tickets.length);
    await atRest(desk);
    const given: string[] = [];
    const write = async (text: string): Promise<void> => {
      for (const ticketId of tickets)
        given.push(
          valueOf(await desk.write.record({ kind: 'note', ticketId, payload: { text, attachments: [] } })),
        );
    };
    for (let n = 0; n < 5; n += 1) await write(`before ${n}`);
    const dying = (async () => {
      // Some of the pushes are decided, one is under way, others are yet to come.
      for (;;) {
        const { rows } = await countOf(tickets);
        if (rows > tickets.length + 3) break;
      }
      await first.kill();
    })();
    for (let n = 0; n < 15; n += 1) await write(`meanwhile ${n}`);
    await dying;
    for (let n = 0; n < 5; n += 1) await write(`after ${n}`);
    await atRest(desk);

    expect(desk.read.outbox.get()).toEqual([]);
    for (const ticketId of tickets) {
      const rows = await office.storage.db
        .selectFrom('message')
        .select(['id', 'text'])
        .where('ticket_id', '=', ticketId)
        .where('kind', '=', 'note')
        .orderBy('at')
        .orderBy('id')
        .execute();
      expect(rows).toHaveLength(25);
      // I3: in the order in which they were given, through whichever instance.
      const order = rows.map(({ id }) => given.indexOf(id));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
    expect(counts.get(second.url)).toBeGreaterThan(0);

    // What comes through the other instance is heard as before.
    const { ticketId } = await office.backstage.openTicket({ text: 'Anybody there?' });
    await until(desk.read.tickets('all', null), (list) =>
      list.rows.some((row) => row.ticket.id === ticketId),
    );
  });

  it('told to end, it sends its streams elsewhere, and ends with success', async () => {
    const instance = await start();
    const client = switchingClient().at(instance.url);
    await signIn(client, office.people.maria);
    const stream = await openEvents(client);
    const ended = instance.end();
    const words: (string | null)[] = [];
    do words.push(await stream.next());
    while (words.at(-1) !== null);
    expect(words.at(-2)).toBe(EVENT_NAMES.leaving);
    expect(await ended).toBe(0);
  });

  async function countOf(ids: readonly TicketId[]): Promise<{ rows: number }> {
    const found = await office.storage.db
      .selectFrom('message')
      .select('id')
      .where('ticket_id', 'in', [...ids])
      .execute();
    return { rows: found.length };
  }
});
