import type { Journal } from '#renderer/platform/platform.ts';
import { createCell } from '../cell.ts';
import { DATABASE_VERSION, findMeta, ROW_FORMAT, type Database } from '../store/database.ts';
import type { Message } from '../sync/channel.ts';
import type { Timers } from '../timers.ts';
import type { Mirror } from './mirror.ts';
import type { Inspector, StoreReport, SyncReport } from './sync-report.ts';

/** How often the place of synchronisation is asked while somebody looks, in milliseconds. */
const ASK_MS = 1_000;
/** How often the disk is measured meanwhile, in milliseconds: it costs more. */
const MEASURE_MS = 5_000;

interface InspectorParts {
  readonly windowId: string;
  readonly mirror: Mirror;
  readonly db: Database;
  readonly journal: Journal;
  readonly timers: Timers;
  readonly countWindows: () => Promise<number>;
  readonly tell: (message: Message) => void;
}

/** Makes the ring's view of itself. */
export function createInspector(parts: InspectorParts): Inspector & { hear(message: Message): void } {
  const { timers } = parts;

  /** Repeats something while somebody looks. */
  const whileObserved = (act: () => void, everyMs: number) => {
    let cancel = () => {};
    const again = () => {
      act();
      cancel = timers.after(everyMs, again);
    };
    return (observed: boolean) => {
      cancel();
      if (observed) again();
    };
  };

  const sync = createCell<SyncReport | null>(
    null,
    whileObserved(() => parts.tell({ kind: 'which-report' }), ASK_MS),
  );
  let isMeasuring = false;
  const store = createCell<StoreReport | null>(
    null,
    whileObserved(() => {
      if (isMeasuring) return;
      isMeasuring = true;
      void measureStore(parts)
        .then(
          (report) => store.set(report),
          () => undefined, // The strip over the desk says what is wrong with the disk.
        )
        .finally(() => (isMeasuring = false));
    }, MEASURE_MS),
  );

  return {
    windowId: parts.windowId,
    sync,
    store,
    hear(message) {
      if (message.kind === 'report') sync.set(message.report);
    },
  };
}

async function measureStore({ mirror, db, journal, countWindows }: InspectorParts): Promise<StoreReport> {
  const [files, fetched, journalled, quota, windows] = await Promise.all([
    db.files.count(),
    findMeta(db, 'files'),
    journal.read().catch(() => null),
    findQuota(),
    countWindows(),
  ]);
  const entries = fetched?.entries ?? [];
  const drafts = mirror.draftList.get().map(({ draft }) => ({
    chars: draft.text.length,
    files: draft.attachments.length,
    bytes: draft.attachments.reduce((sum, file) => sum + file.size, 0),
  }));
  return {
    databaseVersion: DATABASE_VERSION,
    rowFormat: ROW_FORMAT,
    tickets: mirror.table.size,
    drafts,
    files: {
      kept: Math.max(0, files - entries.length),
      fetched: entries.length,
      fetchedBytes: entries.reduce((sum, [, size]) => sum + size, 0),
    },
    journal:
      journalled?.ok === true
        ? {
            records: journalled.value.entries.length,
            bytes: journalled.value.entries.reduce(
              (sum, entry) => sum + entry.key.length + JSON.stringify(entry.value ?? null).length,
              0,
            ),
            damaged: journalled.value.damaged,
          }
        : null,
    quota,
    windows,
  };
}

async function findQuota(): Promise<StoreReport['quota']> {
  const storage = globalThis.navigator?.storage;
  if (storage?.estimate === undefined) return null;
  const [estimate, isPersistent] = await Promise.all([
    storage.estimate().catch(() => null),
    storage.persisted?.().catch(() => false) ?? false,
  ]);
  if (estimate === null) return null;
  return { used: estimate.usage ?? 0, granted: estimate.quota ?? 0, isPersistent };
}
