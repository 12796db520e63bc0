import type { CommandId } from '#shared/base/brand.ts';
import type { Entry } from '#shared/sync/entry.ts';
import { fenceOf } from '../outbox/command-entry.ts';
import { isStoredCommand } from '../outbox/parse-stored.ts';
import { findMeta, ROW_FORMAT, type Database } from '../store/database.ts';
import {
  NOTHING_SYNCED,
  type StoredCommand,
  type StoredQuarantined,
  type StoredSync,
} from '../store/stored.ts';

/** What is on the disk but for the rows. */
export interface Account {
  readonly sync: StoredSync;
  readonly attempted: ReadonlySet<CommandId>;
  readonly outbox: ReadonlyMap<number, StoredCommand>;
  /** Places in the outbox whose commands this version cannot read, each with what stands there to be scheduled. */
  readonly foreign: ReadonlyMap<number, Entry | null>;
  readonly quarantined: ReadonlyMap<string, StoredQuarantined>;
  /** Version of the program that wrote last; null where none has. */
  readonly program: string | null;
  /** The rows are as this version writes them. */
  readonly isOurFormat: boolean;
}

/** Reads it. @throws UnreadableMeta, and what the disk throws */
export async function readAccount(db: Database): Promise<Account> {
  const [sync, marked, program, commands, items] = await Promise.all([
    findMeta(db, 'sync'),
    findMeta(db, 'attempted'),
    findMeta(db, 'program'),
    db.outbox.toArray(),
    db.quarantine.toArray(),
  ]);
  const outbox = new Map<number, StoredCommand>();
  const foreign = new Map<number, Entry | null>();
  for (const stored of commands) {
    if (isStoredCommand(stored)) outbox.set(stored.order, stored);
    else foreign.set(stored.order, fenceOf(stored));
  }
  return {
    sync: sync ?? NOTHING_SYNCED,
    attempted: new Set(marked?.ids),
    outbox,
    foreign,
    quarantined: new Map(items.map((item) => [item.key, item])),
    program: program?.version ?? null,
    isOurFormat: program === undefined || program.rowFormat === ROW_FORMAT,
  };
}
