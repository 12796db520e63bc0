import { sql, type Kysely } from 'kysely';
import type { Logger } from '#shared/base/ports.ts';
import type { Tables } from './tables.ts';

/** The first time so long after the start, then so often, in milliseconds. */
const FIRST_MS = 5 * 60_000;
const EVERY_MS = 6 * 3_600_000;

/** The tables that change much. */
const BUSY = ['feed', 'feed_head', 'ticket', 'message', 'device', 'command', 'counter'] as const;

/**
 * PGlite has no background processes: what autovacuum does on a server (space of old row versions used again, statistics
 * for the planner) is done here, a table at a time, so that requests come in between.
 * @returns a function that stops it
 */
export function keepHouse(db: Kysely<Tables>, log: Logger): () => void {
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      for (const table of BUSY) {
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

/** Statistics for the planner, at once: after much was written, and when the database is opened. */
export async function refreshStatistics(db: Kysely<Tables>): Promise<void> {
  await sql`analyze`.execute(db);
}
