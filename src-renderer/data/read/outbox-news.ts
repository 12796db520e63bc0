import type { CommandId } from '#shared/base/brand.ts';
import type { Command } from '#shared/sync/command.ts';
import type { StoredCommand } from '../store/stored.ts';

/** What has become of one place of the outbox; null: it is free. */
export type OutboxChange = readonly [order: number, StoredCommand | null];

/** Whether the helpdesk has taken back a command. */
export function isWithdrawn({ state }: StoredCommand): boolean {
  return state.kind === 'refused' && state.reason === 'withdrawn';
}

/** What changes say beyond what is to be shown. */
export interface OutboxNews {
  /** Commands that are settled. */
  readonly left: readonly (readonly [order: number, StoredCommand])[];
  /** Commands that were to be taken back and had gone out already. */
  readonly tooLate: readonly Command[];
  /** Commands that the helpdesk has taken back. */
  readonly back: readonly CommandId[];
}

/**
 * Reads changes against the outbox before them. Only the helpdesk takes a command that is being taken back out of the
 * outbox: such a one that leaves has had its effect.
 */
export function outboxNews(
  commands: ReadonlyMap<number, StoredCommand>,
  changes: readonly OutboxChange[],
): OutboxNews {
  const left = changes.flatMap(([order, stored]) => {
    const before = commands.get(order);
    return stored === null && before !== undefined ? [[order, before] as const] : [];
  });
  const tooLate = changes.flatMap(([order, stored]) => {
    const before = commands.get(order);
    const isOut = stored === null || (stored.id === before?.id && stored.state.kind === 'landed');
    return before?.state.kind === 'withdrawing' && isOut ? [before.command] : [];
  });
  const back = changes.flatMap(([, stored]) => (stored !== null && isWithdrawn(stored) ? [stored.id] : []));
  return { left, tooLate, back };
}
