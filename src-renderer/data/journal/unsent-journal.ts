import type { ClientId } from '#shared/base/brand.ts';
import { clientIdSchema } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { JournalError, JournalRecord } from '#shared/contract/ipc/calls.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import { z } from 'zod';
import type { Journal } from '#renderer/platform/platform.ts';
import { isStoredCommand, isStoredDraft } from '../outbox/parse-stored.ts';
import type { StoredCommand, StoredCommandState, StoredDraft, StoredFile } from '../store/stored.ts';
import type { StorageError } from '../store/storage-error.ts';

const CLIENT = 'client';
const clientSchema = z.object({ id: clientIdSchema, nextN: z.int().positive(), acts: z.int().optional() });

/** Records that one append may carry (see the contract of `journal.append`). */
const MOST_RECORDS = 1_000;

/** Key of a command's record. By its place, so that a command given again takes over the record too. */
export function commandKey(order: number): string {
  return `command ${order}`;
}

/** Key of a draft's record; `key` as in the database. */
export function draftRecordKey(key: string): string {
  return `draft ${key}`;
}

/**
 * The record that keeps or removes a command. What has been decided is asked for again after a recovery; that it was to be
 * taken back is not forgotten.
 */
export function commandRecord(order: number, stored: StoredCommand | null): JournalRecord {
  return stored === null
    ? { op: 'delete', key: commandKey(order) }
    : {
        op: 'put',
        key: commandKey(order),
        value: { ...stored, state: journalledState(stored.state), confirmed: false },
      };
}

/** What the journal keeps of a command's state. */
export function journalledState({ kind }: StoredCommandState): StoredCommandState {
  // Whether the helpdesk has been asked is not known after a recovery.
  return kind === 'withdrawing' ? { kind, asked: true } : { kind: 'waiting' };
}

/** The record that keeps or removes a draft. */
export function draftRecord(key: string, stored: StoredDraft | null): JournalRecord {
  return stored === null
    ? { op: 'delete', key: draftRecordKey(key) }
    : { op: 'put', key: draftRecordKey(key), value: stored };
}

/** The record that keeps who this store is to the helpdesk. */
export function clientRecord(id: ClientId, nextN: number, acts = 0): JournalRecord {
  return { op: 'put', key: CLIENT, value: { id, nextN, acts } };
}

/** Appends any number of records. */
export async function appendRecords(
  journal: Journal,
  records: readonly JournalRecord[],
): Promise<Result<null, StorageError>> {
  for (let from = 0; from < records.length; from += MOST_RECORDS) {
    const appended = await journal.append(records.slice(from, from + MOST_RECORDS));
    if (!appended.ok) return err(storageErrorOfJournal(appended.error));
  }
  return ok(null);
}

export function storageErrorOfJournal(error: JournalError): StorageError {
  return error === 'disk-full' ? 'disk-full' : 'storage-failing';
}

/** Unsent work as the journal has it. */
export interface JournalContent {
  readonly client: {
    readonly id: ClientId;
    readonly nextN: number;
    readonly acts?: number | undefined;
  } | null;
  readonly commands: readonly StoredCommand[];
  readonly drafts: readonly StoredDraft[];
  /** What cannot be read by this version. */
  readonly unreadable: readonly {
    readonly key: string;
    readonly what: 'command' | 'draft';
    readonly raw: unknown;
  }[];
  readonly keys: ReadonlySet<string>;
  /** Some of its lines could not be understood: it may lack what was written. */
  readonly isDamaged: boolean;
}

/** Reads the journal. A journal that cannot be read is told, since it cannot help. */
export async function readJournal(journal: Journal): Promise<Result<JournalContent, StorageError>> {
  const read = await journal.read();
  if (!read.ok) return err(storageErrorOfJournal(read.error));
  let client: JournalContent['client'] = null;
  const commands: StoredCommand[] = [];
  const drafts: StoredDraft[] = [];
  const unreadable: { key: string; what: 'command' | 'draft'; raw: unknown }[] = [];
  for (const { key, value } of read.value.entries) {
    if (key === CLIENT) {
      const parsed = clientSchema.safeParse(value);
      if (parsed.success) client = parsed.data;
    } else if (key.startsWith('command ')) {
      if (isStoredCommand(value) && commandKey((value as StoredCommand).order) === key)
        commands.push(value as StoredCommand);
      else unreadable.push({ key, what: 'command', raw: value });
    } else if (key.startsWith('draft ')) {
      if (isStoredDraft(value) && draftRecordKey((value as StoredDraft).key) === key)
        drafts.push(value as StoredDraft);
      else unreadable.push({ key, what: 'draft', raw: value });
    }
  }
  const keys = new Set(read.value.entries.map((entry) => entry.key));
  return ok({
    client,
    commands: commands.toSorted((a, b) => a.order - b.order),
    drafts,
    unreadable,
    keys,
    isDamaged: read.value.damaged > 0,
  });
}

/** The files that unsent work names, from the journal; those it does not have are left out. */
export async function readJournalFiles(
  journal: Journal,
  commands: readonly StoredCommand[],
  drafts: readonly StoredDraft[],
): Promise<readonly StoredFile[]> {
  const named = new Map(
    [
      ...commands.flatMap((stored) => attachmentsOf(stored.command)),
      ...drafts.flatMap((stored) => stored.draft.attachments),
    ].map((attachment) => [attachment.sha256, attachment.type] as const),
  );
  const files: StoredFile[] = [];
  for (const [sha256, type] of named) {
    const read = await journal.readFile(sha256);
    if (read.ok && read.value !== null) files.push({ sha256, bytes: read.value.slice(), type });
  }
  return files;
}
