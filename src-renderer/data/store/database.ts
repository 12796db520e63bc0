import { Dexie, type Table } from 'dexie';
import { isMeta, UnreadableMeta } from './parse-meta.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { storageErrorOf } from './storage-error.ts';
import type {
  MetaKey,
  MetaRecords,
  StoredCommand,
  StoredDelta,
  StoredDraft,
  StoredFile,
  StoredHot,
  StoredList,
  StoredMeta,
  StoredOwn,
  StoredPage,
  StoredQuarantined,
  StoredVersions,
} from './stored.ts';

/** Version of the tables. Only counts up; a database of a higher one is left alone (I10). */
export const DATABASE_VERSION = 2;
/** Version of what is inside rows that can be fetched again: when it differs they are, unsent work stays. */
export const ROW_FORMAT = 1;

/** The tables: primary keys only, since every further index costs at each put. */
const TABLES = {
  pages: 'key',
  lists: 'key',
  deltas: 'key',
  hot: 'key',
  meta: 'key',
  outbox: 'order',
  drafts: 'key',
  files: 'sha256',
  quarantine: 'key',
  versions: 'key',
  own: 'key',
} as const;

export interface Tables {
  readonly pages: Table<StoredPage, number>;
  readonly lists: Table<StoredList, number>;
  readonly deltas: Table<StoredDelta, number>;
  readonly hot: Table<StoredHot, string>;
  readonly meta: Table<StoredMeta, string>;
  readonly outbox: Table<StoredCommand, number>;
  readonly drafts: Table<StoredDraft, string>;
  readonly files: Table<StoredFile, string>;
  readonly quarantine: Table<StoredQuarantined, string>;
  readonly versions: Table<StoredVersions, string>;
  readonly own: Table<StoredOwn, string>;
}

export interface Database extends Tables {
  readonly dexie: Dexie;
  close(): void;
}

/** `newer`: written by a newer program, left as it is. `full`: no room to open it. `damaged`: cannot be opened or read. */
export type OpenError = 'newer' | 'full' | 'damaged';

/** Where databases live; tests bring their own. */
export interface IndexedDb {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
}

/** Name of a profile's database. */
export function databaseName(profileKey: string): string {
  return `vakhta_${profileKey}`;
}

/**
 * Opens a profile's database, making it where there is none.
 * @param durability `strict`: a transaction is on the disk when it is done, for unsent work. `relaxed`: it survives the
 *   process, not a power cut, for what can be fetched again
 */
export async function openDatabase(
  profileKey: string,
  durability: 'strict' | 'relaxed',
  place?: IndexedDb,
): Promise<Result<Database, OpenError>> {
  const dexie = new Dexie(databaseName(profileKey), {
    chromeTransactionDurability: durability,
    cache: 'disabled',
    ...place,
  });
  dexie.version(DATABASE_VERSION).stores(TABLES);
  try {
    // Before it is opened: Dexie would add to a newer one what it lacks of ours.
    if (await isNewer(databaseName(profileKey), place)) return err('newer');
    await dexie.open();
    // Dexie opens a newer database too. It counts versions in tens, and in ones when it has added what was missing.
    if (Math.floor(dexie.backendDB().version / 10) > DATABASE_VERSION) {
      dexie.close();
      return err('newer');
    }
  } catch (error) {
    dexie.close();
    if (error instanceof Error && error.name === 'VersionError') return err('newer');
    return err(storageErrorOf(error) === 'disk-full' ? 'full' : 'damaged');
  }
  return ok({ ...tablesOf(dexie), dexie, close: () => dexie.close() });
}

/** Whether a newer program has written the database; where the browser does not say, opening it will. */
async function isNewer(name: string, place: IndexedDb | undefined): Promise<boolean> {
  const factory: IDBFactory = place?.indexedDB ?? indexedDB;
  const all = await Promise.resolve()
    .then(() => factory.databases())
    .catch(() => []);
  const version = all.find((each) => each.name === name)?.version ?? 0;
  return Math.floor(version / 10) > DATABASE_VERSION;
}

/**
 * One transaction: all of it is done, or nothing. What the task asks of the tables it is given belongs to the transaction
 * however often it awaits something else. With the tables of the database it would not: Dexie follows a task for a hundred
 * awaits at most, and writes beside the transaction after that.
 * @param names the tables that take part; others cannot be asked
 */
export function transact<T>(
  { dexie }: Database,
  mode: 'r' | 'rw',
  names: readonly (keyof Tables)[],
  task: (tables: Tables) => Promise<T>,
): Promise<T> {
  return dexie.transaction(mode, [...names], (transaction) => task(tablesOf(transaction)));
}

function tablesOf(from: Pick<Dexie, 'table'>): Tables {
  return {
    pages: from.table('pages'),
    lists: from.table('lists'),
    deltas: from.table('deltas'),
    hot: from.table('hot'),
    meta: from.table('meta'),
    outbox: from.table('outbox'),
    drafts: from.table('drafts'),
    files: from.table('files'),
    quarantine: from.table('quarantine'),
    versions: from.table('versions'),
    own: from.table('own'),
  };
}

/** Deletes a profile's database. */
export async function deleteDatabase(profileKey: string, place?: IndexedDb): Promise<void> {
  await new Dexie(databaseName(profileKey), { ...place }).delete();
}

/** One record of `meta`. @throws UnreadableMeta */
export async function findMeta<K extends MetaKey>(
  { meta }: Pick<Tables, 'meta'>,
  key: K,
): Promise<MetaRecords[K] | undefined> {
  const found: unknown = await meta.get(key);
  if (!isMeta(key, found)) throw new UnreadableMeta(key);
  return found as MetaRecords[K] | undefined;
}
