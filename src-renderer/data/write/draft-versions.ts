import { z } from 'zod';
import type { Clock } from '#shared/base/ports.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import {
  draftVersionSchema,
  hasWords,
  isLargeChange,
  TYPING_MS,
  withVersion,
  type DraftVersion,
} from '#shared/domain/drafts/versions.ts';
import { transact, type Database } from '../store/database.ts';
import { createLane } from '../sync/lane.ts';

/** Drafts of which versions are kept (I11): those that have rested the longest give way. */
const MOST_DRAFTS = 300;

/**
 * How drafts once were. Less safe than the drafts themselves: they are in the local database but not in the journal, so they
 * survive the death of the program and a power cut, not the loss of the database; and where the disk refuses, a version is
 * missing and nothing else.
 */
export interface DraftVersions {
  /** A draft has been written: keeps a version of it from time to time, and the one before a large change. */
  noteWritten(key: string, before: Draft | null, now: Draft | null): void;
  keep(key: string, draft: Draft | null, why: DraftVersion['why']): Promise<void>;
  /** Newest first. */
  find(key: string): Promise<readonly DraftVersion[]>;
}

const storedSchema = z.object({ versions: z.array(draftVersionSchema) });

/** @param db whose transactions are on the disk when they are done */
export function createDraftVersions(db: Database, clock: Clock): DraftVersions {
  const inLane = createLane();
  /** When a version of a draft was last kept, or its typing began. */
  const keptAt = new Map<string, number>();

  const read = (found: unknown): readonly DraftVersion[] =>
    storedSchema.safeParse(found).data?.versions ?? [];

  const versions: DraftVersions = {
    noteWritten(key, before, now) {
      const at = clock.now();
      const last = keptAt.get(key);
      if (isLargeChange(before, now)) void versions.keep(key, before, 'changed');
      // A clock that was set back must not stop it.
      else if (last !== undefined && Math.abs(at - last) >= TYPING_MS) void versions.keep(key, now, 'typed');
      else if (last === undefined) keptAt.set(key, at);
    },
    async keep(key, draft, why) {
      if (!hasWords(draft)) return;
      const at = clock.now();
      keptAt.set(key, at);
      await inLane(() =>
        transact(db, 'rw', ['versions'], async ({ versions: table }) => {
          const known = await table.get(key);
          const next = withVersion(read(known), { at, why, draft });
          await table.put({ key, at, versions: next });
          if (known !== undefined || (await table.count()) <= MOST_DRAFTS) return;
          const all = await table.toArray();
          const oldest = all.toSorted((a, b) => a.at - b.at).slice(0, all.length - MOST_DRAFTS);
          await table.bulkDelete(oldest.map((each) => each.key));
        }),
      ).catch(() => undefined);
    },
    find: (key) => inLane(async () => read(await db.versions.get(key))).catch(() => []),
  };
  return versions;
}
