import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandId } from '#shared/base/brand.ts';
import { openHelpdesk, silentLog, systemClock, type HelpdeskOptions } from '#helpdesk/index.ts';
import { restoreBackup } from '#helpdesk/storage/backup/restore-backup.ts';
import { findTables, findTablesToKeep } from '#helpdesk/storage/backup/tables-to-keep.ts';
import { writeBackup } from '#helpdesk/storage/backup/write-backup.ts';
import { openStorage, type Storage } from '#helpdesk/storage/storage.ts';
import { cookieClient, signIn, type ContractHost } from '#tests/support/contract-host.ts';
import { bootHelpdesk, CHEAP, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { command, createMirror, outcomes, push, sha256Of, speakAs, upload } from '../helpdesk/speak.ts';

type Place = Pick<HelpdeskOptions, 'databaseUrl' | 'memory' | 's3'>;

export interface BackupHosts {
  /** Where the helpdesk is that is backed up. */
  source(): Promise<Place>;
  /** Where it is restored: empty, and another one each time. */
  target(): Promise<Place>;
}

/** What a backup promises, whatever it is written from and restored to. */
export function describeBackup(
  name: string,
  boot: () => Promise<BackupHosts>,
  skipped: string | null = null,
): void {
  const why = skipped === null ? '' : ` (skipped: ${skipped})`;
  if (skipped !== null) console.warn(`backup: ${name}${why}`);
  describe.skipIf(skipped !== null)(`backup: ${name}${why}`, { timeout: 5 * 60_000 }, () => {
    let hosts: BackupHosts;
    let source: TestHelpdesk;
    let folder = '';
    beforeAll(async () => {
      folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-backup-'));
      hosts = await boot();
      source = await bootHelpdesk(await hosts.source());
    });
    afterAll(async () => {
      await source?.close();
      await fs.rm(folder, { recursive: true, force: true });
    });

    const backUp = async (title: string): Promise<string> => {
      const file = path.join(folder, title);
      await writeBackup(source.storage, createWriteStream(file), { workFolder: folder });
      return file;
    };
    const openTarget = async (title: string): Promise<Storage> => {
      const { databaseUrl, memory, s3 } = await hosts.target();
      return openStorage({
        folder: path.join(folder, title),
        ...(databaseUrl === undefined ? {} : { databaseUrl }),
        ...(memory === undefined ? {} : { memory }),
        ...(s3 === undefined ? {} : { s3 }),
        clock: systemClock,
        log: silentLog,
      });
    };

    it('while everybody works: what was acknowledged before is in it, and all of it fits together', async () => {
      const work = await startWork(source);
      await work.untilDone(25);
      const acknowledged = new Set(work.acknowledged);
      const writing = backUp('in-use.backup');
      // They go on while it is being written.
      await work.untilDone(acknowledged.size + 10);
      const file = await writing;
      await work.stop();
      // What is named later is no part of it, nor is what nobody names.
      await upload((await speakAs(source, 'anna')).client, randomBytes(300));

      const target = await openTarget('in-use');
      try {
        const { manifest } = await restoreBackup(target, file, { replace: false });
        expect(manifest.missing).toEqual([]);
        const kept = await target.db.selectFrom('command').select('id').execute();
        const ids = new Set<CommandId>(kept.map((row) => row.id));
        expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
        // Otherwise nothing was written meanwhile, and this test has shown nothing.
        expect(work.acknowledged.size).toBeGreaterThan(acknowledged.size);
        await expectToFit(target);
      } finally {
        await target.close();
      }
    });

    it('gives a client that comes back the same rows under the same versions', async () => {
      const before = createMirror((await speakAs(source, 'maria')).client);
      await before.pullAll();
      const file = await backUp('same.backup');
      const place = await hosts.target();
      const data = path.join(folder, 'same');
      const target = await openHelpdesk({ data, passwordCost: CHEAP, ...place });
      try {
        await restoreBackup(target.storage, file, { replace: false });
        const client = cookieClient(target.url);
        await signIn(client, source.people.maria);
        const after = createMirror(client);
        await after.pullAll();
        expect(after.summary()).toEqual(before.summary());
        expect([...after.rows.values()].map((row) => JSON.stringify(row)).toSorted()).toEqual(
          [...before.rows.values()].map((row) => JSON.stringify(row)).toSorted(),
        );
      } finally {
        await target.close();
      }
    });

    it('I4: a client that has seen what came after the backup begins anew and ends with what is there', async () => {
      const { ticketId } = await source.backstage.openTicket();
      const file = await backUp('rewound.backup');
      const place = await hosts.target();
      const target = await openHelpdesk({
        data: path.join(folder, 'rewound'),
        passwordCost: CHEAP,
        ...place,
      });
      try {
        await restoreBackup(target.storage, file, { replace: false });
        const client = cookieClient(target.url);
        await signIn(client, source.people.maria);
        const host: ContractHost = { ...source, newClient: async () => cookieClient(target.url) };
        const mirror = createMirror(client);
        await mirror.pullAll();
        const anna = await speakAs(host, 'anna');
        const lost = command(anna, 'note', ticketId, { text: 'lost', attachments: [] });
        expect(outcomes(await push(anna, [lost]))).toEqual(['applied']);
        await mirror.pullAll();
        expect(mirror.row('message', lost.id)).not.toBeNull();

        await restoreBackup(target.storage, file, { replace: true });
        // Who signed in after the backup has to again.
        await signIn(client, source.people.maria);
        await signIn(anna.client, source.people.anna);
        const [first] = await mirror.pullAll();
        expect(first?.start).toBe('again');
        expect(mirror.row('message', lost.id)).toBeNull();
        // The command took no effect in this history: sent again, it does, once.
        expect(outcomes(await push(anna, [lost]))).toEqual(['applied']);
        expect(outcomes(await push(anna, [lost]))).toEqual(['applied']);
        await mirror.pullAll();
        expect(mirror.row('message', lost.id)).not.toBeNull();
      } finally {
        await target.close();
      }
    });

    it('leaves a helpdesk that is in use alone unless told, and puts back what it had when it fails', async () => {
      await source.backstage.openTicket({ attachment: randomBytes(2_000) });
      const file = await backUp('replace.backup');
      const target = await openTarget('replace');
      try {
        await restoreBackup(target, file, { replace: false });
        await sql`update helpdesk set name = 'As it was'`.execute(target.db);
        await expect(restoreBackup(target, file, { replace: false })).rejects.toThrow('--replace');
        // No room for the attachments; then a failure when nearly all rows are written.
        const full = { ...target, store: { ...target.store, put: async () => DISK_FULL } };
        await expect(restoreBackup(full, file, { replace: true })).rejects.toThrow('not enough room');
        let seen = 0;
        const onProgress = ({ step }: { readonly step: string }): void => {
          if (step === 'rows' && ++seen === 8) throw new Error('killed');
        };
        await expect(restoreBackup(target, file, { replace: true, onProgress })).rejects.toThrow('killed');
        const { rows } = await sql<{ name: string }>`select name from helpdesk`.execute(target.db);
        expect(rows).toEqual([{ name: 'As it was' }]);
        await expectToFit(target);

        await restoreBackup(target, file, { replace: true });
        await expectToFit(target);
      } finally {
        await target.close();
      }
    });

    it('has every table but those that are named as passing', async () => {
      const all = await findTables(source.storage.db);
      const kept = new Set(await findTablesToKeep(source.storage.db));
      expect(all.filter((table) => !kept.has(table)).toSorted()).toEqual([
        'attempt',
        'stray_file',
        'upload_part',
      ]);
    });
  });
}

const DISK_FULL = { ok: false, error: 'disk-full' } as const;

/** Operators who answer with files, and customers who write, all the time. */
async function startWork(host: TestHelpdesk): Promise<{
  readonly acknowledged: Set<CommandId>;
  /** Resolves when so many commands have been acknowledged. */
  untilDone(count: number): Promise<void>;
  stop(): Promise<void>;
}> {
  const acknowledged = new Set<CommandId>();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let isStopped = false;
  const work = async (login: 'anna' | 'boris'): Promise<void> => {
    const speaker = await speakAs(host, login);
    while (!isStopped) {
      const bytes = randomBytes(1_000);
      const { ticketId, messageId } = await host.backstage.openTicket({ attachment: randomBytes(500) });
      const sha256 = await upload(speaker.client, bytes);
      const attachment = { sha256, name: 'a.bin', type: 'application/octet-stream', size: 1_000 };
      const given = [
        command(speaker, 'reply', ticketId, { text: 'See there', attachments: [attachment] }, messageId),
        command(speaker, 'note', ticketId, { text: 'done', attachments: [] }, messageId),
      ];
      for (const answer of await push(speaker, given)) {
        if (answer.outcome.kind === 'applied') acknowledged.add(answer.id);
      }
      await host.backstage.writeAsCustomer(ticketId, 'Thank you');
      for (const one of waiting) if (acknowledged.size >= one.count) one.resolve();
    }
  };
  const running = [work('anna'), work('boris')];
  return {
    acknowledged,
    untilDone: (count) => new Promise((resolve) => waiting.push({ count, resolve })),
    async stop() {
      isStopped = true;
      await Promise.all(running);
    },
  };
}

/** The tables, the feed, the counters and the attachments of a helpdesk agree with each other. */
export async function expectToFit({ db, files }: Pick<Storage, 'db' | 'files'>): Promise<void> {
  const one = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    Number((await query.execute(db)).rows[0]?.n ?? Number.NaN);
  expect(
    await one(sql`select count(*)::int as n from message where ticket_id not in (select id from ticket)`),
  ).toBe(0);
  for (const type of ['ticket', 'message', 'customer', 'person', 'queue'] as const) {
    const table = sql.table(type);
    expect(
      await one(sql`select count(*)::int as n from ${table} t where not exists (
        select 1 from feed where type = ${type} and feed.id = t.id and not gone)`),
      `${type} without its row in the feed`,
    ).toBe(0);
    expect(
      await one(sql`select count(*)::int as n from feed where type = ${type} and not gone
        and not exists (select 1 from ${table} t where t.id = feed.id)`),
      `rows of the feed without their ${type}`,
    ).toBe(0);
  }
  expect(
    await one(sql`select count(*)::int as n from ticket join feed on feed.type = 'ticket' and feed.id = ticket.id
      where (feed.row::jsonb ->> 'updatedAt')::bigint <> ticket.updated_at
        or feed.row::jsonb ->> 'status' <> ticket.status`),
    'tickets that are otherwise in the feed',
  ).toBe(0);
  expect(
    await one(sql`select count(*)::int as n from feed_head where seq < (select max(seq) from feed)`),
    'the feed goes beyond its head',
  ).toBe(0);
  expect(
    await one(sql`select count(*)::int as n from (
      select queue_id, status, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as who, count(*)::int as n
        from ticket group by 1, 2, 3
      except select queue_id, status, assignee_id, n from ticket_count) wrong`),
    'counters that are wrong',
  ).toBe(0);
  expect(
    await one(sql`select count(*)::int as n from counter
      where name = 'ticket' and value < (select coalesce(max(number), 0) from ticket)`),
    'numbers that would be given twice',
  ).toBe(0);
  expect(
    await one(sql`select count(*)::int as n from message m where m.kind in ('reply', 'note')
      and not (select sample from helpdesk)
      and not exists (select 1 from command where command.id = m.id)`),
    'answers without their command (sample data have none)',
  ).toBe(0);
  const named = await db.selectFrom('message_attachment').select('sha256').distinct().execute();
  for (const { sha256 } of named) {
    const file = await files.open(sha256);
    expect(file === null ? null : sha256Of(await buffer(file.stream))).toBe(sha256);
  }
}
