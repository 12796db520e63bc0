import type { CommandId } from '#shared/base/brand.ts';
import { unfenced } from '#shared/sync/fence.ts';
import type { SyncState } from '#shared/sync/step.ts';
import type { Because } from './channel.ts';

/** Why each waiting command waits, the reason that an operator can do most about first. */
export function becauseOf(state: SyncState, now: number): readonly (readonly [CommandId, Because])[] {
  const pushing = new Set(state.pushing);
  const firsts = new Set<string>();
  const free = new Set(unfenced(state.outbox, (entry) => entry.state !== 'waiting').map((entry) => entry.id));
  return state.outbox.flatMap((entry) => {
    const isFirst = !firsts.has(entry.ticketId);
    firsts.add(entry.ticketId);
    if (entry.state !== 'waiting') return [];
    const why = (): Because => {
      if ((entry.dueAt ?? 0) > now) return 'delayed';
      if (!state.signedIn) return 'signed-out';
      if (state.link.kind === 'offline') return 'offline';
      if (pushing.has(entry.id)) return 'sending';
      if (!free.has(entry.id)) return 'behind-another';
      if (entry.notBefore > now) return 'trying-again';
      if (!isFirst) return 'behind-another';
      return entry.uploads.every((sha256) => state.uploaded.has(sha256)) ? 'sending' : 'uploading';
    };
    return [[entry.id, why()] as const];
  });
}
