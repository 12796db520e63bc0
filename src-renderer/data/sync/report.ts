import type { Clock } from '#shared/base/ports.ts';
import type { SyncState } from '#shared/sync/step.ts';
import type { SyncReport } from '../read/sync-report.ts';
import type { Timers } from '../timers.ts';
import type { Ledger } from './ledger.ts';
import type { SyncWatch } from './sync-watch.ts';

interface Surroundings {
  readonly windowId: string;
  readonly ledger: Ledger;
  readonly watch: SyncWatch;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What synchronisation knows of itself right now. */
export function reportOf(state: SyncState, around: Surroundings): SyncReport {
  const { ledger, clock, timers } = around;
  const { cursor, gen, complete, sweeping, progress } = ledger.sync();
  // Spans of the driver's clock become times of the system's, for display only (I12).
  const systemTime = (at: number) => (at <= timers.now() ? null : clock.now() + (at - timers.now()));
  return {
    ...around.watch.report(),
    windowId: around.windowId,
    isPulling: state.pulling,
    pushing: state.pushing?.length ?? 0,
    isUploading: state.uploading !== null,
    cursor,
    run: gen,
    isComplete: complete,
    isSweeping: sweeping,
    progress,
    segments: ledger.segments(),
    waits: state.outbox
      .filter((entry) => entry.failures > 0)
      .map(({ id, failures, notBefore }) => ({ id, failures, until: systemTime(notBefore) })),
  };
}
