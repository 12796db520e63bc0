import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NewerDatabaseError, openHelpdesk, silentLog, systemClock } from '#helpdesk/index.ts';
import { openStorage } from '#helpdesk/storage/storage.ts';
import { listReleases, readRelease } from '../migration/helpdesk/releases.ts';
import { needTestDatabase, runSql } from '#tests/support/test-database.ts';

const OPENER = path.resolve(import.meta.dirname, '../support/open-and-wait.ts');

describe('instances that start at the same moment', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-at-once-'));
  });
  afterAll(() => fs.rm(folder, { recursive: true, force: true }));

  const open = (databaseUrl: string) =>
    openStorage({ folder, databaseUrl, clock: systemClock, log: silentLog });
  const migrationsIn = async (url: string) =>
    (await runSql(url, 'select name from kysely_migration order by name')).rows.map(({ name }) =>
      String(name),
    );

  async function prepare(version: string | null): Promise<string> {
    const url = await needTestDatabase();
    if (version !== null) await runSql(url, readRelease(version).sql);
    return url;
  }

  it.each([null, ...listReleases()])(
    'on a database of release %s (null: an empty one) migrate it once',
    async (version) => {
      const url = await prepare(version);
      const all = await Promise.all(Array.from({ length: 6 }, () => open(url)));
      const names = await migrationsIn(url);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThanOrEqual(3);
      const { rows } = await runSql(url, 'select id from helpdesk');
      expect(rows).toHaveLength(1);
      await Promise.all(all.map((storage) => storage.close()));
    },
  );

  it('on an empty database make the sample data once', async () => {
    const url = await prepare(null);
    const all = await Promise.all(
      ['one', 'two'].map((name) =>
        openHelpdesk({ data: path.join(folder, name), databaseUrl: url, demo: true, log: silentLog }),
      ),
    );
    const { rows } = await runSql(url, 'select count(*)::int as n from queue group by name');
    expect(rows.every(({ n }) => n === 1)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    await Promise.all(all.map((helpdesk) => helpdesk.close()));
  });

  it('I10: one that is killed in the middle of migrating has changed nothing, and the next one does it', async () => {
    const [version = ''] = listReleases();
    const url = await prepare(version);
    const before = await migrationsIn(url);
    // Somebody reads a table that the migration alters: it stops in the middle and waits.
    const { default: pg } = await import('pg');
    const reader = new pg.Client({ connectionString: url });
    await reader.connect();
    await reader.query('begin; lock table helpdesk in access share mode');
    const child = spawn(process.execPath, [OPENER, folder], {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await untilWaiting(url, child);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await reader.query('rollback');
    await reader.end();
    await untilAlone(url);
    expect(await migrationsIn(url)).toEqual(before);
    const { rows } = await runSql(url, "select 1 from pg_tables where tablename = 'attempt'");
    expect(rows).toEqual([]);

    const storage = await open(url);
    expect((await migrationsIn(url)).length).toBeGreaterThan(before.length);
    await storage.close();
  });

  it('a database of a newer helpdesk is left alone, with a sentence', async () => {
    const url = await prepare(null);
    await (await open(url)).close();
    await runSql(url, "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')");
    const eras = await runSql(url, 'select id from feed_era');
    const refused = await open(url).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(NewerDatabaseError);
    expect(String(refused)).toContain('written by a newer helpdesk');
    expect((await runSql(url, 'select id from feed_era')).rows).toEqual(eras.rows);
  });
});

/** Waits until the child's migration waits for the lock. */
async function untilWaiting(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}`);
    const { rows } = await runSql(
      url,
      "select 1 from pg_locks where not granted and relation = 'helpdesk'::regclass",
    );
    if (rows.length > 0) return;
  }
}

/** Waits until the server has noticed that the child is gone. */
async function untilAlone(url: string): Promise<void> {
  const others =
    'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  while ((await runSql(url, others)).rows.length > 0);
}
