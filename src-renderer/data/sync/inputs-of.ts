import { isSameDelay, type Clocks } from '#shared/sync/delay.ts';
import type { Input } from '#shared/sync/step.ts';
import { entryOf } from '../outbox/command-entry.ts';
import type { StoredCommand } from '../store/stored.ts';

type Outbox = ReadonlyMap<number, StoredCommand>;

/**
 * What a window's changes of the outbox mean for the synchronisation: a command taken back, kept, forgotten, given again,
 * put off or let go. New places are not among them: those are read from the disk, in their order (I3).
 */
export function inputsOf(
  changed: readonly (readonly [order: number, StoredCommand | null])[],
  before: Outbox,
  after: Outbox,
  clocks: Clocks,
): readonly Input[] {
  return changed.flatMap(([order, stored]): readonly Input[] => {
    const known = before.get(order);
    if (known === undefined) return [];
    const { id } = known;
    const now = id === stored?.id ? after.get(order) : undefined;
    if (now !== undefined) return inputsOfSame(known, now, clocks);
    const entry = stored === null ? null : entryOf(stored, clocks);
    return [entry === null ? { kind: 'discarded', id } : { kind: 'replaced', id, entry }];
  });
}

function inputsOfSame(known: StoredCommand, now: StoredCommand, clocks: Clocks): readonly Input[] {
  const { id } = known;
  const isPutOff = known.state.kind === 'waiting' && known.delay?.kind === 'later';
  const entry = entryOf(now, clocks);
  // One that slept is not known to the brain yet; where it is, because its time had just come, this changes nothing.
  if (isPutOff && entry !== null && now.state.kind === 'waiting') return [{ kind: 'recorded', entry }];
  if (isPutOff && now.state.kind === 'withdrawing' && entry !== null)
    return [
      { kind: 'recorded', entry },
      { kind: 'withdrawn', id },
    ];
  if (now.state.kind === 'waiting' && !isSameDelay(known.delay, now.delay)) {
    if (entry === null) return [{ kind: 'discarded', id }];
    return [{ kind: 'due', id, at: entry.dueAt ?? clocks.now }];
  }
  if (now.state.kind === known.state.kind) return [];
  if (now.state.kind === 'withdrawing') return [{ kind: 'withdrawn', id }];
  return now.state.kind === 'waiting' ? [{ kind: 'kept', id }] : [];
}
