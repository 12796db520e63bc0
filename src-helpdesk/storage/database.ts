import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** An open, migrated database. */
export interface Database {
  readonly db: Kysely<Tables>;
  /**
   * Listens to what `pg_notify` announces on a channel, with what was said, from every instance, this one included. Notifications sent
   * while the server was away are missed: `onReconnected` says that there may be such.
   */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onReconnected: () => void,
  ): Promise<void>;
  /** Runs work that may take long (migrations, a restoring) without the limits that requests have. */
  patiently<T>(task: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** The whole database as a template for `memory`; PGlite only. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}
