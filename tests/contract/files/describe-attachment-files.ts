import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EpochMs, PersonId, Sha256 } from '#shared/base/brand.ts';
import {
  createAttachmentFiles,
  WRITING_MS,
  type AttachmentFiles,
} from '#helpdesk/storage/attachment-files.ts';
import type { ByteStore } from '#helpdesk/storage/files/byte-store.ts';
import { openSpool } from '#helpdesk/storage/files/spool.ts';
import { newId } from '#helpdesk/storage/new-id.ts';
import type { Database } from '#helpdesk/storage/database.ts';
import { saveAccount } from '#helpdesk/storage/rows/person-rows.ts';
import { ABANDONED_MS, sweepAttachments, UNNAMED_MS } from '#helpdesk/storage/sweep-attachments.ts';

export const sha256Of = (bytes: Uint8Array): Sha256 =>
  createHash('sha256').update(bytes).digest('hex') as Sha256;

/** A stream of the parts; an error among them is where it breaks. */
export async function* chunks(...parts: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

export interface FilesHost {
  /** The store as an instance of the helpdesk opens it; each call is another instance. */
  openStore(): Promise<ByteStore>;
  openDatabase(): Promise<Database>;
  /** Every place that holds bytes. */
  places(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What attachment files promise, wherever their bytes and their database are. */
export function describeAttachmentFiles(
  name: string,
  boot: () => Promise<FilesHost>,
  skipped: string | null = null,
): void {
  const why = skipped === null ? '' : ` (skipped: ${skipped})`;
  if (skipped !== null) console.warn(`attachment files: ${name}${why}`);
  describe.skipIf(skipped !== null)(`attachment files: ${name}${why}`, { timeout: 5 * 60_000 }, () => {
    let host: FilesHost;
    let database: Database;
    let folder = '';
    let now = 1_800_000_000_000 as EpochMs;
    let personId: PersonId;
    let store: ByteStore;
    let files: AttachmentFiles;
    const instance = async (given: ByteStore): Promise<AttachmentFiles> =>
      createAttachmentFiles({
        db: database.db,
        store: given,
        spool: await openSpool(path.join(folder, 'spool')),
        clock: { now: () => now },
      });
    const sweep = () => sweepAttachments(database.db, store, now);
    const pass = (ms: number): void => {
      now = (now + ms) as EpochMs;
    };

    beforeAll(async () => {
      host = await boot();
      database = await host.openDatabase();
      store = await host.openStore();
      folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-files-'));
      files = await instance(store);
      personId = newId<PersonId>();
      const person = {
        id: personId,
        name: 'Anna',
        role: 'operator',
        queueIds: [],
        active: true,
        tier: 1,
      } as const;
      await database.db
        .transaction()
        .execute((tx) =>
          saveAccount(tx, { person: { ...person, queueIds: [] }, login: 'anna', passwordHash: '-' }, now),
        );
    });
    afterAll(async () => {
      await database?.close();
      await host?.close();
      if (folder !== '') await fs.rm(folder, { recursive: true, force: true });
    });

    const readAll = async (sha256: Sha256, range?: { start: number; end?: number }) => {
      const file = await files.open(sha256, range);
      return file === null ? null : buffer(file.stream);
    };

    it('go on at any byte after a cut, on another instance too, and are the same bytes', async () => {
      const bytes = randomBytes(100_000);
      const key = { sha256: sha256Of(bytes), personId };
      let offset = 0;
      for (const until of [1, 2, 4_097, 65_536, 99_999]) {
        // Each request goes to an instance of its own.
        const mine = await instance(await host.openStore());
        expect(await mine.findUpload(key)).toEqual({ offset, complete: false });
        const cut = mine.receive(
          key,
          { offset, length: bytes.length },
          chunks(bytes.subarray(offset, until), new Error('cut')),
        );
        await expect(cut).rejects.toThrow('cut');
        offset = until;
      }
      const last = await files.receive(key, { offset, length: bytes.length }, chunks(bytes.subarray(offset)));
      expect(last).toEqual({ ok: true, value: { offset: bytes.length, complete: true } });
      expect((await readAll(key.sha256))?.equals(bytes)).toBe(true);
      expect(
        (await readAll(key.sha256, { start: 4_000, end: 4_999 }))?.equals(bytes.subarray(4_000, 5_000)),
      ).toBe(true);
      expect((await readAll(key.sha256, { start: 99_990 }))?.equals(bytes.subarray(99_990))).toBe(true);
      // The stretches are gone, in the database and in the store.
      expect(
        (await host.places()).filter((place) => place.includes(`parts/`) && place.includes(key.sha256)),
      ).toEqual([]);
    });

    it('tell where the bytes end, and take no others', async () => {
      const bytes = randomBytes(1_000);
      const key = { sha256: sha256Of(bytes), personId };
      await files.receive(key, { offset: 0, length: 1_000 }, chunks(bytes.subarray(0, 400)));
      expect(await files.receive(key, { offset: 500, length: 1_000 }, chunks(bytes.subarray(500)))).toEqual({
        ok: false,
        error: { kind: 'wrong-offset', offset: 400 },
      });
      expect(await files.receive(key, { offset: 400, length: 1_000 }, chunks(randomBytes(601)))).toEqual({
        ok: false,
        error: { kind: 'too-large' },
      });
      expect(await files.findUpload(key)).toEqual({ offset: 400, complete: false });
    });

    it('that are not what was announced are dropped: at once, and after stretches', async () => {
      const bytes = randomBytes(1_000);
      const key = { sha256: sha256Of(bytes), personId };
      const wrong = { ok: false, error: { kind: 'wrong-checksum' } };
      expect(await files.receive(key, { offset: 0, length: 1_000 }, chunks(randomBytes(1_000)))).toEqual(
        wrong,
      );
      await files.receive(key, { offset: 0, length: 1_000 }, chunks(randomBytes(500)));
      expect(await files.receive(key, { offset: 500, length: 1_000 }, chunks(bytes.subarray(500)))).toEqual(
        wrong,
      );
      expect(await files.findUpload(key)).toEqual({ offset: 0, complete: false });
      expect(await files.has(key.sha256)).toBe(false);
    });

    it('two requests that bring the same stretch at once do no harm', async () => {
      const bytes = randomBytes(50_000);
      const key = { sha256: sha256Of(bytes), personId };
      const at = { offset: 0, length: bytes.length };
      const other = await instance(await host.openStore());
      await Promise.all([
        files.receive(key, at, chunks(bytes.subarray(0, 20_000))),
        other.receive(key, at, chunks(bytes.subarray(0, 30_000))),
      ]);
      const { offset } = await files.findUpload(key);
      expect(offset).toBe(30_000);
      const rest = { offset, length: bytes.length };
      const ends = await Promise.all([
        files.receive(key, rest, chunks(bytes.subarray(offset))),
        other.receive(key, rest, chunks(bytes.subarray(offset))),
      ]);
      expect(ends.some((end) => end.ok && end.value.complete)).toBe(true);
      expect((await readAll(key.sha256))?.equals(bytes)).toBe(true);
    });

    it('that arrived wholly before a kill are made whole by the next question', async () => {
      const bytes = randomBytes(3_000);
      const key = { sha256: sha256Of(bytes), personId };
      await files.receive(key, { offset: 0, length: 3_000 }, chunks(bytes.subarray(0, 1_000)));
      // The helpdesk dies after it has kept the last stretch: its reading of the stretches breaks.
      const dying = await instance({
        ...store,
        open: () => Promise.reject(new Error('killed')),
      });
      await expect(
        dying.receive(key, { offset: 1_000, length: 3_000 }, chunks(bytes.subarray(1_000))),
      ).rejects.toThrow('killed');
      expect(await files.findUpload(key)).toEqual({ offset: 3_000, complete: true });
      expect((await readAll(key.sha256))?.equals(bytes)).toBe(true);
    });

    it('that find no room are refused as such, and go on when there is some', async () => {
      const bytes = randomBytes(3_000);
      const key = { sha256: sha256Of(bytes), personId };
      const full = await instance({ ...store, put: async () => ({ ok: false, error: 'disk-full' }) });
      const at = { offset: 0, length: 3_000 };
      expect(await full.receive(key, at, chunks(bytes))).toEqual({ ok: false, error: { kind: 'disk-full' } });
      expect(await full.put(chunks(bytes), 5_000)).toEqual({ ok: false, error: 'disk-full' });
      await files.receive(key, at, chunks(bytes.subarray(0, 1_000)));
      await files.receive(key, { offset: 1_000, length: 3_000 }, chunks(bytes.subarray(1_000, 2_999)));
      // The last stretch finds room, the whole does not.
      let puts = 0;
      const nearlyFull = await instance({
        ...store,
        put: (place, file) => {
          puts += 1;
          return puts === 1 ? store.put(place, file) : Promise.resolve({ ok: false, error: 'disk-full' });
        },
      });
      const last = { offset: 2_999, length: 3_000 };
      const refused = { ok: false, error: { kind: 'disk-full' } };
      expect(await nearlyFull.receive(key, last, chunks(bytes.subarray(2_999)))).toEqual(refused);
      expect(await nearlyFull.findUpload(key)).toEqual({ offset: 2_999, complete: false });
      expect(await files.receive(key, last, chunks(bytes.subarray(2_999)))).toEqual({
        ok: true,
        value: { offset: 3_000, complete: true },
      });
    });

    it('that come in one go are kept, unless they are too large, empty or cut', async () => {
      const bytes = randomBytes(2_000);
      expect(await files.put(chunks(bytes), 2_000)).toEqual({
        ok: true,
        value: { sha256: sha256Of(bytes), size: 2_000, type: 'application/octet-stream' },
      });
      expect(await files.put(chunks(bytes), 1_999)).toEqual({ ok: false, error: 'too-large' });
      expect(await files.put(chunks(), 10)).toEqual({ ok: false, error: 'empty' });
      await expect(files.put(chunks(bytes, new Error('cut')), 5_000)).rejects.toThrow('cut');
      expect(await fs.readdir(path.join(folder, 'spool'))).toEqual([]);
    });

    it('brought again take no more room, and are brought back when they were lost', async () => {
      const bytes = randomBytes(2_000);
      const sha256 = sha256Of(bytes);
      await files.put(chunks(bytes), 2_000);
      const before = await host.places();
      await files.put(chunks(bytes), 2_000);
      expect(await host.places()).toEqual(before);
      const { place } = await database.db
        .selectFrom('attachment')
        .select('place')
        .where('sha256', '=', sha256)
        .executeTakeFirstOrThrow();
      await store.remove(place);
      expect(await files.has(sha256)).toBe(false);
      expect(await files.open(sha256)).toBeNull();
      await files.put(chunks(bytes), 2_000);
      expect((await readAll(sha256))?.equals(bytes)).toBe(true);
    });

    it('that nothing names are removed after their time, and nothing else', async () => {
      const named = await givenMessage(database, files, now);
      const form = randomBytes(500);
      const upload = randomBytes(600);
      const part = randomBytes(700);
      await files.put(chunks(form), 1_000);
      await files.receive({ sha256: sha256Of(upload), personId }, { offset: 0, length: 600 }, chunks(upload));
      const unfinished = { sha256: sha256Of(part), personId };
      await files.receive(unfinished, { offset: 0, length: 700 }, chunks(part.subarray(0, 300)));
      pass(UNNAMED_MS - 1);
      await sweep();
      expect(await files.has(sha256Of(form))).toBe(true);
      expect(await files.findUpload(unfinished)).toEqual({ offset: 300, complete: false });
      // Brought again: wanted again.
      await files.put(chunks(form), 1_000);
      pass(Math.max(2, ABANDONED_MS - UNNAMED_MS + 2));
      const swept = await sweep();
      expect(swept.contents).toBeGreaterThan(0);
      expect(await files.has(sha256Of(form))).toBe(true);
      expect(await files.has(sha256Of(upload))).toBe(false);
      expect(await files.findUpload(unfinished)).toEqual({ offset: 0, complete: false });
      pass(UNNAMED_MS + 1);
      await sweep();
      expect(await files.has(sha256Of(form))).toBe(false);
      expect((await readAll(named.sha256))?.equals(named.bytes)).toBe(true);
      // All that is left in the store is what rows name.
      const rows = await database.db.selectFrom('attachment').select('place').execute();
      expect([...(await host.places())].toSorted()).toEqual(rows.map((row) => row.place).toSorted());
    });

    it('of a helpdesk that was killed in the middle are removed from the store too', async () => {
      const bytes = randomBytes(900);
      const before = await host.places();
      const dying = await instance({
        ...store,
        put: async (place, file) => {
          await store.put(place, file);
          throw new Error('killed');
        },
      });
      await expect(dying.put(chunks(bytes), 1_000)).rejects.toThrow('killed');
      expect(await host.places()).toHaveLength(before.length + 1);
      await sweep();
      expect(await host.places()).toHaveLength(before.length + 1);
      pass(WRITING_MS + 1);
      await sweep();
      expect([...(await host.places())].toSorted()).toEqual([...before].toSorted());
    });
  });
}

/** A content that a message names. */
export async function givenMessage(
  database: Database,
  files: AttachmentFiles,
  now: EpochMs,
): Promise<{ readonly sha256: Sha256; readonly bytes: Buffer }> {
  const bytes = randomBytes(400);
  const kept = await files.put(chunks(bytes), 400);
  if (!kept.ok) throw new Error(kept.error);
  const ids = { queue: newId(), customer: newId(), ticket: newId(), message: newId() };
  const { db } = database;
  await db
    .insertInto('queue')
    .values({ id: ids.queue as never, name: ids.queue, position: 1 })
    .execute();
  await db
    .insertInto('customer')
    .values({
      id: ids.customer as never,
      name: 'Kim',
      language: 'en',
      level: 'regular',
      products: '[]',
      created_at: now,
    })
    .execute();
  await db
    .insertInto('ticket')
    .values({
      id: ids.ticket as never,
      number: Number.parseInt(sha256Of(bytes).slice(0, 6), 16),
      subject: 'S',
      queue_id: ids.queue as never,
      customer_id: ids.customer as never,
      customer_name: 'Kim',
      status: 'open',
      priority: 'normal',
      tags: '[]',
      channel: 'form',
      language: 'en',
      created_at: now,
      updated_at: now,
      due_order: 1,
    })
    .execute();
  await db
    .insertInto('message')
    .values({ id: ids.message as never, ticket_id: ids.ticket as never, kind: 'customer', at: now })
    .execute();
  await db
    .insertInto('message_attachment')
    .values({ message_id: ids.message as never, position: 0, sha256: kept.value.sha256, name: 'a.bin' })
    .execute();
  return { sha256: kept.value.sha256, bytes };
}
