import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, unpackTar, type ParsedTarEntryWithData } from 'modern-tar';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog, systemClock } from '#helpdesk/index.ts';
import { BackupError } from '#helpdesk/storage/backup/format.ts';
import { restoreBackup } from '#helpdesk/storage/backup/restore-backup.ts';
import { writeBackup } from '#helpdesk/storage/backup/write-backup.ts';
import { openStorage, type Storage } from '#helpdesk/storage/storage.ts';
import { bootHelpdesk, type TestHelpdesk } from '#tests/support/helpdesk.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';
import { expectToFit } from './describe-backup.ts';

/** What later shapes of the tables have than that of `0002-ticket-count`. */
const LATER_TABLES = ['reference'];
const LATER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  attachment: ['place', 'used_at'],
  customer: ['notes', 'merged', 'merged_into', 'trail'],
  person: ['tier'],
  ticket: [
    'category',
    'snooze',
    'snooze_until',
    'tier',
    'follower_ids',
    'links',
    'merged_into',
    'before_merge',
    'split_from',
    'customer_before',
    'partner',
  ],
  ticket_count: ['place'],
};

/** A row as a database of that shape has it; none where it has none. */
function asBefore(table: string, row: Record<string, unknown>): readonly Record<string, unknown>[] {
  if (LATER_TABLES.includes(table) || (table === 'feed' && LATER_TABLES.includes(String(row['type']))))
    return [];
  const later = LATER_COLUMNS[table] ?? [];
  return [Object.fromEntries(Object.entries(row).filter(([column]) => !later.includes(column)))];
}

