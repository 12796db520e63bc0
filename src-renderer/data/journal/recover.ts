import { v7 as uuid } from 'uuid';
import type { ClientId } from '#shared/base/brand.ts';
import type { JournalRecord } from '#shared/contract/ipc/calls.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { isStoredCommand, isStoredDraft } from '../outbox/parse-stored.ts';
import type { Database } from '../store/database.ts';
import type { StoredCommand, StoredDraft, StoredMeta } from '../store/stored.ts';
import {
  appendRecords,
  clientRecord,
  commandKey,
  commandRecord,
  draftRecord,
  draftRecordKey,
  type readJournal,
  readJournalFiles,
  type JournalContent,
} from './unsent-journal.ts';

/** How much unsent work came back. */
export interface Recovered {
  readonly commands: number;
  readonly drafts: number;
}

/**
 * Fills a new database with the unsent work of the journal (I1). Its commands may have been sent before: their fate is
 * unknown until the helpdesk, asked again, gives its stored decisions (I2).
 */
export async function fillFromJournal(
  db: Database,
  journal: Journal,
  reading: ReturnType<typeof readJournal>,
): Promise<Recovered> {
  const read = await reading;
  const content: JournalContent = read.ok
    ? read.value
    : { client: null, commands: [], drafts: [], unreadable: [], keys: new Set() };
  const { commands, drafts, unreadable } = content;
  const files = await readJournalFiles(journal, commands, drafts);
  const id = content.client?.id ?? commands[0]?.command.client ?? (uuid() as ClientId);
  const nextN = Math.max(content.client?.nextN ?? 1, ...commands.map((stored) => stored.command.n + 1));
  const meta: StoredMeta[] = [
    { key: 'client', id, nextN },
    { key: 'attempted', ids: commands.map((stored) => stored.id) },
  ];
  await db.dexie.transaction('rw', db.meta, db.outbox, db.drafts, db.files, db.quarantine, async () => {
    // Another window may have been quicker.
    if ((await db.meta.get('client')) !== undefined) return;
    await Promise.all([
      db.meta.bulkPut(meta),
      db.outbox.bulkPut([...commands]),
      db.drafts.bulkPut([...drafts]),
      db.files.bulkPut([...files]),
      db.quarantine.bulkPut(unreadable.map((item) => ({ ...item, detail: 'journal', gen: 0 }))),
    ]);
  });
  return { commands: commands.length, drafts: drafts.length };
}

/**
 * Makes the journal say what the intact database says, and gives the database the files it lacks. Only while no other
 * window works on this profile: what it writes meanwhile would be undone.
 * @param reading the journal as it was before the database was read: what it has and the database has not afterwards was
 *   settled or taken back, never newer
 */
export async function bringInLine(
  db: Database,
  journal: Journal,
  reading: ReturnType<typeof readJournal>,
): Promise<void> {
  const read = await reading;
  if (!read.ok) return;
  const [client, commands, drafts] = await Promise.all([
    db.meta.get('client'),
    db.outbox.toArray(),
    db.drafts.toArray(),
  ]);
  const has = new Set([
    ...commands.map((stored) => commandKey(stored.order)),
    ...drafts.map((stored) => draftRecordKey(stored.key)),
    'client',
    // What could not be read is left alone.
    ...read.value.unreadable.map((item) => item.key),
  ]);
  const journalled = {
    commands: new Map(read.value.commands.map((stored) => [stored.order, stored.id])),
    drafts: new Map(read.value.drafts.map((stored) => [stored.key, JSON.stringify(stored.draft)])),
  };
  const records: JournalRecord[] = [
    ...[...read.value.keys].filter((key) => !has.has(key)).map((key) => ({ op: 'delete', key }) as const),
    ...commands
      .filter(isStoredCommand)
      .filter((stored) => journalled.commands.get(stored.order) !== stored.id)
      .map((stored) => commandRecord(stored.order, stored)),
    ...drafts
      .filter(isStoredDraft)
      .filter((stored) => journalled.drafts.get(stored.key) !== JSON.stringify(stored.draft))
      .map((stored) => draftRecord(stored.key, stored)),
  ];
  if (client?.key === 'client' && read.value.client?.id !== client.id)
    records.push(clientRecord(client.id as ClientId, client.nextN));
  await appendRecords(journal, records);
  await supplyFiles(db, journal, commands.filter(isStoredCommand), drafts.filter(isStoredDraft));
}

async function supplyFiles(
  db: Database,
  journal: Journal,
  commands: readonly StoredCommand[],
  drafts: readonly StoredDraft[],
): Promise<void> {
  const here = new Set(await db.files.toCollection().primaryKeys());
  const lacks = (stored: StoredCommand) =>
    attachmentsOf(stored.command).some((file) => !here.has(file.sha256));
  const missing = await readJournalFiles(
    journal,
    commands.filter(lacks),
    drafts.filter((stored) => stored.draft.attachments.some((file) => !here.has(file.sha256))),
  );
  if (missing.length > 0) await db.files.bulkPut([...missing]);
}
