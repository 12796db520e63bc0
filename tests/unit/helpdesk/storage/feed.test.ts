import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHelpdesk, silentLog } from '#helpdesk/index.ts';
import { findTicketCounts } from '#helpdesk/storage/ticket-counts.ts';
import { pullChanges } from '#helpdesk/desk/feed.ts';
import { feedSightOf } from '#helpdesk/desk/sight.ts';
import type { ChangesPage } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { command, createMirror, push, speakAs } from '#tests/contract/helpdesk/speak.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';

describe('the feed', { timeout: 60_000 }, () => {
  let host: TestHelpdesk;
  beforeAll(async () => {
    host = await bootHelpdesk();
  });
  afterAll(() => host.close());

  it('keeps its counters equal to what counting gives, whatever happens to tickets', async () => {
    const anna = await speakAs(host, 'anna');
    const { people, backstage } = host;
    for (let round = 0; round < 4; round += 1) {
      const { ticketId, messageId } = await backstage.openTicket({
        queue: round % 2 === 0 ? 'first' : 'second',
      });
      await push(anna, [
        command(anna, 'assign', ticketId, { from: null, to: people.anna.id }, messageId),
        command(anna, 'reply', ticketId, { text: 'Done', attachments: [] }, messageId),
        command(anna, 'status', ticketId, { to: round === 2 ? 'resolved' : 'open' }, messageId),
      ]);
      await backstage.writeAsCustomer(ticketId, 'Thanks');
      await backstage.moveTicket(ticketId, round < 2 ? 'second' : 'first');
    }
    const counted = await sql<{ status: string; assigneeId: string | null; n: number }>`
      select status, assignee_id as "assigneeId", 'queue' as place, count(*)::int as n from ticket
      where queue_id = ${host.queues.first}::uuid group by 1, 2`.execute(host.storage.db);
    const order = (a: { readonly status: string; readonly assigneeId: string | null }) =>
      `${a.status} ${a.assigneeId}`;
    const kept = await findTicketCounts(host.storage.db, [host.queues.first]);
    expect([...kept].sort((a, b) => order(a).localeCompare(order(b)))).toEqual(
      counted.rows.sort((a, b) => order(a).localeCompare(order(b))),
    );
  });

  it('passes over nothing when pages end in the middle of a transaction, and cuts pages by their bytes', async () => {
    const speaker = await speakAs(host, 'maria');
    const { ticketId, messageId } = await host.backstage.openTicket();
    const mirror = createMirror(speaker.client);
    await mirror.pullAll();
    const long = 'слово '.repeat(16_000);
    const commands = Array.from({ length: 60 }, () =>
      command(speaker, 'note', ticketId, { text: long, attachments: [] }, messageId),
    );
    await push(speaker, commands.slice(0, 30));
    await push(speaker, commands.slice(30));
    const pages = await mirror.pullAll();
    expect(pages.length).toBeGreaterThan(1);
    expect(commands.every(({ id }) => mirror.rows.has(`message ${id}`))).toBe(true);

    const fresh = createMirror(speaker.client);
    await fresh.pullAll();
    expect(fresh.summary()).toEqual(mirror.summary());
  });
});

describe('a helpdesk that was restored from a backup', { timeout: 60_000 }, () => {
  const maria = {
    id: '00000000-0000-7000-8000-000000000001',
    name: 'M',
    role: 'supervisor',
    queueIds: [],
    active: true,
  };
  const sight = feedSightOf({ person: maria as unknown as Person, version: 1 });

  it.each([
    ['is behind a cursor of the lost time', 0],
    ['has gone beyond the number of a cursor of the lost time', 5],
  ])('I4: when it %s, the client begins again', async (_, writesAfter) => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-backup-'));
    const host = await bootHelpdesk();
    const cursorOf = async (storage: TestHelpdesk['storage'], cursor?: string) =>
      JSON.parse(await pullChanges(storage.db, sight, cursor)) as ChangesPage;
    try {
      await host.backstage.openTicket();
      const early = (await cursorOf(host.storage)).cursor;
      const backup = await host.storage.dump();
      await host.backstage.openTicket();
      const lost = (await cursorOf(host.storage)).cursor;
      // A restart alone changes nothing for anybody.
      expect((await cursorOf(host.storage, early)).start).toBeNull();

      const restored = await openHelpdesk({
        data: path.join(folder, 'data'),
        memory: { template: backup },
        log: silentLog,
      });
      await restored.storage.db.transaction().execute(async (tx) => {
        await sql`update feed_head set seq = seq + ${writesAfter}`.execute(tx);
      });
      expect((await cursorOf(restored.storage, early)).start).toBeNull();
      expect((await cursorOf(restored.storage, lost)).start).toBe('again');
      await restored.close();
    } finally {
      await host.close();
      await fs.rm(folder, { recursive: true, force: true });
    }
  });
});
