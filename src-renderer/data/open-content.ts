import type { Journal } from '#renderer/platform/platform.ts';
import { fillFromJournal, isBehind } from './journal/recover.ts';
import { mendMeta } from './journal/mend-meta.ts';
import type { readJournal } from './journal/unsent-journal.ts';
import { readStart, type StartContent } from './read/read-start.ts';
import { deleteDatabase, openDatabase, type Database, type IndexedDb } from './store/database.ts';
import { UnreadableMeta } from './store/parse-meta.ts';
import { storageErrorOf, type StorageError } from './store/storage-error.ts';

/** A desk cannot be opened; nothing has been changed. */
export class OpenDeskError extends Error {
  /** `newer-database`: a newer version of this program has worked here. Otherwise nothing can be kept. */
  readonly reason: 'newer-database' | StorageError;
  constructor(reason: OpenDeskError['reason']) {
    super(
      reason === 'newer-database'
        ? 'The local database is of a newer version'
        : 'No local database can be opened',
    );
    this.name = 'OpenDeskError';
    this.reason = reason;
  }
}

type JournalRead = ReturnType<typeof readJournal>;

/** Opens the database and reads what a start shows, making the database anew where it cannot be used. */
export async function openContent(
  profileKey: string,
  journal: Journal,
  journalled: JournalRead,
  place: IndexedDb | undefined,
  isSecond = false,
): Promise<{ db: Database; content: StartContent }> {
  const opened = await openDatabase(profileKey, 'strict', place);
  if (!opened.ok && opened.error === 'newer') throw new OpenDeskError('newer-database');
  // A database that has no room to be opened is whole.
  if (!opened.ok && opened.error === 'full') throw new OpenDeskError('disk-full');
  if (opened.ok) {
    try {
      const found = await readStart(opened.value).catch(async (error: unknown) => {
        if (!(error instanceof UnreadableMeta)) throw error;
        await mendMeta(opened.value, journalled);
        return readStart(opened.value);
      });
      if (found !== null && !(await isBehind(opened.value, journalled)))
        return { db: opened.value, content: { ...found, storage: { kind: 'fine' } } };
      if (found !== null) {
        opened.value.close();
        return await makeAnew(profileKey, journal, journalled, place);
      }
    } catch {
      opened.value.close();
      // The browser's storage may have been restarted under us: only what fails twice is damaged.
      if (!isSecond) return openContent(profileKey, journal, journalled, place, true);
      return makeAnew(profileKey, journal, journalled, place);
    }
    return { db: opened.value, content: await fill(opened.value, journal, journalled, false) };
  }
  if (!isSecond) return openContent(profileKey, journal, journalled, place, true);
  return makeAnew(profileKey, journal, journalled, place);
}

async function makeAnew(
  profileKey: string,
  journal: Journal,
  journalled: JournalRead,
  place: IndexedDb | undefined,
): Promise<{ db: Database; content: StartContent }> {
  // Without the journal the damaged database is all that is left of unsent work: it is not touched.
  const read = await journalled;
  if (!read.ok) throw new OpenDeskError(read.error);
  await deleteDatabase(profileKey, place).catch((error: unknown) => {
    throw new OpenDeskError(storageErrorOf(error));
  });
  const opened = await openDatabase(profileKey, 'strict', place);
  if (!opened.ok)
    throw new OpenDeskError(
      opened.error === 'newer' ? 'newer-database' : opened.error === 'full' ? 'disk-full' : 'storage-failing',
    );
  return { db: opened.value, content: await fill(opened.value, journal, journalled, true) };
}

/** Fills a new database with what the journal has. */
async function fill(
  db: Database,
  journal: Journal,
  journalled: JournalRead,
  isDamaged: boolean,
): Promise<StartContent> {
  try {
    // A database that was deleted and a journal that cannot be read now: going on would call the journal's work settled.
    const read = await journalled;
    if (!read.ok) throw new OpenDeskError(read.error);
    const recovered = await fillFromJournal(db, journal, journalled);
    const content = await readStart(db);
    if (content === null) throw new OpenDeskError('storage-failing');
    const isNew = !isDamaged && recovered.commands + recovered.drafts === 0;
    return { ...content, storage: isNew ? { kind: 'fine' } : { kind: 'recovered', ...recovered } };
  } catch (error) {
    db.close();
    throw error instanceof OpenDeskError ? error : new OpenDeskError(storageErrorOf(error));
  }
}
