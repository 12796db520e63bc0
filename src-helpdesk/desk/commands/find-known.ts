import type { Transaction } from 'kysely';
import type { CommandId, CustomerId, MessageId, PersonId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { isAboutCustomer } from '#shared/sync/apply-to-customer.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import { lockCustomers } from '../../storage/rows/customer-rows.ts';
import { findKnownIds, type StoredCommand } from '../../storage/rows/command-rows.ts';
import { findPeople } from '../../storage/rows/person-rows.ts';
import { findMessagesById, findMoments } from '../../storage/rows/message-rows.ts';
import { findKnownQueues } from '../../storage/rows/queue-rows.ts';
import { findMerged, lockWithTargets } from '../../storage/rows/merged-tickets.ts';
import { findPartners } from '../../storage/rows/reference-rows.ts';
import type { Tables } from '../../storage/tables.ts';
import { holdUsable } from '../attachments.ts';
import { otherTickets, type Others } from './other-tickets.ts';
import type { Line } from './read-line.ts';

/** All that the decision on some lines depends on, besides the lines themselves. */
export interface Known extends Others {
  /** The tickets named by commands, as they are and, until the transaction ends, remain. */
  readonly tickets: ReadonlyMap<TicketId, Ticket>;
  /** The customers of tickets that a command about its customer names, locked like these and after them. */
  readonly customers: ReadonlyMap<CustomerId, Customer>;
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
 * Locks the tickets that lines are about or name, then finds what is known, in few queries however many lines there are.
 * The locks come first: a repetition that runs at the same time waits here, and then finds the stored verdicts.
 */
export async function findKnown(
  tx: Transaction<Tables>,
  person: Person,
  lines: readonly Line[],
): Promise<Known> {
  const commands = lines.flatMap(({ command }): Command[] => (typeof command === 'string' ? [] : [command]));
  const named = unique(commands.flatMap((command) => [command.ticketId, ...otherTickets(command)]));
  const merges = commands.filter(({ kind }) => kind === 'merge');
  const tickets = await lockWithTargets(tx, named, merges.length > 0);
  const about = commands
    .filter(isAboutCustomer)
    .flatMap(({ ticketId }) => tickets.get(ticketId)?.customerId ?? []);
  const customers = await lockCustomers(tx, unique(about));
  const splits = commands.flatMap((command) => (command.kind === 'split' ? [command.payload] : []));
  const ids = [
    ...lines.flatMap(({ id, after }) => (after === null ? [id] : [id, after])),
    ...splits.map(({ newMessageId }) => newMessageId as string as CommandId),
  ];
  const known = await findKnownIds(tx, unique(ids));
  const assignees = commands.map(assigneeIn).filter((id) => id !== null);
  const queues = commands.flatMap((command) =>
    command.kind === 'delegate' && command.payload.to.kind === 'queue' ? [command.payload.to.id] : [],
  );
  const partners = commands.flatMap((command) =>
    command.kind === 'hand-to-partner' ? [command.payload.partner.id] : [],
  );
  const last = merges.length === 0 ? [] : [...tickets.values()].map((ticket) => ticket.lastCustomerMessageId);
  const contents = commands.flatMap((command) => attachmentsOf(command).map(({ sha256 }) => sha256));
  return {
    tickets,
    customers,
    stored: known.commands,
    messages: known.messages,
    people: await findPeople(tx, unique(assignees)),
    queues: await findKnownQueues(tx, unique(queues)),
    partners: await findPartners(tx, unique(partners)),
    merged: merges.length === 0 ? new Map() : await findMerged(tx, [...tickets.keys()]),
    spokenAt: await findMoments(tx, unique(last.filter((id) => id !== null))),
    split: await findMessagesById(tx, unique(splits.map(({ messageId }) => messageId))),
    contents: contents.length === 0 ? new Map() : await holdUsable(tx, person, unique(contents)),
  };
}

/** Whom a command gives its ticket to, if anybody. */
export function assigneeIn(command: Command): PersonId | null {
  if (command.kind === 'assign') return command.payload.to;
  if (command.kind !== 'delegate' || command.payload.to.kind !== 'person') return null;
  return command.payload.to.id;
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
