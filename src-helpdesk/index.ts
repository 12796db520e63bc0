import type { AddressInfo } from 'node:net';
import type { EpochMs, HelpdeskId } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { AttemptLimits } from './desk/attempts.ts';
import { findNews } from './desk/feed-news.ts';
import { createFetchPicture, type FetchPicture } from './desk/remote-picture.ts';
import { createSessions } from './desk/sessions.ts';
import { keepWaking } from './desk/wake-tickets.ts';
import { createApp } from './http/create-app.ts';
import { listenToAnnouncements } from './live/announcements.ts';
import { createEventStreams } from './live/event-streams.ts';
import { openPresenceBus } from './live/presence-bus.ts';
import { openPresence } from './live/presence.ts';
import { SAMPLE_PASSWORD } from './seed/sample-people.ts';
import { HelpdeskNotEmptyError, seedSample } from './seed/seed-sample.ts';
import type { S3Settings } from './storage/files/s3-settings.ts';
import { keepAttachmentsSwept, keepHouse, refreshStatistics } from './storage/housekeeping.ts';
import { PASSWORD_COST, type PasswordCost } from './storage/password.ts';
import { findPeopleCount } from './storage/rows/person-rows.ts';
import { findHelpdesk, openStorage, type Storage, type StorageOptions } from './storage/storage.ts';

export { StoreSettingsError } from './storage/files/byte-store.ts';
export { FolderInUseError } from './storage/folder-lock.ts';
export { NewerDatabaseError } from './storage/migrate.ts';

export interface HelpdeskOptions {
  /** Folder of everything the helpdesk keeps: made when it is not there. */
  readonly data: string;
  /** A PostgreSQL server (15 or newer) instead of the embedded database; see `s3` for attachments. */
  readonly databaseUrl?: string;
  /** S3-compatible storage for the attachments; without it they lie in `data`. */
  readonly s3?: S3Settings;
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
  /** Otherwise than by the network, for tests. */
  readonly fetchPicture?: FetchPicture;
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
  /** Takes no more requests, sends streams elsewhere, lets what is being answered finish, then ends the database. */
  close(): Promise<void>;
}

const SIGN_IN_LIMITS = {
  perLogin: { failures: 10, withinMs: 15 * 60_000 },
  perAddress: { failures: 50, withinMs: 15 * 60_000 },
} as const;

/** How long requests that are being answered when the helpdesk ends may take, in milliseconds. */
const FAREWELL_MS = 10_000;

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
    ...(options.s3 === undefined ? {} : { s3: options.s3 }),
    clock,
    log,
  });
  try {
    if (options.demo === true) await seedOnce(storage, clock, options);
    return await serve(storage, options, host);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** Fills an empty helpdesk; of several instances that start on one the first does, and the others wait for it. */
async function seedOnce(storage: Storage, clock: Clock, options: HelpdeskOptions): Promise<void> {
  if ((await findPeopleCount(storage.db)) > 0) return;
  options.onProgress?.('seeding');
  try {
    await seedSample(storage, { now: clock.now() });
  } catch (error) {
    const isSeeded = error instanceof HelpdeskNotEmptyError && (await findPeopleCount(storage.db)) > 0;
    if (!isSeeded) throw error;
  }
}

async function serve(storage: Storage, options: HelpdeskOptions, host: string): Promise<Helpdesk> {
  const { log = silentLog } = options;
  const isEmbedded = options.databaseUrl === undefined;
  if (isEmbedded) await refreshStatistics(storage.db);
  const sessions = createSessions(storage, options.passwordCost ?? PASSWORD_COST);
  const announcements = await listenToAnnouncements(storage);
  const presence = await openPresence(isEmbedded ? null : openPresenceBus(storage));
  const streams = createEventStreams({
    announcements,
    findAlive: (deviceIds) => sessions.findAlive(deviceIds),
    findNews: (since) => findNews(storage.db, since),
    presence,
    log,
  });
  const app = await createApp(
    {
      storage,
      sessions,
      streams,
      presence,
      demo: options.demo === true ? { password: SAMPLE_PASSWORD } : null,
      fetchPicture: options.fetchPicture ?? createFetchPicture(),
      signInLimits: options.signInLimits ?? SIGN_IN_LIMITS,
    },
    {
      ...(options.renderer === undefined ? {} : { renderer: options.renderer }),
      loopbackOnly: LOOPBACK.has(host) && options.trustProxy !== true,
      trustProxy: options.trustProxy ?? false,
    },
  );
  await app.listen({ host, port: options.port ?? 0 });
  const stopHousekeeping = keepHouse(storage, isEmbedded);
  const stopWaking = keepWaking(storage);
  const stopSweeping = keepAttachmentsSwept(storage);
  const { id } = await findHelpdesk(storage.db);
  let closing: Promise<void> | null = null;
  return {
    url: urlOf(host, app.server.address()),
    id,
    storage,
    close() {
      closing ??= (async () => {
        stopHousekeeping();
        stopWaking();
        stopSweeping();
        const cut = setTimeout(() => app.server.closeAllConnections(), FAREWELL_MS);
        // Takes no more requests from here on, so that no stream opens anew while the others are ended.
        const closed = app.close();
        streams.closeAll();
        presence.close();
        await closed;
        clearTimeout(cut);
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
