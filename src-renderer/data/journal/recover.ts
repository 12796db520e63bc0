import { v7 as uuid } from 'uuid';
import type { ClientId } from '#shared/base/brand.ts';
import type { JournalRecord } from '#shared/contract/ipc/calls.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Journal } from '#renderer/platform/platform.ts';
import { isStoredCommand, isStoredDraft } from '../outbox/parse-stored.ts';
import { findMeta, transact, type Database } from '../store/database.ts';
import type { StoredCommand, StoredDraft, StoredMeta } from '../store/stored.ts';
import {
  appendRecords,
  clientRecord,
  commandKey,
  commandRecord,
  draftRecord,
  draftRecordKey,
  journalledState,
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
    : { client: null, commands: [], drafts: [], unreadable: [], keys: new Set(), isDamaged: false };
  const { commands, drafts, unreadable } = content;
  const files = await readJournalFiles(journal, commands, drafts);
  const id = content.client?.id ?? commands[0]?.command.client ?? (uuid() as ClientId);
  const nextN = Math.max(
    content.client?.nextN ?? 1,
    ...commands.map((stored) => stored.command.n + 1),
    ...[...content.keys].map((key) => placeOf(key) + 1),
  );
  const taken = new Set(commands.map((stored) => stored.order));
  const placed = unreadable.filter((item) => {
    const { order } = (item.raw ?? {}) as { order?: unknown };
    return typeof order === 'number' && item.key === commandKey(order) && !taken.has(order);
  });
  const meta: StoredMeta[] = [
    { key: 'client', id, nextN, acts: content.client?.acts ?? 0 },
    { key: 'attempted', ids: commands.map((stored) => stored.id) },
  ];
  // A draft that is not here may have been lost: what the helpdesk has of it is not taken to be older than nothing (I1).
  if (content.isDamaged || unreadable.some(({ what }) => what === 'draft'))
    meta.push({ key: 'writer', id: uuid() });
  await transact(db, 'rw', ['meta', 'outbox', 'drafts', 'files', 'quarantine'], async (tables) => {
    // Another window may have been quicker.
    if ((await tables.meta.get('client')) !== undefined) return;
    await Promise.all([
      tables.meta.bulkPut(meta),
      // One that cannot be read keeps its place: it fences its ticket, and a newer program may read it (I3, I7).
      tables.outbox.bulkPut([...commands, ...placed.map((item) => item.raw as StoredCommand)]),
      tables.drafts.bulkPut([...drafts]),
      tables.files.bulkPut([...files]),
      tables.quarantine.bulkPut(
        unreadable
          .filter((item) => !placed.includes(item))
          .map((item) => ({ ...item, detail: 'journal', gen: 0 })),
      ),
    ]);
  });
  return { commands: commands.length, drafts: drafts.length };
}

/**
 * Whether the database is older than the journal: a disk that was full can cost LevelDB its last transactions without a
 * word. Every act is in the database before it is in the journal, so a place that only the journal has counted is proof.
 */
export async function isBehind(db: Database, reading: ReturnType<typeof readJournal>): Promise<boolean> {
  const read = await reading;
  if (!read.ok || read.value.client === null) return false;
  // Read after the journal: another window may be at work.
  const client = await findMeta(db, 'client');
  const { id, nextN, acts = 0 } = read.value.client;
  return client?.id === id && (client.nextN < nextN || (client.acts ?? 0) < acts);
}

/** The place in the order of the operator's acts that a key of the journal names; 0 for another key. */
function placeOf(key: string): number {
  const place = Number(/^command (\d+)$/.exec(key)?.[1] ?? 0);
  return Number.isSafeInteger(place) ? place : 0;
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
    commands: new Map(read.value.commands.map((stored) => [stored.order, inJournal(stored)])),
    drafts: new Map(read.value.drafts.map((stored) => [stored.key, JSON.stringify(stored.draft)])),
  };
  const records: JournalRecord[] = [
    ...[...read.value.keys].filter((key) => !has.has(key)).map((key) => ({ op: 'delete', key }) as const),
    ...commands
      .filter(isStoredCommand)
      .filter((stored) => journalled.commands.get(stored.order) !== inJournal(stored))
      .map((stored) => commandRecord(stored.order, stored)),
    ...drafts
      .filter(isStoredDraft)
      .filter((stored) => journalled.drafts.get(stored.key) !== JSON.stringify(stored.draft))
      .map((stored) => draftRecord(stored.key, stored)),
  ];
  if (client?.key === 'client' && read.value.client?.id !== client.id)
    records.push(clientRecord(client.id as ClientId, client.nextN, client.acts));
  await appendRecords(journal, records);
  await returnFiles(db, journal, records);
  await supplyFiles(db, journal, commands.filter(isStoredCommand), drafts.filter(isStoredDraft));
}

/** A journal that had lost words has lost their files with them. */
async function returnFiles(db: Database, journal: Journal, records: readonly JournalRecord[]): Promise<void> {
  const named = records.flatMap((record) => {
    if (record.op !== 'put') return [];
    if (isStoredCommand(record.value)) return attachmentsOf((record.value as StoredCommand).command);
    return isStoredDraft(record.value) ? (record.value as StoredDraft).draft.attachments : [];
  });
  for (const sha256 of new Set(named.map((file) => file.sha256))) {
    const file = await db.files.get(sha256);
    if (file !== undefined) await journal.keepFile(sha256, file.bytes);
  }
}

/** All that tells two records of a command in the journal apart. */
function inJournal({ id, state, delay }: StoredCommand): string {
  return `${id} ${journalledState(state).kind} ${delay?.kind} ${delay?.until}`;
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
