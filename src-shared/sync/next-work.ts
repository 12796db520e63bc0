import type { CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Entry } from './entry.ts';
import { unfenced } from './fence.ts';

/** The part of the state that the choice of work depends on. */
interface Work {
  readonly outbox: readonly Entry[];
  readonly uploaded: ReadonlySet<Sha256>;
  /** Commands that are sent each alone. */
  readonly alone: ReadonlySet<CommandId>;
}

/** One command of a push, with the one it comes after on its ticket within this client's unsettled work (I3). */
export interface Line {
  readonly id: CommandId;
  readonly after: CommandId | null;
  /** Set: not the command itself goes, but that it is taken back. */
  readonly withdraw?: true;
}

/** The next attachment that a command needs which could go soon, oldest command first; null when there is none. */
export function nextUpload(work: Work, now: number): Sha256 | null {
  const inLine = unfenced(work.outbox, (entry) => entry.state !== 'waiting' || entry.notBefore > now);
  for (const entry of inLine) {
    const missing = entry.uploads.find((sha256) => !work.uploaded.has(sha256));
    if (missing !== undefined) return missing;
  }
  return null;
}

/**
 * The next push: all that can go together, at most `limit`, what is taken back first and then the oldest; else one that
 * goes alone, the one that has failed the least, so that all have their turn. Empty when nothing can go. To take back
 * needs no attachment and no turn: a person must get out of what stands still.
 */
export function nextPush(work: Work, now: number, limit: number): readonly Line[] {
  const isReady = (entry: Entry) =>
    entry.state === 'waiting' &&
    entry.notBefore <= now &&
    (entry.dueAt ?? 0) <= now &&
    entry.uploads.every((sha256) => work.uploaded.has(sha256));

  const takenBack = work.outbox.filter((entry) => entry.state === 'withdrawing' && entry.notBefore <= now);

  const together = [
    ...takenBack.filter((entry) => !work.alone.has(entry.id)),
    ...unfenced(work.outbox, (entry) => !isReady(entry) || work.alone.has(entry.id)),
  ];
  if (together.length > 0) {
    const last = new Map<TicketId, CommandId>();
    return together.slice(0, limit).map((entry) => {
      const { id, ticketId } = entry;
      if (entry.state === 'withdrawing') return withdrawalOf(entry);
      const after = last.get(ticketId) ?? null;
      last.set(ticketId, id);
      return { id, after };
    });
  }

  const heads = new Map<TicketId, Entry>();
  for (const entry of unfenced(work.outbox, (each) => !isReady(each)))
    if (!heads.has(entry.ticketId)) heads.set(entry.ticketId, entry);
  const [first] = [...takenBack, ...heads.values()].toSorted((a, b) => a.failures - b.failures);
  if (first === undefined) return [];
  return [first.state === 'withdrawing' ? withdrawalOf(first) : { id: first.id, after: null }];
}

function withdrawalOf({ id }: Entry): Line {
  return { id, after: null, withdraw: true };
}
