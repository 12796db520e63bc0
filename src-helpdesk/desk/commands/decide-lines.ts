import type { CommandId, CustomerId, EpochMs, MessageId, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { can, seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, type Effect } from '#shared/sync/apply-command.ts';
import { applyToCustomer, isAboutCustomer } from '#shared/sync/apply-to-customer.ts';
import { ACTION_OF, attachmentsOf, type Command } from '#shared/sync/command.ts';
import type { Deferral, RefusalReason, Verdict } from '#shared/sync/outcome.ts';
import type { StoredCommand } from '../../storage/rows/command-rows.ts';
import { momentAfter } from '../moment-after.ts';
import { assigneeIn, type Known } from './find-known.ts';
import { consequencesOf, refusalByOthers, withPartnerAsListed, type Others } from './other-tickets.ts';
import type { Line } from './read-line.ts';

/** A line with what has become of it. */
export interface Decided {
  readonly line: Line;
  readonly outcome: Verdict | Deferral;
  /** The ticket of the command that has been decided under this id, then or now; null when there is none, or it is another's. */
  readonly ticketId: TicketId | null;
}

/** What a decision writes. */
export interface Writes {
  /** Fresh verdicts, each with its line. */
  readonly verdicts: readonly { readonly line: Line; readonly verdict: Verdict; readonly at: EpochMs }[];
  /** Tickets that have changed, as they are after all of the lines. */
  readonly tickets: readonly Ticket[];
  /** Those that are new, of which the helpdesk has still to give the number. */
  readonly created: readonly Ticket[];
  /** Customers that have changed, as they are after all of the lines. */
  readonly customers: readonly Customer[];
  /** New timeline entries, in the order of the lines. */
  readonly messages: readonly Message[];
}

/**
 * Decides lines one after the other, each on what those before it have left behind (I3), and nothing but memory is
 * touched: the same lines on the same known things always give the same.
 * @param fenced tickets on which an earlier line of this push has not been applied: their lines wait
 * @param now the helpdesk's clock (I12)
 */
export function decideLines(
  lines: readonly Line[],
  person: Person,
  known: Known,
  fenced: ReadonlySet<TicketId>,
  now: EpochMs,
): { readonly decided: readonly Decided[]; readonly writes: Writes } {
  const stored = new Map(known.stored);
  const messageIds = new Set<MessageId>(known.messages);
  const tickets = new Map(known.tickets);
  const customers = new Map(known.customers);
  const changedCustomers = new Set<CustomerId>();
  const changed = new Map<TicketId, Ticket>();
  const created = new Set<TicketId>();
  const merged = new Map(known.merged);
  const others: Others = { ...known, tickets, merged, messages: messageIds };
  const verdicts: { line: Line; verdict: Verdict; at: EpochMs }[] = [];
  const messages: Message[] = [];
  const closed = new Set(fenced);

  const isApplied = (id: CommandId): boolean => {
    const before = stored.get(id);
    return before?.personId === person.id && before.verdict.kind === 'applied';
  };

  const decide = (line: Line): Pick<Decided, 'outcome' | 'ticketId'> => {
    const { id, after, command } = line;
    const before = stored.get(id);
    if (before !== undefined) return repeat(before, person);
    const ticketId = typeof command === 'string' ? null : command.ticketId;
    // What was taken back waits for nothing: it is settled here and now.
    const isInTurn = command === 'withdrawn' || after === null || isApplied(after);
    if (!isInTurn || (ticketId !== null && closed.has(ticketId))) return { outcome: FENCED, ticketId };

    const ticket = ticketId === null ? null : (tickets.get(ticketId) ?? null);
    const at = ticket === null ? now : momentAfter(ticket, now);
    const isTaken = messageIds.has(id as string as MessageId) && command !== 'withdrawn';
    const soFar = { ...known, customers };
    const { outcome, effect, customer } = judge(
      person,
      ticket,
      isTaken ? 'invalid' : command,
      soFar,
      others,
      at,
    );
    if (outcome.kind === 'deferred') return { outcome, ticketId };

    stored.set(id, { id, personId: person.id, ticketId, verdict: outcome });
    verdicts.push({ line, verdict: outcome, at });
    if (customer !== null) {
      customers.set(customer.id, customer);
      changedCustomers.add(customer.id);
    }
    if (effect !== null && ticket !== null && typeof command !== 'string') {
      const after = consequencesOf(command, ticket, effect, others);
      if (effect.message !== null) messages.push(effect.message);
      const all = [...after.tickets];
      if (after.created !== null) {
        all.push({ ...after.created.ticket, number: NO_NUMBER });
        created.add(after.created.ticket.id);
        messageIds.add(after.created.message.id);
        messages.push(after.created.message);
      }
      for (const each of all) {
        tickets.set(each.id, each);
        changed.set(each.id, each);
        if (each.mergedInto === null) merged.delete(each.id);
        else merged.set(each.id, each.mergedInto);
      }
    }
    return { outcome, ticketId };
  };

  const decided = lines.map((line): Decided => {
    const result = decide(line);
    const { command } = line;
    if (typeof command !== 'string' && result.outcome.kind !== 'applied') closed.add(command.ticketId);
    return { line, ...result };
  });
  const [fresh, old] = [true, false].map((isFresh) =>
    [...changed.values()].filter(({ id }) => created.has(id) === isFresh),
  );
  const written = [...changedCustomers].flatMap((id) => customers.get(id) ?? []);
  return {
    decided,
    writes: { verdicts, tickets: old ?? [], created: fresh ?? [], customers: written, messages },
  };
}

/** Until the helpdesk gives one. */
const NO_NUMBER = 0;

const FENCED: Deferral = { kind: 'deferred', reason: 'fenced' };

/** What is said to an id that is settled already (I2); of another's command nothing is told. */
function repeat(stored: StoredCommand, person: Person): Pick<Decided, 'outcome' | 'ticketId'> {
  return stored.personId === person.id
    ? { outcome: stored.verdict, ticketId: stored.ticketId }
    : { outcome: { kind: 'refused', reason: 'not-allowed' }, ticketId: null };
}

interface Judgement {
  readonly outcome: Verdict | Deferral;
  /** What is to be written; null when nothing changes. */
  readonly effect: Effect | null;
  /** The ticket's customer, if he changes. */
  readonly customer: Customer | null;
}

function refuse(reason: RefusalReason): Judgement {
  return { outcome: { kind: 'refused', reason }, effect: null, customer: null };
}

/** The rules: those that only the helpdesk can check, then the one that the client has predicted with. */
function judge(
  person: Person,
  ticket: Ticket | null,
  command: Line['command'],
  known: Known,
  others: Others,
  at: EpochMs,
): Judgement {
  if (typeof command === 'string') return refuse(command);
  if (ticket === null || !seesQueue(person, ticket.queueId)) return refuse('no-such-ticket');
  // Before the attachments: who may not do it may not upload either, and would wait for ever.
  if (!can(person, ACTION_OF[command.kind], ticket)) return refuse('not-allowed');
  const assigneeId = assigneeIn(command);
  if (assigneeId !== null) {
    const assignee = known.people.get(assigneeId);
    const isFit = assignee !== undefined && assignee.active && can(assignee, 'ticket.reply', ticket);
    if (!isFit) return refuse('no-such-person');
  }
  const refusal = refusalByOthers(person, ticket, command, others);
  if (refusal !== null) return refuse(refusal);
  const complete = completeAttachments(withPartnerAsListed(command, others), known.contents);
  if (complete === null)
    return { outcome: { kind: 'deferred', reason: 'attachment-missing' }, effect: null, customer: null };

  const result = applyCommand(ticket, complete, person, at);
  if (!result.ok) return { outcome: result.error, effect: null, customer: null };
  let customer: Customer | null = null;
  if (isAboutCustomer(complete)) {
    const before = known.customers.get(ticket.customerId);
    if (before === undefined) return refuse('invalid');
    const after = applyToCustomer(before, complete, person, at);
    if (!after.ok) return { outcome: after.error, effect: null, customer: null };
    customer = after.value;
  }
  const isChanged = result.value.ticket !== ticket || result.value.message !== null;
  return { outcome: { kind: 'applied' }, effect: isChanged ? result.value : null, customer };
}

/**
 * The command with the sizes and types of its attachments as they are here: what the client says of them is a guess.
 * @returns null when one has not arrived, or is nothing that this person has brought or can see
 */
function completeAttachments(command: Command, contents: Known['contents']): Command | null {
  const named = attachmentsOf(command);
  if (named.length === 0 || (command.kind !== 'reply' && command.kind !== 'note')) return command;
  const attachments: Attachment[] = [];
  for (const { sha256, name } of named) {
    const content = contents.get(sha256);
    if (content === undefined) return null;
    attachments.push({ sha256, name, ...content });
  }
  return { ...command, payload: { ...command.payload, attachments } };
}
