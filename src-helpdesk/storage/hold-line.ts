import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '#shared/base/ports.ts';
import { DatabaseAwayError } from './database-failure.ts';

/** The longest time between two attempts to reach the server again, in milliseconds. */
const MAX_WAIT_MS = 5_000;
/** The server is asked this often whether it is there and takes writes, in milliseconds. */
const ASK_EVERY_MS = 10_000;
/** What has not answered by then is gone, in milliseconds. */
const PATIENCE_MS = 5_000;

export interface LineOptions {
  readonly url: string;
  readonly log: Logger;
  /** The line is broken: the server may be down, restarted, restored from a backup, or be another one. */
  readonly onLost: () => void;
  /** The server is there again and notifications are heard; when it rejects, the line counts as broken still. */
  readonly onReturned: () => Promise<void>;
}

/** A connection of our own to the database server, made anew whenever it is lost. */
export interface Line {
  /** LISTEN; stays in force over all later connections. */
  listen(channel: string, onNotification: (payload: string) => void): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps one connection to the server for notifications (a pool would hand it to others), and by it knows when the server
 * has gone and come back. A server that takes no writes, as after a fail-over, counts as gone.
 */
export async function holdLine({ url, log, onLost, onReturned }: LineOptions): Promise<Line> {
  const channels = new Map<string, (payload: string) => void>();
  const stopping = new AbortController();
  let current: pg.Client | null = null;

  /** @throws when there is no server, or none that takes writes */
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      application_name: 'vakhta notifications',
    });
    const onBroken = (): void => lose(client);
    client.on('error', onBroken);
    client.on('end', onBroken);
    client.on('notification', ({ channel, payload }) => channels.get(channel)?.(payload ?? ''));
    try {
      await client.connect();
      await checkWritable(client);
      for (const channel of channels.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      return client;
    } catch (error) {
      hangUp(client);
      throw error;
    }
  };

  const lose = (client: pg.Client): void => {
    if (current !== client) return;
    current = null;
    hangUp(client);
    if (stopping.signal.aborted) return;
    log.warn('The connection to the database was lost and is being made anew.');
    onLost();
    void regain();
  };

  const regain = async (): Promise<void> => {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      // Each instance at a moment of its own, so that not all of them come at once.
      await delay(Math.random() * Math.min(MAX_WAIT_MS, 100 * 2 ** attempt), null, {
        signal: stopping.signal,
      }).catch(() => null);
      if (stopping.signal.aborted) return;
      try {
        const client = await connect();
        current = client;
        await onReturned();
        if (current === client) log.info('The database is there again.');
        return;
      } catch {
        const broken = current;
        current = null;
        if (broken !== null) hangUp(broken);
      }
    }
  };

  current = await connect();
  const asking = setInterval(() => {
    const client = current;
    if (client !== null) checkWritable(client).catch(() => lose(client));
  }, ASK_EVERY_MS);
  asking.unref();

  return {
    async listen(channel, onNotification) {
      channels.set(channel, onNotification);
      // Without a connection at this moment: the next one listens to all channels.
      await current?.query(`listen ${pg.escapeIdentifier(channel)}`);
    },
    async stop() {
      stopping.abort();
      clearInterval(asking);
      const client = current;
      current = null;
      await client?.end().catch(() => undefined);
    },
  };
}

async function checkWritable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only');
  if (rows[0]?.transaction_read_only === 'on')
    throw new DatabaseAwayError('The database server takes no writes.');
}

/** Ends a connection without waiting for a server that may not answer. */
function hangUp(client: pg.Client): void {
  client.end().catch(() => undefined);
}
