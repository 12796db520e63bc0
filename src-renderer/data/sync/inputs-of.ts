import type { Input } from '#shared/sync/step.ts';
import { entryOf } from '../outbox/command-entry.ts';
import type { StoredCommand } from '../store/stored.ts';

type Outbox = ReadonlyMap<number, StoredCommand>;

/**
 * What a window's changes of the outbox mean for the synchronisation: a command taken back, kept, forgotten or given
 * again. New places are not among them: those are read from the disk, in their order (I3).
 */
export function inputsOf(
  changed: readonly (readonly [order: number, StoredCommand | null])[],
  before: Outbox,
  after: Outbox,
): readonly Input[] {
  return changed.flatMap(([order, stored]): readonly Input[] => {
    const known = before.get(order);
    if (known === undefined) return [];
    const { id } = known;
    if (id === stored?.id) {
      const now = after.get(order)?.state.kind;
      if (now === known.state.kind) return [];
      if (now === 'withdrawing') return [{ kind: 'withdrawn', id }];
      return now === 'waiting' ? [{ kind: 'kept', id }] : [];
    }
    const entry = stored === null ? null : entryOf(stored);
    return [entry === null ? { kind: 'discarded', id } : { kind: 'replaced', id, entry }];
  });
}
