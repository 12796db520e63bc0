import type { Sha256 } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { SyncState } from '#shared/sync/step.ts';
import type { Timers } from '../timers.ts';
import { becauseOf } from './because.ts';
import type { SyncStatus } from './channel.ts';
import type { FilesAhead } from './files-ahead.ts';
import type { Ledger } from './ledger.ts';

interface Surroundings {
  readonly ledger: Pick<Ledger, 'sync' | 'attempted'>;
  readonly filesAhead: Pick<FilesAhead, 'left'>;
  readonly missingFiles: ReadonlySet<Sha256>;
  readonly storage: SyncStatus['storage'];
  readonly clock: Clock;
  readonly timers: Pick<Timers, 'now'>;
}

/** What the windows are told of synchronisation. */
export function statusOf(state: SyncState, around: Surroundings): SyncStatus {
  const { ledger, timers } = around;
  return {
    link: linkOf(state, around),
    progress: ledger.sync().progress,
    filesAhead: around.filesAhead.left(),
    because: becauseOf(state, timers.now()),
    attempted: ledger.attempted(),
    missingFiles: [...around.missingFiles],
    storage: around.storage,
  };
}

function linkOf({ link, signedIn }: SyncState, { clock, timers }: Surroundings): SyncStatus['link'] {
  if (!signedIn) return { kind: 'signed-out' };
  if (link.kind !== 'offline') return { kind: link.kind };
  // Rounded, or the two clocks' differing pace would make each look a new value.
  const nextTryAt = Math.round((clock.now() + link.retryAt - timers.now()) / 1_000) * 1_000;
  return { kind: 'offline', why: link.why, nextTryAt };
}
