import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EpochMs, Sha256 } from '#shared/base/brand.ts';
import { createAttachmentFiles, type AttachmentFiles } from '#helpdesk/storage/attachment-files.ts';
import { createFolderStore } from '#helpdesk/storage/files/folder-store.ts';
import { openSpool } from '#helpdesk/storage/files/spool.ts';
import type { ByteStore } from '#helpdesk/storage/files/byte-store.ts';
import type { Database } from '#helpdesk/storage/database.ts';
import { openDatabase } from '#helpdesk/storage/open-database.ts';
import { holdContents } from '#helpdesk/storage/rows/attachment-rows.ts';
import { sweepAttachments, UNNAMED_MS } from '#helpdesk/storage/sweep-attachments.ts';
import { silentLog } from '#helpdesk/index.ts';
import { startPostgres, whyNoPostgres, type PostgresServer } from '#tests/support/postgres-server.ts';
import { chunks, givenMessage, sha256Of } from './describe-attachment-files.ts';

const skipped = await whyNoPostgres();
const why = skipped === null ? '' : ` (skipped: ${skipped})`;

/** Two instances on one server and one folder: one sweeps while the other works. */
describe.skipIf(skipped !== null)(`the sweep of attachments on a server with two instances${why}`, () => {
  let server: PostgresServer;
  let working: Database;
  let sweeping: Database;
  let store: ByteStore;
  let files: AttachmentFiles;
  let folder = '';
  let messageId = '';
  let now = 1_800_000_000_000 as EpochMs;
  const sweep = () => sweepAttachments(sweeping.db, store, now);
  /** A content that nobody has named for so long that the next sweep takes it. */
  const givenOld = async (): Promise<{ readonly sha256: Sha256; readonly bytes: Buffer }> => {
    const bytes = randomBytes(300);
    await files.put(chunks(bytes), 300);
    now = (now + UNNAMED_MS + 1) as EpochMs;
    return { sha256: sha256Of(bytes), bytes };
  };
  const name = (db: Pick<Database['db'], 'insertInto'>, sha256: Sha256) =>
    db
      .insertInto('message_attachment')
      .values({
        message_id: messageId as never,
        position: Math.trunc(Math.random() * 2 ** 31),
        sha256,
        name: 'a.bin',
      })
      .execute();
  /** A week may pass while bytes are on their way: then they are given up, and whoever brings them does so again. */
  const bring = async (bytes: Buffer): Promise<void> => {
    try {
      await files.put(chunks(bytes), bytes.length);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('given up')) throw error;
      await bring(bytes);
    }
  };
  const expectHere = async (sha256: Sha256, bytes: Buffer): Promise<void> => {
    const file = await files.open(sha256);
    expect(file === null ? null : (await buffer(file.stream)).equals(bytes)).toBe(true);
  };

  beforeAll(async () => {
    server = await startPostgres();
    const url = await server.createDatabase();
    working = await openDatabase({ kind: 'server', url }, silentLog);
    sweeping = await openDatabase({ kind: 'server', url }, silentLog);
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-sweep-'));
    store = createFolderStore(folder);
    const spool = await openSpool(path.join(folder, 'spool'));
    files = createAttachmentFiles({ db: working.db, store, spool, clock: { now: () => now } });
    const named = await givenMessage(working, files, now);
    const row = await working.db
      .selectFrom('message_attachment')
      .select('message_id')
      .where('sha256', '=', named.sha256)
      .executeTakeFirstOrThrow();
    messageId = row.message_id;
  });
  afterAll(async () => {
    await working?.close();
    await sweeping?.close();
    await server?.close();
    if (folder !== '') await fs.rm(folder, { recursive: true, force: true });
  });

  it('passes over what a command holds that is about to name it', async () => {
    const { sha256, bytes } = await givenOld();
    await working.db.transaction().execute(async (tx) => {
      expect((await holdContents(tx, [sha256])).size).toBe(1);
      expect((await sweep()).contents).toBe(0);
      await name(tx, sha256);
      expect((await sweep()).contents).toBe(0);
    });
    await sweep();
    await expectHere(sha256, bytes);
  });

  it('makes a command that comes after it find nothing, so that it waits for the file', async () => {
    const { sha256, bytes } = await givenOld();
    expect((await sweep()).contents).toBe(1);
    const held = await working.db.transaction().execute((tx) => holdContents(tx, [sha256]));
    expect(held.size).toBe(0);
    await files.put(chunks(bytes), 300);
    await name(working.db, sha256);
    await expectHere(sha256, bytes);
  });

  it('does not take bytes that come in while it removes the same content', async () => {
    const { sha256, bytes } = await givenOld();
    // Between the end of its transaction and the removal of the bytes the same content is brought again and named.
    const slow: Pick<ByteStore, 'remove'> = {
      async remove(place) {
        await files.put(chunks(bytes), 300);
        await store.remove(place);
      },
    };
    const swept = await sweepAttachments(sweeping.db, slow, now);
    expect(swept.contents).toBe(1);
    await name(working.db, sha256);
    await expectHere(sha256, bytes);
  });

  it('loses nothing that is named, however many sweep, upload and name at once', async () => {
    const named = new Map<Sha256, Buffer>();
    const contents = Array.from({ length: 12 }, () => randomBytes(200));
    let isOver = false;
    const sweepers = [sweeping, working].map(async ({ db }) => {
      let removed = 0;
      while (!isOver) {
        now = (now + UNNAMED_MS / 6) as EpochMs;
        removed += (await sweepAttachments(db, store, now)).contents;
      }
      return removed;
    });
    const workers = Array.from({ length: 4 }, async (_, worker) => {
      for (let turn = 0; turn < 40; turn += 1) {
        const bytes = contents[(turn * 5 + worker * 3) % contents.length] ?? randomBytes(1);
        const sha256 = sha256Of(bytes);
        await bring(bytes);
        if (turn % 8 !== worker) continue;
        await working.db.transaction().execute(async (tx) => {
          // As a command does: what is gone is brought again and named later.
          if (!(await holdContents(tx, [sha256])).has(sha256)) return;
          await name(tx, sha256);
          named.set(sha256, bytes);
        });
      }
    });
    await Promise.all(workers);
    isOver = true;
    const removed = await Promise.all(sweepers);
    expect(removed.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    expect(named.size).toBeGreaterThan(0);
    now = (now + UNNAMED_MS + 1) as EpochMs;
    await sweep();
    for (const [sha256, bytes] of named) await expectHere(sha256, bytes);
  });
});
