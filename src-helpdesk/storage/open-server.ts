import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Logger } from '#shared/base/ports.ts';
import type { Database } from './database.ts';
import { endsConnection } from './database-failure.ts';
import { createGate } from './gate.ts';
import { holdLine } from './hold-line.ts';
import type { Tables } from './tables.ts';

/** Connections of one instance; one more is for notifications. A helpdesk of 200 people keeps some of these idle. */
const POOL_SIZE = 10;
/** How long a request waits for a free connection, in milliseconds. */
const CONNECTION_MS = 10_000;
/** How long a request waits for a server that has gone, in milliseconds. */
const RETURN_MS = 3_000;
/** No statement of a request takes so long, in milliseconds; the slowest (a page of a first synchronisation) some tenths of a second. */
const STATEMENT_MS = 30_000;
/**
 * A transaction whose instance has fallen silent (its machine has lost power: nobody closes its connections) is ended
 * after so many milliseconds, and with it the lock on the feed that all others wait for.
 */
const SILENT_TRANSACTION_MS = 20_000;
/** Connections are made anew after so many seconds, so that a name that leads elsewhere by now is noticed. */
const LIFETIME_S = 3_600;

/** PostgreSQL's number of the type `bigint`, which `pg` gives as text unless told otherwise. */
const INT8 = 20;

/**
 * Opens a database on a PostgreSQL server. When the server goes away, requests fail as "away" until it is back; before
 * the first of them is let through, `onReturned` runs, because what has come back may be a database restored from a backup.
 * @param onReturned given the database without the gate that the others wait at
 */
export async function openServer(
  url: string,
  log: Logger,
  onReturned: (db: Kysely<Tables>) => Promise<void>,
): Promise<Database> {
  const pool = openPool(url, log, {
    max: POOL_SIZE,
    maxLifetimeSeconds: LIFETIME_S,
    statement_timeout: STATEMENT_MS,
    // A little more than the server's own limit: for a server that does not answer at all.
    query_timeout: STATEMENT_MS + 5_000,
    idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS,
  });

  const gate = createGate(RETURN_MS);
  const pass = droppingBroken(pool);
  const inner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pass }) });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: {
        ...pass,
        async connect() {
          await gate.pass();
          return pass.connect();
        },
      },
    }),
  });
  const onReconnected = new Set<() => void>();
  const line = await holdLine({
    url,
    log,
    onLost: () => gate.shut(),
    async onReturned() {
      await onReturned(inner);
      gate.open();
      for (const tell of onReconnected) tell();
    },
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });

  return {
    db,
    async listen(channel, onNotification, onAgain) {
      onReconnected.add(onAgain);
      await line.listen(channel, onNotification);
    },
    async patiently(task) {
      // A connection of its own: the client's own limit on a query cannot be lifted for one of a pool.
      const unlimited = new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: openPool(url, log, { max: 1 }) }),
      });
      try {
        return await task(unlimited);
      } finally {
        await unlimited.destroy();
      }
    },
    dump: () => Promise.reject(new Error('A database server is not dumped by the helpdesk.')),
    async close() {
      await line.stop();
      // Whoever waits for the server still is told that it is away, by the pool.
      gate.open();
      if (!pool.ending) await pool.end();
    },
  };
}

function openPool(url: string, log: Logger, limits: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_MS,
    keepAlive: true,
    application_name: 'vakhta',
    types: {
      // Every bigint here is a time or a counter, far below 2^53.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
    ...limits,
  });
  // A connection that breaks while idle is replaced by the pool, one that breaks in use has failed its query. Without a
  // listener either would end the process.
  pool.on('error', (error) => log.warn('A database connection was lost.', { reason: error.name }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The pool, without the connections on which something has happened that ends them. */
function droppingBroken(pool: pg.Pool): PostgresPool {
  // Kysely keeps what it knows of a connection by the object it is given: the same one every time.
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const watch = (client: pg.PoolClient): PostgresPoolClient => {
    let isBroken = false;
    const query = async (text: string, values: unknown[]): Promise<unknown> => {
      try {
        return await client.query(text, values);
      } catch (error) {
        isBroken ||= endsConnection(error);
        throw error;
      }
    };
    return { query, release: (destroy?: boolean) => client.release(destroy === true || isBroken) } as never;
  };
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const watched = known.get(client) ?? watch(client);
      known.set(client, watched);
      return watched;
    },
    end: () => pool.end(),
  };
}
