import type { Transaction } from 'kysely';
import type { CommandId, MessageId, PersonId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import { findKnownIds, type StoredCommand } from '../../storage/rows/command-rows.ts';
import { findPeople } from '../../storage/rows/person-rows.ts';
import { lockTickets } from '../../storage/rows/ticket-rows.ts';
import type { Tables } from '../../storage/tables.ts';
import { holdUsable } from '../attachments.ts';
import type { Line } from './read-line.ts';

/** All that the decision on some lines depends on, besides the lines themselves. */
export interface Known {
  /** The tickets named by commands, as they are and, until the transaction ends, remain. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>;
  /** Verdicts that are stored already, under the ids of the lines and of those that they come after. */
  readonly stored: ReadonlyMap<CommandId, StoredCommand>;
  /** Ids of lines that a timeline entry has already. */
  readonly messages: ReadonlySet<MessageId>;
  /** Whom tickets are to be assigned to. */
  readonly people: ReadonlyMap<PersonId, Person>;
  /** The named contents that this person may use, as they are here. */
  readonly contents: ReadonlyMap<Sha256, { readonly size: number; readonly type: string }>;
}

/**
 * Locks the tickets that lines are about, then finds what is known, in at most four queries however many lines there are.
 * The locks come first: a repetition that runs at the same time waits here, and then finds the stored verdicts.
 */
export async function findKnown(
  tx: Transaction<Tables>,
  person: Person,
  lines: readonly Line[],
): Promise<Known> {
  const commands = lines.flatMap(({ command }): Command[] => (typeof command === 'string' ? [] : [command]));
  const tickets = await lockTickets(tx, unique(commands.map((command) => command.ticketId)));
  const ids = lines.flatMap(({ id, after }) => (after === null ? [id] : [id, after]));
  const known = await findKnownIds(tx, unique(ids));
  const assignees = commands.flatMap((command) =>
    command.kind === 'assign' && command.payload.to !== null ? [command.payload.to] : [],
  );
  const contents = commands.flatMap((command) => attachmentsOf(command).map(({ sha256 }) => sha256));
  return {
    tickets,
    stored: known.commands,
    messages: known.messages,
    people: await findPeople(tx, unique(assignees)),
    contents: contents.length === 0 ? new Map() : await holdUsable(tx, person, unique(contents)),
  };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
