import pg from 'pg';
import type { Logger } from '#shared/base/ports.ts';

/** How long to wait before the connection is made anew, in milliseconds. */
const RECONNECT_MS = 2_000;

export interface ListenOptions {
  readonly url: string;
  readonly channel: string;
  readonly log: Logger;
  readonly onNotification: () => void;
  readonly onReconnected: () => void;
}

/** LISTEN on a connection of its own (a pool would hand it to others), made anew whenever it is lost. */
export async function listenOnServer(options: ListenOptions): Promise<{ stop(): Promise<void> }> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: options.url, keepAlive: true });
    let lost = false;
    const onLost = (): void => {
      if (lost) return;
      lost = true;
      if (client === next) client = null;
      if (stopped) return;
      options.log.warn('The connection for notifications was lost and is being made anew.');
      retry();
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', options.onNotification);
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(options.channel)}`);
    client = next;
  };
  const retry = (): void => {
    timer = setTimeout(() => {
      connect().then(options.onReconnected, () => {
        if (!stopped && client === null) retry();
      });
    }, RECONNECT_MS);
  };

  await connect();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
}
