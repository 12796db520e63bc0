import { sql, type Kysely, type Transaction } from 'kysely';
import type { TicketId } from '#shared/base/brand.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Tables } from '../tables.ts';
import { lockTickets } from './ticket-rows.ts';

/** Somebody has merged or unmerged between looking and locking: the same again finds what is so now. */
class MergedMeanwhileError extends Error {
  override readonly name = 'MergedMeanwhileError';
  /** PostgreSQL's code for what is worth to be tried again: see `inTransaction`. */
  readonly code = '40001';
}

/**
 * Locks tickets like `lockTickets`, and in the same order the tickets that they are merged into.
 * @param withTargets false: nothing is done to the targets
 */
export async function lockWithTargets(
  tx: Transaction<Tables>,
  ids: readonly TicketId[],
  withTargets: boolean,
): Promise<ReadonlyMap<TicketId, Ticket>> {
  if (!withTargets || ids.length === 0) return lockTickets(tx, ids);
  const { rows } = await sql<{ merged_into: TicketId }>`
    select merged_into from ticket where id = any(${ids}::uuid[]) and merged_into is not null`.execute(tx);
  const targets = rows.map((row) => row.merged_into);
  const tickets = await lockTickets(tx, [...new Set([...ids, ...targets])]);
  for (const { mergedInto } of tickets.values())
    if (mergedInto !== null && !tickets.has(mergedInto)) throw new MergedMeanwhileError();
  return tickets;
}

/** Which tickets are merged into these, each with the one it is merged into. */
export async function findMerged(
  db: Kysely<Tables>,
  targets: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, TicketId>> {
  const { rows } = await sql<{ id: TicketId; merged_into: TicketId }>`
    select id, merged_into from ticket where merged_into = any(${targets}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.merged_into]));
}
