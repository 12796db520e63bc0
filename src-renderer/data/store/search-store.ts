import { Dexie, type Table } from 'dexie';
import type { IndexedDb } from './database.ts';
import type { SegmentKey } from './stored.ts';

/** Version of what is kept of the index: another one is made anew. */
const INDEX_FORMAT = 2;

/** The index of words, as it was when it was written down. */
export interface StoredIndex<Content> {
  readonly key: 'index';
  readonly format: number;
  /** The local database it was made of: see `MetaRecords.client`. */
  readonly client: string;
  /** The run of the feed, and where it begins. */
  readonly gen: number;
  readonly genStart: SegmentKey;
  /** Segments whose rows are in it. */
  readonly segments: readonly SegmentKey[];
  readonly content: Content;
}

interface StoredRecent {
  readonly key: 'recent';
  readonly texts: readonly string[];
}

/**
 * What searching keeps on the disk, in a database of its own: all of it can be made again, and may be deleted at any time.
 * It holds customers' words: it goes when a person signs out.
 */
export interface SearchStore<Content> {
  /** Null where there is none of this format. */
  loadIndex(): Promise<StoredIndex<Content> | null>;
  saveIndex(index: Omit<StoredIndex<Content>, 'key' | 'format'>): Promise<void>;
  loadRecent(): Promise<readonly string[]>;
  saveRecent(texts: readonly string[]): Promise<void>;
  close(): void;
}

function nameOf(profileKey: string): string {
  return `vakhta-search_${profileKey}`;
}

/** Opens it, making it where there is none. @throws what the disk throws */
export async function openSearchStore<Content>(
  profileKey: string,
  place?: IndexedDb,
): Promise<SearchStore<Content>> {
  const dexie = new Dexie(nameOf(profileKey), {
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
    ...place,
  });
  dexie.version(1).stores({ kept: 'key' });
  await dexie.open();
  const kept: Table<StoredIndex<Content> | StoredRecent, string> = dexie.table('kept');
  return {
    async loadIndex() {
      const found = await kept.get('index');
      return found?.key === 'index' && found.format === INDEX_FORMAT ? found : null;
    },
    async saveIndex(index) {
      await kept.put({ ...index, key: 'index', format: INDEX_FORMAT });
    },
    async loadRecent() {
      const found = await kept.get('recent');
      return found?.key === 'recent' && Array.isArray(found.texts) ? found.texts : [];
    },
    async saveRecent(texts) {
      await kept.put({ key: 'recent', texts });
    },
    close: () => dexie.close(),
  };
}

/** Deletes it. */
export async function deleteSearchStore(profileKey: string, place?: IndexedDb): Promise<void> {
  await new Dexie(nameOf(profileKey), { ...place }).delete();
}