describe('restoring', () => {
  let source: TestHelpdesk;
  let target: Storage;
  let folder = '';
  let whole: Buffer;
  const open = async (): Promise<Storage> =>
    openStorage({
      folder: await fs.mkdtemp(path.join(folder, 'target-')),
      memory: { template: await migratedTemplate() },
      clock: systemClock,
      log: silentLog,
    });

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-unfit-'));
    source = await bootHelpdesk({ memory: { template: await migratedTemplate() } });
    await source.backstage.openTicket({ attachment: randomBytes(3_000) });
    await source.backstage.openTicket({ attachment: randomBytes(400) });
    const file = path.join(folder, 'whole.backup');
    await writeBackup(source.storage, createWriteStream(file), { workFolder: folder });
    whole = await fs.readFile(file);
    target = await open();
  });
  afterAll(async () => {
    await source.close();
    await target.close();
    await fs.rm(folder, { recursive: true, force: true });
  });

  const attempt = async (bytes: Uint8Array, storage = target) => {
    const file = path.join(folder, 'attempt.backup');
    await fs.writeFile(file, bytes);
    return restoreBackup(storage, file, { replace: false });
  };
  const expectNothing = async (): Promise<void> => {
    const { rows } = await sql`select 1 from person union all select 1 from stray_file`.execute(target.db);
    expect(rows).toEqual([]);
  };
  /** Reads the archive, changes its entries, and packs it again with the checksums made right. */
  const rewrite = async (
    change: (entries: Map<string, Buffer>) => void,
    mendChecksum = true,
  ): Promise<Buffer> => {
    const parsed: ParsedTarEntryWithData[] = await unpackTar(new Uint8Array(gunzipSync(whole)));
    const entries = new Map(parsed.map(({ header, data }) => [header.name, Buffer.from(data ?? [])]));
    change(entries);
    if (mendChecksum) {
      const chain = createHash('sha256');
      for (const [name, bytes] of entries) {
        if (name === 'manifest.json') continue;
        chain.update(`${name} ${createHash('sha256').update(bytes).digest('hex')}\n`);
      }
      const manifest = JSON.parse((entries.get('manifest.json') ?? '{}').toString()) as object;
      entries.set(
        'manifest.json',
        Buffer.from(JSON.stringify({ ...manifest, checksum: chain.digest('hex') })),
      );
    }
    const packed = [...entries].map(([name, bytes]) => ({
      header: { name, size: bytes.length },
      body: new Uint8Array(bytes),
    }));
    return gzipSync(await packTar(packed));
  };
  const edit = (entries: Map<string, Buffer>, name: string, from: string | RegExp, to: string): void => {
    entries.set(name, Buffer.from((entries.get(name) ?? '').toString().replace(from, to)));
  };

  it('refuses a backup that was cut anywhere, and changes nothing', async () => {
    const cuts = [
      0,
      1,
      9,
      10,
      100,
      ...Array.from({ length: 12 }, (_, n) => Math.floor((whole.length * n) / 12)),
    ];
    for (const at of [...cuts, whole.length - 9, whole.length - 1]) {
      await expect(attempt(whole.subarray(0, at)), `cut at ${at} of ${whole.length}`).rejects.toThrow(
        BackupError,
      );
    }
    await expectNothing();
  });

  const flip = (bytes: Buffer, at: number, bit: number): Buffer => {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ bit;
    return flipped;
  };
  /** Bits that fill up a block of the compression mean nothing: with another one the content is the same. */
  const saysOtherwise = (bytes: Buffer): boolean => {
    try {
      return !gunzipSync(bytes).equals(gunzipSync(whole));
    } catch {
      return true;
    }
  };

  it('refuses a backup with one wrong byte anywhere, and changes nothing', async () => {
    for (let n = 0; n < 24; n += 1) {
      // Not in the head of the compression: its time and system mean nothing.
      const at = 10 + Math.floor(((whole.length - 11) * n) / 24);
      const damaged = [0x20, 0x01, 0x80, 0x04].map((bit) => flip(whole, at, bit)).find(saysOtherwise);
      if (damaged === undefined) throw new Error(`Every bit of byte ${at} means nothing.`);
      await expect(attempt(damaged), `byte ${at} of ${whole.length}`).rejects.toThrow(BackupError);
    }
    await expectNothing();
  });

  it.each([
    ['a text', Buffer.from('Dear diary'), 'not a backup'],
    ['another gzipped file', gzipSync('Dear diary'), 'not a backup'],
    ['an empty archive', gzipSync(new Uint8Array(1_024)), 'not a backup'],
  ])('says what is wrong with %s', async (_, bytes, sentence) => {
    await expect(attempt(bytes)).rejects.toThrow(sentence);
    await expectNothing();
  });

  it('says that a backup is of a newer helpdesk', async () => {
    const format = await rewrite((entries) => edit(entries, 'backup.json', '"version": 1', '"version": 2'));
    await expect(attempt(format)).rejects.toThrow('newer helpdesk');
    const schema = await rewrite((entries) =>
      edit(entries, 'backup.json', /"schema": "[^"]+"/, '"schema": "9999-x"'),
    );
    await expect(attempt(schema)).rejects.toThrow('newer helpdesk');
    await expectNothing();
  });

  it('notices an entry that was changed, left out, added or put elsewhere, though it is packed well', async () => {
    const isFile = (name: string): boolean => name.startsWith('files/');
    const changes: readonly ((entries: Map<string, Buffer>) => void)[] = [
      (entries) => edit(entries, 'rows/ticket/00000001.jsonl', 'No print', 'No paint'),
      (entries) => void entries.delete('rows/message/00000001.jsonl'),
      (entries) => void entries.delete([...entries.keys()].find(isFile) ?? ''),
      (entries) => void entries.set([...entries.keys()].find(isFile) ?? '', Buffer.from('other')),
      (entries) => {
        const manifest = entries.get('manifest.json') ?? Buffer.alloc(0);
        entries.delete('manifest.json');
        entries.set('files/'.padEnd(70, '0'), Buffer.from('more'));
        entries.set('manifest.json', manifest);
      },
    ];
    for (const change of changes)
      await expect(attempt(await rewrite(change, false))).rejects.toThrow(BackupError);
    await expectNothing();
  });

  it('notices a file that lacks what a message names, though its sums are right', async () => {
    const bytes = await rewrite((entries) => {
      const name = [...entries.keys()].find((each) => each.startsWith('files/')) ?? '';
      entries.delete(name);
      edit(entries, 'manifest.json', '"files": 2', '"files": 1');
    });
    await expect(attempt(bytes)).rejects.toThrow('lacks an attachment');
    await expectNothing();
  });

  it('I10: brings a backup of an earlier shape of the tables to the present one', async () => {
    const bytes = await rewrite((entries) => {
      edit(entries, 'backup.json', /"schema": "[^"]+"/, '"schema": "0002-ticket-count"');
      const manifest = JSON.parse(String(entries.get('manifest.json'))) as { rows: Record<string, number> };
      for (const [name, bytes] of entries) {
        const [, table] = /^rows\/(\w+)\//.exec(name) ?? [];
        if (table === undefined) continue;
        const rows = bytes.toString().split('\n').filter(Boolean);
        const then = rows.flatMap((row) => asBefore(table, JSON.parse(row) as Record<string, unknown>));
        manifest.rows[table] = then.length;
        if (then.length === 0) entries.delete(name);
        else entries.set(name, Buffer.from(then.map((row) => `${JSON.stringify(row)}\n`).join('')));
      }
      for (const table of LATER_TABLES) delete manifest.rows[table];
      entries.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
    });
    const storage = await open();
    try {
      await attempt(bytes, storage);
      await expectToFit(storage);
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from attachment`.execute(
        storage.db,
      );
      expect(rows).toEqual([{ n: 2 }]);
    } finally {
      await storage.close();
    }
  });
});
