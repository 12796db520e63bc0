import type { Database } from '../store/database.ts';
import type { StoredOwn } from '../store/stored.ts';

/** What the helpdesk last had of the person's own records. Losing it costs a comparison, no words. */
export interface OwnBook {
  load(): Promise<void>;
  find(key: string): StoredOwn | null;
  keys(): readonly string[];
  note(record: StoredOwn): Promise<void>;
}

/** @param db for what can be fetched again */
export function createOwnBook(db: () => Promise<Database>): OwnBook {
  const known = new Map<string, StoredOwn>();
  return {
    async load() {
      for (const record of await (await db()).own.toArray()) known.set(record.key, record);
    },
    find: (key) => known.get(key) ?? null,
    keys: () => [...known.keys()],
    async note(record) {
      known.set(record.key, record);
      await (await db()).own.put(record);
    },
  };
}
