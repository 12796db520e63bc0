import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import { EVENT_NAMES, newsSchema, PATHS, type News } from '#shared/contract/http/routes.ts';
import type { Command } from '#shared/sync/command.ts';
import { openHelpdesk, type Helpdesk } from '#helpdesk/index.ts';
import { cookieClient, sending, signIn, type ContractClient } from '#tests/support/contract-host.ts';
import { bootHelpdesk, CHEAP, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { command, createMirror, outcomes, pull, push, pushRaw, speakAs, type Speaker } from './speak.ts';

/*
 * What happens at the same time: on PostgreSQL (the stage `postgres`) on two instances of the helpdesk, else on one.
 */
describe('what happens at once', { timeout: 120_000 }, () => {
  let host: TestHelpdesk;
  let other: Helpdesk | null = null;
  let folder: string;
  beforeAll(async () => {
    const databaseUrl = await createTestDatabase();
    host = await bootHelpdesk(databaseUrl === null ? {} : { databaseUrl });
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-other-'));
    if (databaseUrl !== null) other = await openHelpdesk({ data: folder, databaseUrl, passwordCost: CHEAP });
  });
  afterAll(async () => {
    await other?.close();
    await host.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const words = (text: string) => ({ text, attachments: [] });
  const withdraw = (speaker: Speaker, { id }: Pick<Command, 'id'>) =>
    pushRaw(speaker, [{ id, after: null, command: null, withdraw: true } as never]);
  /** The same local store, speaking to the other instance where there is one. */
  const onOther = async (speaker: Speaker): Promise<Speaker> => {
    const client = cookieClient((other ?? host.helpdesk).url);
    await signIn(client, host.people.anna);
    return { ...speaker, client };
  };
  const hasEntry = async (speaker: Speaker, id: string): Promise<boolean> => {
    const mirror = createMirror(speaker.client);
    await mirror.pullAll();
    return mirror.rows.has(`message ${id}`);
  };

  it('I2: taking back before, after, and again: the first decision stands', async () => {
    const anna = await speakAs(host, 'anna');
    const { ticketId, messageId } = await host.backstage.openTicket();
    const early = command(anna, 'note', ticketId, words('never'), messageId);
    expect(outcomes(await withdraw(anna, early))).toEqual(['refused withdrawn']);
    expect(outcomes(await push(anna, [early]))).toEqual(['refused withdrawn']);
    expect(outcomes(await withdraw(anna, early))).toEqual(['refused withdrawn']);
    expect(await hasEntry(anna, early.id)).toBe(false);

    const late = command(anna, 'note', ticketId, words('done'), messageId);
    const [applied] = await push(anna, [late]);
    const [kept] = await withdraw(anna, late);
    // With the rows, as a repetition gives them.
    expect(kept).toEqual(applied);
    expect(kept?.changes).toHaveLength(2);
  });

  it("I2: another person's command is neither taken back nor told of", async () => {
    const anna = await speakAs(host, 'anna');
    const boris = await speakAs(host, 'boris');
    const { ticketId, messageId } = await host.backstage.openTicket();
    const note = command(anna, 'note', ticketId, words('mine'), messageId);
    await push(anna, [note]);
    const [answer] = await withdraw(boris, note);
    expect(answer).toMatchObject({ outcome: { kind: 'refused', reason: 'not-allowed' }, changes: [] });
    expect(outcomes(await push(anna, [note]))).toEqual(['applied']);
  });

  it('I2: a command and its withdrawal at the same time have one winner, and everybody is told the same', async () => {
    const anna = await speakAs(host, 'anna');
    const elsewhere = await onOther(anna);
    const { ticketId, messageId } = await host.backstage.openTicket();
    const ended = new Set<string>();
    for (let round = 0; round < 25; round += 1) {
      const note = command(anna, 'note', ticketId, words(`round ${round}`), messageId);
      const calls = [
        () => push(anna, [note]),
        () => withdraw(elsewhere, note),
        () => push(elsewhere, [note]),
      ];
      if (round % 2 === 1) calls.reverse();
      const told = (await Promise.all(calls.map((call) => call()))).flatMap(outcomes);
      expect(new Set(told).size).toBe(1);
      const [verdict = ''] = told;
      ended.add(verdict);
      expect(['applied', 'refused withdrawn']).toContain(verdict);
      expect(outcomes(await withdraw(anna, note))).toEqual([verdict]);
      expect(await hasEntry(anna, note.id)).toBe(verdict === 'applied');
    }
    expect(ended.size).toBeGreaterThan(0);
  });

  it('I2: pushes of the same commands in different orders at once end, each command applied once', async () => {
    const anna = await speakAs(host, 'anna');
    const elsewhere = await onOther(anna);
    const tickets = await Promise.all(Array.from({ length: 6 }, () => host.backstage.openTicket()));
    const notes = tickets.map(({ ticketId, messageId }) =>
      command(anna, 'note', ticketId, words('once'), messageId),
    );
    const told = await Promise.all([
      push(anna, notes),
      push(elsewhere, notes.toReversed()),
      push(
        anna,
        notes.toSorted((a, b) => (a.id.at(-1) ?? '').localeCompare(b.id.at(-1) ?? '')),
      ),
    ]);
    expect(told.flatMap(outcomes)).toEqual(Array(18).fill('applied'));
    const mirror = createMirror(anna.client);
    await mirror.pullAll();
    expect(tickets.map(({ ticketId }) => mirror.rows.get(`ticket ${ticketId}`)?.version)).toEqual(
      Array(6).fill(2),
    );
  });

  it('I2: an answer that was lost is given again, with one effect', async () => {
    const anna = await speakAs(host, 'anna');
    const { ticketId, messageId } = await host.backstage.openTicket();
    const notes = Array.from({ length: 5 }, (_, n) =>
      command(anna, 'note', ticketId, words(`note ${n}`), messageId),
    );
    const body = {
      client: anna.clientId,
      commands: notes.map((note) => ({ id: note.id, after: null, command: note })),
    };
    const given = new AbortController();
    const lost = anna.client.fetch(PATHS.commands, { ...sending('POST', body), signal: given.signal });
    setImmediate(() => given.abort());
    await lost.catch(() => undefined);
    expect(outcomes(await push(anna, notes))).toEqual(Array(5).fill('applied'));
    const mirror = createMirror(anna.client);
    await mirror.pullAll();
    const times = notes.map(({ id }) => mirror.row('message', id)?.at ?? 0);
    // In the order in which they were given, whoever's clock says what.
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('I5: a pull during pushes misses nothing, and one after an answer has its effect', async () => {
    const anna = await speakAs(host, 'anna');
    const elsewhere = await onOther(anna);
    const { ticketId, messageId } = await host.backstage.openTicket();
    const mirror = createMirror(elsewhere.client);
    await mirror.pullAll();
    let pushing = true;
    const reading = (async () => {
      while (pushing) await mirror.pullAll();
    })();
    for (let round = 0; round < 10; round += 1) {
      const notes = Array.from({ length: 4 }, () => command(anna, 'note', ticketId, words('x'), messageId));
      await push(anna, notes);
      const after = createMirror(elsewhere.client);
      after.cursor = mirror.cursor;
      await after.pullAll();
      expect(
        notes.every(({ id }) => after.rows.has(`message ${id}`) || mirror.rows.has(`message ${id}`)),
      ).toBe(true);
    }
    pushing = false;
    await reading;
    await mirror.pullAll();
    const fresh = createMirror(elsewhere.client);
    await fresh.pullAll();
    expect(mirror.summary()).toEqual(fresh.summary());
  });

  describe('events that bring what is new', () => {
    /** Follows the events; `news` waits for the next `change`, with what it brought. */
    async function follow(client: ContractClient) {
      const abort = new AbortController();
      const response = await client.fetch(PATHS.events, { signal: abort.signal });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      return {
        async news(): Promise<News | null> {
          for (;;) {
            const match = /event: ([\w-]+)\ndata: (.*)\n\n/.exec(text);
            if (match !== null) {
              text = text.slice(match.index + match[0].length);
              // Others are about who is where, or the person's own records.
              if (match[1] !== EVENT_NAMES.change) continue;
              return newsSchema.safeParse(JSON.parse(match[2] ?? '')).data ?? null;
            }
            const got = await reader?.read();
            if (got === undefined || got.done) throw new Error('The stream has ended');
            text += got.value;
          }
        },
        close: () => abort.abort(),
      };
    }
    /** Lets things happen until an event brings rows. The first ones may not: the client's place is not known yet. */
    async function untilNews(
      client: ContractClient,
      happen: () => Promise<unknown>,
    ): Promise<{ readonly news: News; readonly before: string; readonly stop: () => void }> {
      const events = await follow(client);
      const mirror = createMirror(client);
      for (let round = 0; round < 40; round += 1) {
        await mirror.pullAll();
        const before = mirror.cursor ?? '';
        await happen();
        const news = await events.news();
        if (news !== null && news.after === before) return { news, before, stop: events.close };
      }
      throw new Error('No event has brought what is new');
    }

    it('I4: give what a pull with the same cursor gives', async () => {
      const anna = await speakAs(host, 'anna');
      const { ticketId } = await host.backstage.openTicket();
      const { news, before, stop } = await untilNews(anna.client, () =>
        host.backstage.writeAsCustomer(ticketId, 'Hello?'),
      );
      const pulled = await pull(anna.client, before);
      expect(news.page).toEqual(pulled);
      expect(pulled.changes.length).toBeGreaterThan(1);
      stop();
    });

    it('I8: never bring what has left sight, also when it left a moment ago', async () => {
      const boris = await speakAs(host, 'boris');
      const open = () => host.backstage.openTicket({ queue: 'second', text: 'Between us' });
      const { stop } = await untilNews(boris.client, open);
      stop();
      const events = await follow(boris.client);
      await createMirror(boris.client).pullAll();
      await host.backstage.setQueues('boris', ['first']);
      const hidden: TicketId[] = [];
      for (let n = 0; n < 5; n += 1) hidden.push((await open()).ticketId);
      const { ticketId: last } = await host.backstage.openTicket({ queue: 'first' });
      const follower = createMirror(boris.client);
      for (let isThere = false; !isThere;) {
        const news = await events.news();
        if (news === null) {
          await follower.pullAll();
          isThere = follower.rows.has(`ticket ${last}`);
        }
        for (const change of news?.page.changes ?? []) {
          const { id, row } = change as { readonly id: string; readonly row?: unknown };
          if (hidden.includes(id as TicketId)) expect(row).toBeUndefined();
          if (row !== undefined) expect(JSON.stringify(row)).not.toContain('Between us');
          isThere ||= id === last;
        }
      }
      events.close();
      const mirror = createMirror(boris.client);
      await mirror.pullAll();
      expect(mirror.rows.has(`ticket ${last}`)).toBe(true);
      expect(hidden.some((id) => mirror.rows.has(`ticket ${id}`))).toBe(false);
      await host.backstage.setQueues('boris', ['first', 'second']);
    });
  });
});
