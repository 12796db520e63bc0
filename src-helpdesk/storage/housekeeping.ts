import { sql, type Kysely } from 'kysely';
import type { EpochMs } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { Storage } from './storage.ts';
import { sweepAttachments } from './sweep-attachments.ts';
import type { Tables } from './tables.ts';

/** The first time so long after the start, then so often, in milliseconds. */
const FIRST_MS = 5 * 60_000;
const EVERY_MS = 6 * 3_600_000;

/** The tables that change much. */
const BUSY = ['feed', 'feed_head', 'ticket', 'message', 'device', 'command', 'counter'] as const;

/** Attempts are forgotten after so long, in milliseconds (a day): longer than any limit looks back. */
const ATTEMPTS_MS = 24 * 3_600_000;

/**
 * Forgets what has had its time. Every instance does: what one has removed the next one does not find.
 *
 * PGlite, moreover, has no background processes: what autovacuum does on a server (space of old row versions used again,
 * statistics for the planner) is done here, a table at a time, so that requests come in between.
 * @param isEmbedded the database is PGlite
 * @returns a function that stops it
 */
export function keepHouse(
  { db, clock, log }: { readonly db: Kysely<Tables>; readonly clock: Clock; readonly log: Logger },
  isEmbedded: boolean,
): () => void {
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      await db
        .deleteFrom('attempt')
        .where('since', '<', (clock.now() - ATTEMPTS_MS) as EpochMs)
        .execute();
      for (const table of isEmbedded ? BUSY : []) {
        if (stopped) return;
        await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
      }
    } catch (error) {
      log.warn('The database could not be tidied.', {
        reason: error instanceof Error ? error.name : 'unknown',
      });
    }
  };
  let timer = setTimeout(function again() {
    void run();
    timer = setTimeout(again, EVERY_MS);
    timer.unref();
  }, FIRST_MS);
  timer.unref();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Between two looks for attachments that nothing names; the first comes early, for a helpdesk that runs only by day. */
const SWEEP_FIRST_MS = 10 * 60_000;

/**
 * Removes attachments that nothing names, from time to time, on every instance.
 * @returns a function that stops it
 */
export function keepAttachmentsSwept(storage: Storage): () => void {
  const { log } = storage;
  const run = async (): Promise<void> => {
    try {
      await storage.spool.tidy(storage.clock.now());
      const swept = await sweepAttachments(storage.db, storage.store, storage.clock.now());
      if (swept.places > 0) log.info('Attachments that nothing names were removed.', { ...swept });
    } catch (error) {
      log.warn('Attachments that nothing names could not be removed.', {
        reason: error instanceof Error ? error.name : 'unknown',
      });
    }
  };
  let timer = setTimeout(function again() {
    void run();
    timer = setTimeout(again, EVERY_MS);
    timer.unref();
  }, SWEEP_FIRST_MS);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Statistics for the planner, at once: after much was written, and when the database is opened. */
export async function refreshStatistics(db: Kysely<Tables>): Promise<void> {
  await sql`analyze`.execute(db);
}
