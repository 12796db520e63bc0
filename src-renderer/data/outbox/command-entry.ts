import { dueAt, isAsleep, type Clocks } from '#shared/sync/delay.ts';
import type { Entry } from '#shared/sync/entry.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import { commandIdSchema, ticketIdSchema } from '#shared/base/brand.ts';
import { z } from 'zod';
import type { StoredCommand, StoredCommandState } from '../store/stored.ts';

/** What scheduling needs of a stored command; null for one that only waits for its rows, or for its time to be given. */
export function entryOf(stored: StoredCommand, clocks: Clocks): Entry | null {
  const { state, delay } = stored;
  if (state.kind === 'landed' || (state.kind === 'waiting' && isAsleep(delay, clocks.wall))) return null;
  return {
    id: stored.id,
    ticketId: stored.command.ticketId,
    uploads: [...new Set(attachmentsOf(stored.command).map((attachment) => attachment.sha256))],
    state: stageOf(state),
    failures: 0,
    notBefore: 0,
    ...(delay?.kind === 'undo' && { dueAt: dueAt(delay, clocks) }),
  };
}

function stageOf({ kind }: StoredCommandState): Entry['state'] {
  return kind === 'waiting' || kind === 'withdrawing' ? kind : 'undecided';
}

const fenceSchema = z.object({ id: commandIdSchema, command: z.object({ ticketId: ticketIdSchema }) });

/** For a command that this version cannot read: what is behind it on its ticket must wait for a newer version (I3). */
export function fenceOf(stored: unknown): Entry | null {
  const parsed = fenceSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { id, command } = parsed.data;
  return { id, ticketId: command.ticketId, uploads: [], state: 'undecided', failures: 0, notBefore: 0 };
}
