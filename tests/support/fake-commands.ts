import { z } from 'zod';
import type { EpochMs, PersonId, TicketId } from '#shared/base/brand.ts';
import type { Push } from '#shared/contract/http/routes.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { referencesOf, type Reference } from '#shared/domain/references/reference.ts';
import { can } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, messageIdOf } from '#shared/sync/apply-command.ts';
import { applyToCustomer, isAboutCustomer } from '#shared/sync/apply-to-customer.ts';
import { ACTION_OF, commandSchema, type Command } from '#shared/sync/command.ts';
import type { Answer, Deferral, RefusalReason, Verdict } from '#shared/sync/outcome.ts';
import { assigneeIn } from '#helpdesk/desk/commands/find-known.ts';
import {
  consequencesOf,
  refusalByOthers,
  withPartnerAsListed,
  type Others,
} from '#helpdesk/desk/commands/other-tickets.ts';
import type { FakeFiles } from './fake-files.ts';
import type { FakeRows, Published } from './fake-rows.ts';

type Pushed = Push['commands'][number];

const FENCED: Deferral = { kind: 'deferred', reason: 'fenced' };

/** What decides commands on the fake helpdesk, with the outcomes it has stored. */
export function createFakeCommands(rows: FakeRows, files: FakeFiles, now: () => EpochMs) {
  let stored = new Map<string, { readonly by: PersonId; readonly verdict: Verdict }>();
  /** Ids in the order in which they took effect. */
  const applied: string[] = [];

  function decide(who: Person, push: Push, pushed: Pushed, fenced: ReadonlySet<TicketId>): Answer['outcome'] {
    const known = stored.get(pushed.id);
    if (known !== undefined)
      return known.by === who.id ? known.verdict : { kind: 'refused', reason: 'not-allowed' };
    if (pushed.withdraw === true) {
      const verdict: Verdict = { kind: 'refused', reason: 'withdrawn' };
      stored.set(pushed.id, { by: who.id, verdict });
      return verdict;
    }
    if (pushed.after !== null) {
      const before = stored.get(pushed.after);
      if (before?.by !== who.id || before.verdict.kind !== 'applied') return FENCED;
    }
    const command = rows.find<Message>(pushed.id) === undefined ? readCommand(pushed, push) : 'invalid';
    if (typeof command !== 'string' && fenced.has(command.ticketId)) return FENCED;
    const outcome = judge(who, command);
    if (outcome.kind === 'deferred') return outcome;
    stored.set(pushed.id, { by: who.id, verdict: outcome });
    if (outcome.kind === 'applied') applied.push(pushed.id);
    return outcome;
  }

  function judge(who: Person, command: Command | 'unsupported' | 'invalid'): Answer['outcome'] {
    const refuse = (reason: RefusalReason): Verdict => ({ kind: 'refused', reason });
    if (typeof command === 'string') return refuse(command);
    const ticket = rows.find<Ticket>(command.ticketId);
    if (ticket === undefined || !rows.sees(who, ticket)) return refuse('no-such-ticket');
    if (!can(who, ACTION_OF[command.kind], ticket.row)) return refuse('not-allowed');
    const assigneeId = assigneeIn(command);
    if (assigneeId !== null) {
      const assignee = rows.person(assigneeId);
      if (assignee?.active !== true || !can(assignee, 'ticket.reply', ticket.row))
        return refuse('no-such-person');
    }
    const others = othersOf();
    const refusal = refusalByOthers(who, ticket.row, command, others);
    if (refusal !== null) return refuse(refusal);
    const complete = withFiles(who, withPartnerAsListed(command, others));
    if (complete === null) return { kind: 'deferred', reason: 'attachment-missing' };
    const effect = applyCommand(ticket.row, complete, who, now());
    if (!effect.ok) return effect.error;
    if (isAboutCustomer(complete)) {
      const before = rows.find<Customer>(ticket.row.customerId);
      if (before === undefined) return refuse('invalid');
      const after = applyToCustomer(before.row, complete, who, now());
      if (!after.ok) return after.error;
      rows.publish('customer', after.value);
    }
    if (effect.value.message !== null) rows.publish('message', effect.value.message);
    if (effect.value.ticket !== ticket.row) {
      const after = consequencesOf(complete, ticket.row, effect.value, others);
      for (const each of after.tickets) rows.publish('ticket', each);
      if (after.created !== null) {
        const number = 1 + Math.max(...rows.all<Ticket>('ticket').map(({ row }) => row.number));
        rows.publish('ticket', { ...after.created.ticket, number });
        rows.publish('message', after.created.message);
      }
      // A ticket that enters another queue takes its messages and its customer along.
      if (effect.value.ticket.queueId !== ticket.row.queueId) rows.publishCompanions(ticket.row);
    }
    return { kind: 'applied' };
  }

  function othersOf(): Others {
    const tickets = rows.all<Ticket>('ticket').map(({ row }) => row);
    const messages = rows.all<Message>('message').map(({ row }) => row);
    return {
      tickets: new Map(tickets.map((each) => [each.id, each])),
      merged: new Map(
        tickets.flatMap(({ id, mergedInto }) => (mergedInto === null ? [] : [[id, mergedInto]])),
      ),
      split: new Map(messages.map((each) => [each.id, each])),
      spokenAt: new Map(messages.map((each) => [each.id, each.at])),
      queues: new Set(rows.all<Queue>('queue').map(({ row }) => row.id)),
      messages: new Set(messages.map((each) => each.id)),
      partners: new Map(
        referencesOf(
          rows.all<Reference>('reference').map(({ row }) => row),
          'partner',
        ).map(({ id, content }) => [id, content]),
      ),
    };
  }

  /** What the client says of its attachments is a guess. @returns null when one has not arrived */
  function withFiles(who: Person, command: Command): Command | null {
    if (command.kind !== 'reply' && command.kind !== 'note') return command;
    const attachments: Attachment[] = [];
    for (const { sha256, name } of command.payload.attachments) {
      const file = files.findUsable(who, sha256);
      if (file === null) return null;
      attachments.push({ sha256, name, size: file.bytes.length, type: file.type });
    }
    return { ...command, payload: { ...command.payload, attachments } };
  }

  /** Rows beside an outcome, those in sight. */
  function changesBeside(who: Person, push: Push, pushed: Pushed, outcome: Answer['outcome']): unknown[] {
    const command = readCommand(pushed, push);
    if (typeof command === 'string' || outcome.kind === 'deferred') return [];
    const concerned: (Published | undefined)[] = [rows.find<Ticket>(command.ticketId)];
    const customerId = concerned[0]?.type === 'ticket' ? (concerned[0].row as Ticket).customerId : '';
    if (isAboutCustomer(command)) concerned.push(rows.find<Customer>(customerId));
    if (outcome.kind === 'applied') concerned.push(rows.find<Message>(messageIdOf(command)));
    if (outcome.kind === 'held') concerned.push(...newerThanSeen(command));
    return concerned
      .filter((each) => each !== undefined && rows.sees(who, each))
      .map((each) => rows.changeOf(who, each as Published));
  }

  /** The customer's messages after the one that the operator had seen. */
  function newerThanSeen(command: Command): Published[] {
    const seen = rows.find<Message>(command.seen.lastCustomerMessageId ?? '')?.row.at ?? -1;
    const isHere = (id: TicketId) =>
      id === command.ticketId || rows.find<Ticket>(id)?.row.mergedInto === command.ticketId;
    return rows
      .all<Message>('message')
      .filter(({ row }) => isHere(row.ticketId) && row.kind === 'customer' && row.at > seen);
  }

  return {
    applied: applied as readonly string[],
    verdict: (id: string): Verdict | null => stored.get(id)?.verdict ?? null,
    /** Decides all of a push in its order: one that is not applied fences those behind it on its ticket (I3). */
    decideAll(who: Person, push: Push): Answer[] {
      const fenced = new Set<TicketId>();
      const outcomes = push.commands.map((pushed) => {
        const outcome = decide(who, push, pushed, fenced);
        const command = readCommand(pushed, push);
        if (typeof command !== 'string' && outcome.kind !== 'applied') fenced.add(command.ticketId);
        return { pushed, outcome };
      });
      return outcomes.map(({ pushed, outcome }) => ({
        id: pushed.id,
        outcome,
        changes: changesBeside(who, push, pushed, outcome),
      }));
    },
    /** @returns what forgets every outcome since, as a restored backup does */
    backUp(): () => void {
      const saved = [...stored];
      return () => void (stored = new Map(saved));
    },
  };
}

const envelopeSchema = commandSchema.options[0].pick({ id: true, client: true }).extend({ kind: z.string() });

/** The command, or why it will never be one. */
function readCommand(pushed: Pushed, { client }: Push): Command | 'unsupported' | 'invalid' {
  const parsed = commandSchema.safeParse(pushed.command);
  if (parsed.success)
    return parsed.data.id === pushed.id && parsed.data.client === client ? parsed.data : 'invalid';
  const envelope = envelopeSchema.safeParse(pushed.command);
  return envelope.success && !Object.hasOwn(ACTION_OF, envelope.data.kind) ? 'unsupported' : 'invalid';
}
