import type { TicketId } from '#shared/base/brand.ts';
import type { Push } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import { inTransaction } from '../../storage/in-transaction.ts';
import type { Storage } from '../../storage/storage.ts';
import { storageFailureOf } from '../health.ts';
import { sightOf } from '../sight.ts';
import { decideLines, type Decided } from './decide-lines.ts';
import { findAnswers } from './find-answers.ts';
import { findKnown } from './find-known.ts';
import { readLine, type Line } from './read-line.ts';
import { writeDecided, type Changes } from './write-decided.ts';

/** What a transaction has decided and written. */
interface Settled {
  readonly decided: readonly Decided[];
  readonly written: Changes;
}

/**
 * Decides pushed commands in their order and keeps each verdict with its effect (I2). A command that is not applied fences
 * those behind it on its ticket, and no others (I3).
 *
 * All go in one transaction. Where that fails, each goes in one of its own, so that a command that makes the helpdesk
 * fail does not stop the others: it is left out of the answers, and nothing of it has been decided or written.
 * @throws where every command fails, or the database or the disk does: none of them is to blame
 */
export async function decideCommands(
  storage: Storage,
  person: Person,
  push: Push,
): Promise<readonly Answer[]> {
  const lines = push.commands.map((pushed) => readLine(pushed, push.client));
  const { decided, written } = await settle(storage, person, lines, new Set()).catch((error: unknown) => {
    if (lines.length === 1 || storageFailureOf(error) !== null) throw error;
    return settleOneByOne(storage, person, lines);
  });
  return findAnswers(storage.db, sightOf(person), decided, written);
}

/** One transaction: lock and look, decide in memory, write. */
async function settle(
  storage: Storage,
  person: Person,
  lines: readonly Line[],
  fenced: ReadonlySet<TicketId>,
): Promise<Settled> {
  return inTransaction(storage.db, async (tx) => {
    const known = await findKnown(tx, person, lines);
    const { decided, writes } = decideLines(lines, person, known, fenced, storage.clock.now());
    return { decided, written: await writeDecided(tx, person, writes) };
  });
}

async function settleOneByOne(storage: Storage, person: Person, lines: readonly Line[]): Promise<Settled> {
  const decided: Decided[] = [];
  const written = new Map<string, unknown>();
  const fenced = new Set<TicketId>();
  let failure: unknown = null;
  for (const line of lines) {
    const ticketId = typeof line.command === 'string' ? null : line.command.ticketId;
    try {
      const settled = await settle(storage, person, [line], fenced);
      decided.push(...settled.decided);
      for (const [key, change] of settled.written) written.set(key, change);
      if (ticketId !== null && settled.decided.some(({ outcome }) => outcome.kind !== 'applied'))
        fenced.add(ticketId);
    } catch (error) {
      if (storageFailureOf(error) !== null) throw error;
      failure = error;
      if (ticketId !== null) fenced.add(ticketId);
      storage.log.error('A command could not be decided; it is left out of the answers.', {
        kind: typeof line.command === 'string' ? line.command : line.command.kind,
        reason: error instanceof Error ? error.name : 'unknown',
        code: error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null,
      });
    }
  }
  if (decided.length === 0) throw failure;
  return { decided, written };
}
