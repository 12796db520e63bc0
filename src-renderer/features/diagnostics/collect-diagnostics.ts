import {
  diagnosticsSchema,
  errorKindOf,
  osOf,
  placesOf,
  versionOr,
  type Diagnostics,
  type WindowDiagnostics,
} from '#shared/contract/diagnostics/diagnostics.ts';
import { settingsPartOf } from '#shared/contract/diagnostics/settings-part.ts';
import { shapeOf } from '#shared/contract/diagnostics/shape-of.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Live } from '#renderer/data/live.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { rememberedDefects } from '#renderer/hooks/defect-memory.ts';
import type { Platform } from '#renderer/platform/platform.ts';

/** How long the ring is waited for, in milliseconds: without it the file says less, but it is written. */
const PATIENCE_MS = 3_000;

/**
 * Puts a diagnostics file together from fields that are named here one by one, and checks it against the closed list.
 * Nothing is copied whole and nothing is scrubbed: what is not asked for cannot be in it.
 */
export async function collectDiagnostics(desk: Desk, platform: Platform): Promise<Diagnostics> {
  const { inspector } = desk.read;
  const [desktop, sync, store, hash] = await Promise.all([
    platform.diagnostics(),
    whenKnown(inspector.sync),
    whenKnown(inspector.store),
    makeHash(),
  ]);
  const iso = (at: number) => new Date(at).toISOString();
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const connection = desk.read.connection.get();
  const outbox = desk.read.outbox.get();
  const counts = desk.read.counts.get();

  const window: WindowDiagnostics = {
    host: platform.host,
    os: osOf(platform.os),
    version: versionOr(platform.version, '0.0.0'),
    engine: versionOr(/Chrome\/([\d.]+)/.exec(navigator.userAgent)?.[1], null),
    screen: {
      width: Math.round(globalThis.innerWidth),
      height: Math.round(globalThis.innerHeight),
      pixelRatio: globalThis.devicePixelRatio,
    },
    openedAt: iso(performance.timeOrigin),
    timings: {
      documentMs: Math.max(0, Math.round(navigation?.domContentLoadedEventEnd ?? 0)),
      loadedMs: Math.max(0, Math.round(navigation?.loadEventEnd ?? 0)),
    },
    settings: settingsPartOf(platform.settings.get()),
    role: desk.read.me.get().role,
    connection: { kind: connection.kind, why: connection.kind === 'offline' ? connection.why.kind : null },
    storage: desk.read.storage.get().kind,
    counts: {
      views: { ...counts.views },
      queues: desk.read.queues.get().size,
      people: desk.read.people.get().size,
    },
    outbox: await Promise.all(outbox.map((item) => describeItem(item, hash))),
    quarantine: await Promise.all(
      desk.read.quarantine
        .get()
        .map(async ({ key, what, raw }) => ({ what, key: await hash(key), shape: shapeOf(raw) })),
    ),
    sync:
      sync === null
        ? null
        : {
            isThisWindow: sync.windowId === inspector.windowId,
            startedAt: iso(sync.startedAt),
            exchanges: sync.exchanges.map(({ at, kind, tookMs, sent, received, result }) => ({
              at: iso(at),
              kind,
              tookMs,
              sent,
              received,
              result,
            })),
            links: sync.links.map(({ at, kind, why }) => ({ at: iso(at), kind, why })),
            isPulling: sync.isPulling,
            pushing: sync.pushing,
            isUploading: sync.isUploading,
            clockOffsetMs: sync.clockOffsetMs,
            cursor: sync.cursor === null ? null : await hash(sync.cursor),
            run: sync.run,
            isComplete: sync.isComplete,
            isSweeping: sync.isSweeping,
            progress:
              sync.progress === null ? null : { done: sync.progress.done, total: sync.progress.total },
            segments: sync.segments,
            waits: await Promise.all(
              sync.waits.map(async ({ id, failures, until }) => ({
                command: await hash(id),
                failures,
                until: until === null ? null : iso(until),
              })),
            ),
          },
    store:
      store === null
        ? null
        : {
            databaseVersion: store.databaseVersion,
            rowFormat: store.rowFormat,
            tickets: store.tickets,
            drafts: store.drafts.map(({ chars, files, bytes }) => ({ chars, files, bytes })),
            files: {
              kept: store.files.kept,
              fetched: store.files.fetched,
              fetchedBytes: store.files.fetchedBytes,
            },
            journal:
              store.journal === null
                ? null
                : {
                    records: store.journal.records,
                    bytes: store.journal.bytes,
                    damaged: store.journal.damaged,
                  },
            quota:
              store.quota === null
                ? null
                : {
                    used: store.quota.used,
                    granted: store.quota.granted,
                    isPersistent: store.quota.isPersistent,
                  },
            windows: store.windows,
          },
    defects: rememberedDefects().map(({ at, name, stack }) => ({
      at: iso(at),
      kind: errorKindOf(name),
      places: placesOf(stack),
    })),
  };
  return diagnosticsSchema.parse({
    product: 'vakhta',
    format: 1,
    writtenAt: iso(Date.now()),
    desktop,
    window,
  });
}

async function describeItem(
  { command, state, canDiscard, changes }: OutboxItem,
  hash: (id: string) => Promise<string>,
): Promise<WindowDiagnostics['outbox'][number]> {
  const files = attachmentsOf(command);
  const isWords = command.kind === 'reply' || command.kind === 'note';
  return {
    command: await hash(command.id),
    ticket: await hash(command.ticketId),
    kind: command.kind,
    state: state.kind,
    why: state.kind === 'waiting' ? state.because : state.reason,
    recordedAt: new Date(command.recordedAt).toISOString(),
    n: command.n,
    chars: isWords ? command.payload.text.length : 0,
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    canDiscard,
    changesSince: changes,
  };
}

/** A hash that is the same for the same identifier in one file, and says nothing outside of it. */
async function makeHash(): Promise<(id: string) => Promise<string>> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  return async (id) => {
    const bytes = new TextEncoder().encode(id);
    const salted = new Uint8Array(salt.length + bytes.length);
    salted.set(salt);
    salted.set(bytes, salt.length);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', salted));
    return [...digest.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}

/** The next value that is known, or null after a while. */
function whenKnown<T>(live: Live<T | null>): Promise<T | null> {
  return new Promise((resolve) => {
    let stop = () => {};
    const timer = setTimeout(() => done(live.get()), PATIENCE_MS);
    const done = (value: T | null) => {
      clearTimeout(timer);
      stop();
      resolve(value);
    };
    const look = () => {
      const value = live.get();
      if (value !== null) done(value);
    };
    stop = live.subscribe(look);
    look();
  });
}
