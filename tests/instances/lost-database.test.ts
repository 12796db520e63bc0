import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findNews } from '#helpdesk/desk/feed-news.ts';
import { EVENT_NAMES, PATHS } from '#shared/contract/http/routes.ts';
import { openEvents } from '#tests/support/open-events.ts';
import { startPostgres, type PostgresServer } from '#tests/support/postgres-server.ts';
import { runSql } from '#tests/support/test-database.ts';
import { bootTwoInstances, type TwoInstances } from '#tests/support/two-instances.ts';
import {
  command,
  createMirror,
  outcomes,
  problemCode,
  push,
  speakAs,
  type Speaker,
} from '../contract/helpdesk/speak.ts';

/** The database server goes away in every way it can, under two instances that are at work. */
describe('a database server that goes away', { timeout: 120_000 }, () => {
  let server: PostgresServer;
  let both: TwoInstances;
  let name: string;
  const defects: unknown[] = [];
  const note = (error: unknown): void => void defects.push(error);
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    process.on('uncaughtExceptionMonitor', note);
    server = await startPostgres();
    const url = await server.createDatabase();
    name = new URL(url).pathname.slice(1);
    both = await bootTwoInstances(url);
  });
  afterAll(async () => {
    await both.close();
    await server.close();
    process.off('unhandledRejection', note);
    process.off('uncaughtExceptionMonitor', note);
  });

  const health = async (url: string): Promise<number> => (await fetch(url + PATHS.health)).status;
  async function untilHealthy(): Promise<void> {
    for (const url of [both.first.url, both.second.url]) while ((await health(url)) !== 200);
  }

  /** Sends notes one after the other until told to stop, each again until it has an answer. @returns the accepted ones */
  function keepWriting(speaker: Speaker, ticketId: Parameters<typeof command>[2]) {
    let isOver = false;
    const codes = new Set<string>();
    const accepted: string[] = [];
    const work = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const one = command(speaker, 'note', ticketId, { text: `note ${n}`, attachments: [] });
        for (;;) {
          const answer = await push(speaker, [one]).catch((error: unknown) => String(error));
          if (typeof answer !== 'string') {
            expect(outcomes(answer)).toEqual(['applied']);
            accepted.push(one.id);
            break;
          }
          codes.add(/gave (\d+)/.exec(answer)?.[1] ?? answer);
        }
      }
    })();
    return {
      codes,
      accepted,
      async stop() {
        isOver = true;
        await work;
      },
    };
  }

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  }

  it.each([
    [
      'is killed and started again',
      async () => {
        await server.kill();
        expect(await Promise.all([both.first.url, both.second.url].map(health))).toEqual([503, 503]);
        await server.start();
      },
    ],
    [
      'ends all connections',
      async () => {
        await runSql(
          server.url,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        );
      },
    ],
    [
      'takes no writes for a while, as a standby does',
      async () => {
        await runSql(server.url, `alter database ${name} set default_transaction_read_only = on`);
        await runSql(
          server.url,
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
        );
        const { client } = await speakAs(both.second, 'maria').catch(() => ({ client: null }));
        expect(client).toBeNull();
        expect(await problemCode(await fetch(both.first.url + PATHS.health))).toBe('503 unavailable');
        await runSql(server.url, `alter database ${name} set default_transaction_read_only = off`);
      },
    ],
  ])(
    'I1, I2: that %s: 503 meanwhile, everything acknowledged is there once afterwards',
    async (_, disturb) => {
      const anna = await speakAs(both.first, 'anna');
      const boris = await speakAs(both.second, 'boris');
      const { ticketId } = await both.first.backstage.openTicket();
      const writing = [keepWriting(anna, ticketId), keepWriting(boris, ticketId)];
      await until(() => writing.every(({ accepted }) => accepted.length > 3));
      await disturb();
      await untilHealthy();
      const before = writing.map(({ accepted }) => accepted.length);
      await until(() => writing.every(({ accepted }, index) => accepted.length > (before[index] ?? 0) + 3));
      for (const one of writing) await one.stop();

      for (const { codes } of writing) for (const code of codes) expect(code).toBe('503');
      const { rows } = await runSql(
        both.databaseUrl,
        `select id from message where ticket_id = '${ticketId}'`,
      );
      const accepted = writing.flatMap((one) => one.accepted);
      expect(rows).toHaveLength(accepted.length + 1);
      expect(new Set(rows.map(({ id }) => String(id)))).toEqual(new Set([...accepted, rows[0]?.id]));
    },
  );

  it('I4: streams outlive it, say that there may be something new, and hear of what comes', async () => {
    const { client } = await speakAs(both.second, 'maria');
    const mirror = createMirror(client);
    await mirror.pullAll();
    const stream = await openEvents(client);
    await server.kill();
    await server.start();
    await untilHealthy();
    // The person's own records may be told of as well.
    const next = async (): Promise<string | null> => {
      const name = await stream.next();
      return name === EVENT_NAMES.own ? next() : name;
    };
    expect(await next()).toBe(EVENT_NAMES.change);
    const { ticketId } = await both.first.backstage.openTicket();
    while (mirror.row('ticket', ticketId) === null) {
      expect(await next()).toBe(EVENT_NAMES.change);
      const pages = await mirror.pullAll();
      expect(pages.map((page) => page.start)).toEqual(pages.map(() => null));
    }
    stream.close();
  });

  it('I4: a database restored beneath running instances is noticed by each, whatever was written since', async () => {
    const { client } = await speakAs(both.first, 'maria');
    const backup = `${name}_backup`;
    const replace = async (from: string, to: string): Promise<void> => {
      await runSql(server.url, `drop database if exists ${to} with (force)`);
      await runSql(server.url, `alter database ${from} allow_connections off`);
      await runSql(
        server.url,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}'`,
      );
      await runSql(server.url, `create database ${to} template ${from}`);
      await runSql(server.url, `alter database ${from} allow_connections on`);
    };
    await replace(name, backup);
    await untilHealthy();
    const early = createMirror(client);
    await early.pullAll();
    for (let n = 0; n < 3; n += 1) await both.first.backstage.openTicket();
    const lost = createMirror(client);
    await lost.pullAll();
    const lostCursor = lost.cursor;
    const { to: lostPlace } = await findNews(both.second.storage.db, null);

    await replace(backup, name);
    await untilHealthy();
    // The feed goes on beyond the number that the client has.
    for (let n = 0; n < 5; n += 1) await both.second.backstage.openTicket();
    for (const host of [both.first, both.second]) {
      // Nor are rows sent along with an event to who stands in the lost time.
      expect((await findNews(host.storage.db, lostPlace)).rows).toBeNull();
      const again = createMirror((await speakAs(host, 'maria')).client);
      again.cursor = lostCursor;
      expect((await again.pullOnce()).start).toBe('again');
    }
  });

  it('an instance that cannot reach a server at its start says so and ends', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-nowhere-'));
    const { openInstance } = await import('#tests/support/two-instances.ts');
    await expect(openInstance('postgres://nobody@127.0.0.1:1/none', { data: folder })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await fs.rm(folder, { recursive: true, force: true });
  });

  it('none of it was a defect in the process', () => {
    expect(defects).toEqual([]);
  });
});
