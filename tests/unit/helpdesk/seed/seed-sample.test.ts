import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#helpdesk/index.ts';
import { sampleData } from '#helpdesk/seed/sample-data.ts';
import { SAMPLE_PASSWORD } from '#helpdesk/seed/sample-people.ts';
import { HelpdeskNotEmptyError, seedSample } from '#helpdesk/seed/seed-sample.ts';
import { isPassword } from '#helpdesk/storage/password.ts';
import { findMessages } from '#helpdesk/storage/rows/message-rows.ts';
import { findAccount } from '#helpdesk/storage/rows/person-rows.ts';
import { countTickets, findTicket, takeTicketNumber } from '#helpdesk/storage/rows/ticket-rows.ts';
import { findHelpdesk, openStorage, type Storage } from '#helpdesk/storage/storage.ts';
import type { EpochMs } from '#shared/base/brand.ts';
import { changeSchema } from '#shared/sync/change.ts';
import { migratedTemplate } from '#tests/support/helpdesk-template.ts';

const now = Date.UTC(2026, 4, 14, 12, 0) as EpochMs;
const options = { now, tickets: 60 };

let folder = '';
let storage: Storage;
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'vakhta-seed-'));
  storage = await openStorage({
    folder,
    memory: { template: await migratedTemplate() },
    clock: { now: () => now },
    log: silentLog,
  });
  await seedSample(storage, options);
});
afterAll(async () => {
  await storage.close();
  await fs.rm(folder, { recursive: true, force: true });
});

describe('seeding a helpdesk', () => {
  it('writes what the sample says, into tables and feed alike, files included', async () => {
    const sample = sampleData(options);
    for (const { ticket, messages } of sample.tickets()) {
      expect(await findTicket(storage.db, ticket.id)).toEqual(ticket);
      expect(await findMessages(storage.db, ticket.id)).toEqual(messages);
    }
    for (const { attachment } of sample.world.files.values()) {
      expect(await storage.files.has(attachment.sha256)).toBe(true);
    }
    const feed = await storage.db.selectFrom('feed').selectAll().execute();
    for (const { type, id, version, row } of feed) {
      const change = changeSchema.parse({ type, id, version, row: JSON.parse(row) as unknown });
      expect(change.id).toBe(id);
    }
    const count = (type: string): number => feed.filter((row) => row.type === type).length;
    expect([count('ticket'), count('customer'), count('person'), count('queue')]).toEqual([60, 40, 8, 3]);
  });

  it('lets its people in with the sample’s password, and says that the data are a sample', async () => {
    const account = await findAccount(storage.db, 'dmitry');
    expect(account?.person.name).toBe('Дмитрий Ковалёв');
    expect(await isPassword(SAMPLE_PASSWORD, account?.passwordHash ?? '')).toBe(true);
    expect((await findHelpdesk(storage.db)).sample).toBe(true);
  });

  it('leaves the counter where the next ticket goes on', async () => {
    const next = await storage.db.transaction().execute((tx) => takeTicketNumber(tx));
    expect(next).toBe(61);
  });

  it('does not touch a helpdesk that has something in it', async () => {
    await expect(seedSample(storage, options)).rejects.toBeInstanceOf(HelpdeskNotEmptyError);
    expect(await countTickets(storage.db)).toBe(60);
  });
});
