import { createCell, type Cell } from '#renderer/data/cell.ts';
import type { Inspector, StoreReport, SyncReport } from '#renderer/data/read/sync-report.ts';

export interface InMemoryInspector extends Inspector {
  readonly sync: Cell<SyncReport | null>;
  readonly store: Cell<StoreReport | null>;
}

/** A ring that has done a little: for component tests and for looking at the window. */
export function createInMemoryInspector(now = Date.now()): InMemoryInspector {
  return {
    windowId: 'window-1',
    sync: createCell<SyncReport | null>({
      windowId: 'window-1',
      startedAt: now - 60_000,
      exchanges: [
        { n: 1, kind: 'hello', at: now - 9_000, tookMs: 12, sent: 0, received: 310, result: 'ok' },
        { n: 2, kind: 'changes', at: now - 8_000, tookMs: 240, sent: 0, received: 1_204_224, result: 'ok' },
        {
          n: 3,
          kind: 'commands',
          at: now - 2_000,
          tookMs: 30_004,
          sent: 900,
          received: null,
          result: 'unreachable',
        },
      ],
      links: [
        { at: now - 9_000, kind: 'online', why: null },
        { at: now - 2_000, kind: 'offline', why: 'unreachable' },
        { at: now - 1_000, kind: 'online', why: null },
      ],
      isPulling: false,
      pushing: 0,
      isUploading: false,
      clockOffsetMs: 180_000,
      cursor: 'v1.0199aabbccdd.42',
      run: 1,
      isComplete: true,
      isSweeping: false,
      progress: null,
      segments: 7,
      waits: [],
    }),
    store: createCell<StoreReport | null>({
      databaseVersion: 1,
      rowFormat: 1,
      tickets: 40,
      drafts: [],
      files: { kept: 0, fetched: 3, fetchedBytes: 2_097_152 },
      journal: { records: 2, bytes: 512, damaged: 0 },
      quota: { used: 4_194_304, granted: 4_194_304_000, isPersistent: true },
      windows: 1,
    }),
  };
}
