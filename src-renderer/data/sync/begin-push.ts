import type { CommandId } from '#shared/base/brand.ts';
import type { Line } from '#shared/sync/next-work.ts';
import { isStoredCommand } from '../outbox/parse-stored.ts';
import { transact, type Database } from '../store/database.ts';
import type { StoredCommand } from '../store/stored.ts';
import type { BegunPush } from './ledger.ts';

/** What a push has changed on the disk before it goes. */
export interface MarkedPush extends BegunPush {
  /** Commands that were sent and whose fate is not known. */
  readonly attempted: ReadonlySet<CommandId>;
  /** Commands of which the helpdesk may know from now on that they are taken back. */
  readonly asked: readonly StoredCommand[];
}

/**
 * Marks commands as sent, in one transaction that is on the disk before anything goes: whoever looks afterwards knows that
 * they may have arrived. What is sent is what the disk says in this moment, a person may have thought otherwise meanwhile.
 * @param outbox what is known of the outbox; @param lines what is to go; @param sleeps whether it has been put off meanwhile
 */
export async function beginPush(
  strict: Database,
  outbox: readonly StoredCommand[],
  attempted: ReadonlySet<CommandId>,
  lines: readonly Line[],
  sleeps: (stored: StoredCommand) => boolean = () => false,
): Promise<MarkedPush> {
  const wanted = new Set(lines.map((line) => line.id));
  const orders = outbox.filter((stored) => wanted.has(stored.id)).map((stored) => stored.order);
  if (orders.length === 0) return { client: null, lines: [], missing: [...wanted], attempted, asked: [] };

  return transact(strict, 'rw', ['meta', 'outbox'], async (tables) => {
    const there = await tables.outbox
      .where('order')
      .between(Math.min(...orders), Math.max(...orders), true, true)
      .toArray();
    const found = new Map(
      there
        .filter((stored) => isStoredCommand(stored) && wanted.has(stored.id))
        .map((stored) => [stored.id, stored] as const),
    );
    // What the disk has damaged meanwhile is not gone: it still fences its ticket (I3, I7).
    const damaged = new Set(there.filter((stored) => !isStoredCommand(stored)).map((stored) => stored.order));
    const gone = new Set(outbox.filter((stored) => !damaged.has(stored.order)).map((stored) => stored.id));
    const missing = lines.filter((line) => !found.has(line.id) && gone.has(line.id)).map((line) => line.id);
    const [first] = found.values();
    const client = first?.command.client ?? null;
    const last = new Map<string, CommandId>();
    const asked: StoredCommand[] = [];
    const send = lines.flatMap((line): BegunPush['lines'] => {
      const stored = found.get(line.id);
      if (stored === undefined || stored.command.client !== client) return [];
      const { ticketId } = stored.command;
      if (stored.state.kind === 'withdrawing') {
        if (!stored.state.asked) asked.push({ ...stored, state: { kind: 'withdrawing', asked: true } });
        // One that was still to be sent when this was planned: what names it as before it waits for the answer.
        if (line.withdraw === undefined) last.set(ticketId, stored.id);
        return [{ id: stored.id, after: null, command: null, withdraw: true }];
      }
      // A person has thought better of it: it goes in its turn, not out of it (I3).
      if (line.withdraw !== undefined) return [];
      if (sleeps(stored) && !attempted.has(stored.id)) return [];
      const after = last.get(ticketId) ?? null;
      last.set(ticketId, stored.id);
      return [{ id: stored.id, after, command: stored.command }];
    });
    if (asked.length > 0) await tables.outbox.bulkPut(asked);
    if (send.every((line) => attempted.has(line.id)))
      return { client, lines: send, missing, attempted, asked };
    const marked = new Set([...attempted, ...send.map((line) => line.id)]);
    await tables.meta.put({ key: 'attempted', ids: [...marked] });
    return { client, lines: send, missing, attempted: marked, asked };
  });
}
