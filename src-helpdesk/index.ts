import type { AddressInfo } from 'node:net';
import type { EpochMs, HelpdeskId } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { AttemptLimits } from './desk/attempts.ts';
import { createSessions } from './desk/sessions.ts';
import { createApp } from './http/create-app.ts';
import { listenToAnnouncements } from './live/announcements.ts';
import { createEventStreams } from './live/event-streams.ts';
import { SAMPLE_PASSWORD } from './seed/sample-people.ts';
import { seedSample } from './seed/seed-sample.ts';
import { keepHouse, refreshStatistics } from './storage/housekeeping.ts';
import { PASSWORD_COST, type PasswordCost } from './storage/password.ts';
import { findPeopleCount } from './storage/rows/person-rows.ts';
import { findHelpdesk, openStorage, type Storage, type StorageOptions } from './storage/storage.ts';

export { FolderInUseError } from './storage/folder-lock.ts';
export { NewerDatabaseError } from './storage/migrate.ts';

export interface HelpdeskOptions {
  /** Folder of everything the helpdesk keeps: made when it is not there. */
  readonly data: string;
  /** A PostgreSQL server (15 or newer) instead of the embedded database; attachments stay in `data`. */
  readonly databaseUrl?: string;
  /** Interface to listen on; this machine only when absent. */
  readonly host?: string;
  /** 0 (or absent): any free one. */
  readonly port?: number;
  /** A trial: an empty helpdesk is filled with sample data, and `hello` tells whom one can sign in as. */
  readonly demo?: boolean;
  /** Folder of the built renderer, served at `/` as the browser host. */
  readonly renderer?: string;
  /** Behind a reverse proxy: believe its `X-Forwarded-…` headers. */
  readonly trustProxy?: boolean;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly onProgress?: (state: 'migrating' | 'seeding') => void;
  /** Tests make password hashing cheap. */
  readonly passwordCost?: PasswordCost;
  readonly signInLimits?: { readonly perLogin: AttemptLimits; readonly perAddress: AttemptLimits };
  /** For tests: a database in memory. */
  readonly memory?: StorageOptions['memory'];
}

/** A running helpdesk. */
export interface Helpdesk {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly id: HelpdeskId;
  /** For administration in the same process. */
  readonly storage: Storage;
  /** Ends all connections, then the database. */
  close(): Promise<void>;
}

const SIGN_IN_LIMITS = {
  perLogin: { failures: 10, withinMs: 15 * 60_000 },
  perAddress: { failures: 50, withinMs: 15 * 60_000 },
} as const;

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);

export const systemClock: Clock = { now: () => Date.now() as EpochMs };
export const silentLog: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Opens a helpdesk: its data, its API, and (with `renderer`) the browser host.
 * @throws FolderInUseError, NewerDatabaseError, or the system's error (`EADDRINUSE`, `EACCES`, …)
 */
export async function openHelpdesk(options: HelpdeskOptions): Promise<Helpdesk> {
  const { clock = systemClock, log = silentLog, host = '127.0.0.1' } = options;
  options.onProgress?.('migrating');
  const storage = await openStorage({
    folder: options.data,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.memory === undefined ? {} : { memory: options.memory }),
    clock,
    log,
  });
  try {
    if (options.demo === true && (await findPeopleCount(storage.db)) === 0) {
      options.onProgress?.('seeding');
      await seedSample(storage, { now: clock.now() });
    }
    return await serve(storage, options, host);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function serve(storage: Storage, options: HelpdeskOptions, host: string): Promise<Helpdesk> {
  const isEmbedded = options.databaseUrl === undefined;
  if (isEmbedded) await refreshStatistics(storage.db);
  const sessions = createSessions(storage, options.passwordCost ?? PASSWORD_COST);
  const announcements = await listenToAnnouncements(storage);
  const streams = createEventStreams(announcements, (deviceId) => sessions.isAlive(deviceId));
  const app = await createApp(
    {
      storage,
      sessions,
      streams,
      demo: options.demo === true ? { password: SAMPLE_PASSWORD } : null,
      signInLimits: options.signInLimits ?? SIGN_IN_LIMITS,
    },
    {
      ...(options.renderer === undefined ? {} : { renderer: options.renderer }),
      loopbackOnly: LOOPBACK.has(host) && options.trustProxy !== true,
      trustProxy: options.trustProxy ?? false,
    },
  );
  await app.listen({ host, port: options.port ?? 0 });
  const stopHousekeeping = isEmbedded ? keepHouse(storage.db, storage.log) : () => undefined;
  const { id } = await findHelpdesk(storage.db);
  let closing: Promise<void> | null = null;
  return {
    url: urlOf(host, app.server.address()),
    id,
    storage,
    close() {
      closing ??= (async () => {
        stopHousekeeping();
        streams.closeAll();
        await app.close();
        await storage.close();
      })();
      return closing;
    },
  };
}

function urlOf(host: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('The helpdesk listens on no port.');
  // "Everywhere" is no address to call; on this machine it is this one.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}
