import { sql, type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { assertNever } from '#shared/base/assert-never.ts';
import {
  clientIdSchema,
  commandIdSchema,
  type CommandId,
  type EpochMs,
  type MessageId,
  type PersonId,
  type TicketId,
} from '#shared/base/brand.ts';
import type { Push } from '#shared/contract/http/routes.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { can, seesQueue } from '#shared/domain/roles/can.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { applyCommand, messageIdOf, type Effect } from '#shared/sync/apply-command.ts';
import { ACTION_OF, attachmentsOf, commandSchema, type Command } from '#shared/sync/command.ts';
import type { Answer, Deferral, RefusalReason, Verdict } from '#shared/sync/outcome.ts';
import { keyOf, publish, type FeedRow } from '../storage/feed.ts';
import { inTransaction } from '../storage/in-transaction.ts';
import { insertMessages } from '../storage/rows/message-rows.ts';
import { findPerson } from '../storage/rows/person-rows.ts';
import { lockTicket, updateTicket } from '../storage/rows/ticket-rows.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../storage/tables.ts';
import { findUsable } from './attachments.ts';
import { findChanges } from './feed-rows.ts';
import { sightOf, type Sight } from './sight.ts';

type Pushed = Push['commands'][number];
type Outcome = Verdict | Deferral;

const FENCED: Deferral = { kind: 'deferred', reason: 'fenced' };

/** Enough of a command to say that only its kind is unknown. */
const envelopeSchema = z.object({
  id: commandIdSchema,
  client: clientIdSchema,
  kind: z.string(),
});
const KINDS: ReadonlySet<string> = new Set(Object.keys(ACTION_OF));

/**
 * Decides pushed commands one after the other, each with its effect and its stored outcome in one transaction (I2).
 * A command that is not applied fences those behind it on its ticket, and no others (I3).
 */
export async function decideCommands(
  storage: Storage,
  person: Person,
  push: Push,
): Promise<readonly Answer[]> {
  const decided: Decided[] = [];
  const fenced = new Set<TicketId>();
  for (const pushed of push.commands) {
    const command = readCommand(pushed, push.client);
    const outcome = await decide(storage, person, push, pushed, command, (id) => fenced.has(id));
    if (typeof command !== 'string' && outcome.kind !== 'applied') fenced.add(command.ticketId);
    decided.push({ id: pushed.id, command, outcome });
  }
  return findAnswers(storage.db, sightOf(person), decided);
}

/** The command, or why it will never be one. */
function readCommand(pushed: Pushed, client: Push['client']): Command | 'unsupported' | 'invalid' {
  const parsed = commandSchema.safeParse(pushed.command);
  if (parsed.success) {
    return parsed.data.id === pushed.id && parsed.data.client === client ? parsed.data : 'invalid';
  }
  const envelope = envelopeSchema.safeParse(pushed.command);
  return envelope.success && !KINDS.has(envelope.data.kind) ? 'unsupported' : 'invalid';
}

/** One command in one transaction: its stored outcome, or the decision with its effect. */
async function decide(
  storage: Storage,
  person: Person,
  push: Push,
  pushed: Pushed,
  command: Command | 'unsupported' | 'invalid',
  isFenced: (ticketId: TicketId) => boolean,
): Promise<Outcome> {
  return inTransaction(storage.db, async (tx) => {
    // The lock comes first: a repetition that runs at the same time waits here, and then finds the stored outcome.
    const ticket = typeof command === 'string' ? null : await lockTicket(tx, command.ticketId);
    const { stored, isInTurn, isMessageTaken } = await findKnown(tx, person, pushed);
    if (stored !== null) return stored.isOwn ? stored.verdict : { kind: 'refused', reason: 'not-allowed' };
    if (!isInTurn || (typeof command !== 'string' && isFenced(command.ticketId))) return FENCED;

    const at = Math.max(storage.clock.now(), ticket?.updatedAt ?? 0) as EpochMs;
    const { outcome, effect } = await judge(tx, person, ticket, isMessageTaken ? 'invalid' : command, at);
    if (outcome.kind === 'deferred') return outcome;
    await tx
      .insertInto('command')
      .values({
        id: pushed.id,
        client: push.client,
        person_id: person.id,
        ticket_id: typeof command === 'string' ? null : command.ticketId,
        n: typeof command === 'string' ? null : command.n,
        verdict: JSON.stringify(outcome),
        at,
      })
      .execute();
    if (effect !== null) {
      const { queueId } = effect.ticket;
      const rows: FeedRow[] = [await updateTicket(tx, effect.ticket)];
      if (effect.message !== null) rows.push(...(await insertMessages(tx, [effect.message], () => queueId)));
      await publish(tx, rows);
    }
    return outcome;
  });
}

/** What is known under the ids of a command and of the one it comes after. */
interface Known {
  readonly stored: { readonly isOwn: boolean; readonly verdict: Verdict } | null;
  /** The one before is applied; also when there is none. */
  readonly isInTurn: boolean;
  /** There is a timeline entry of this id: a command adds one under its own, so this is no fresh id. */
  readonly isMessageTaken: boolean;
}

async function findKnown(tx: Transaction<Tables>, person: Person, { id, after }: Pushed): Promise<Known> {
  const { rows } = await sql<{ id: string; person_id: PersonId | null; verdict: Verdict | null }>`
    select id, person_id, verdict from command where id = ${id}::uuid or id = ${after}::uuid
    union all
    select id, null, null from message where id = ${id}::uuid`.execute(tx);
  const commands = rows.flatMap(({ id, person_id, verdict }) =>
    verdict === null ? [] : [{ id, isOwn: person_id === person.id, verdict }],
  );
  const before = commands.find((command) => command.id === after);
  return {
    stored: commands.find((command) => command.id === id) ?? null,
    isInTurn: after === null || (before?.isOwn === true && before.verdict.kind === 'applied'),
    isMessageTaken: rows.some((row) => row.verdict === null),
  };
}

interface Decision {
  readonly outcome: Outcome;
  /** What is to be written; null when nothing changes. */
  readonly effect: Effect | null;
}

function refuse(reason: RefusalReason): Decision {
  return { outcome: { kind: 'refused', reason }, effect: null };
}

/** The rules: those that need the database, then the one that the client has predicted with. */
async function judge(
  tx: Transaction<Tables>,
  person: Person,
  ticket: Ticket | null,
  command: Command | 'unsupported' | 'invalid',
  at: EpochMs,
): Promise<Decision> {
  if (typeof command === 'string') return refuse(command);
  if (ticket === null || !seesQueue(person, ticket.queueId)) return refuse('no-such-ticket');
  // Before the attachments: who may not do it may not upload either, and would wait for ever.
  if (!can(person, ACTION_OF[command.kind], ticket)) return refuse('not-allowed');
  if (command.kind === 'assign' && command.payload.to !== null) {
    const assignee = await findPerson(tx, command.payload.to);
    const isFit = assignee !== null && assignee.active && can(assignee, 'ticket.reply', ticket);
    if (!isFit) return refuse('no-such-person');
  }
  const complete = await completeAttachments(tx, person, command);
  if (complete === null) return { outcome: { kind: 'deferred', reason: 'attachment-missing' }, effect: null };

  const result = applyCommand(ticket, complete, person, at);
  if (!result.ok) return { outcome: result.error, effect: null };
  const isChanged = result.value.ticket !== ticket || result.value.message !== null;
  return { outcome: { kind: 'applied' }, effect: isChanged ? result.value : null };
}

/**
 * The command with the sizes and types of its attachments as they are here: what the client says of them is a guess.
 * @returns null when one has not arrived, or is nothing that this person has brought or can see
 */
async function completeAttachments(
  tx: Transaction<Tables>,
  person: Person,
  command: Command,
): Promise<Command | null> {
  const named = attachmentsOf(command);
  if (named.length === 0 || (command.kind !== 'reply' && command.kind !== 'note')) return command;
  const usable = await findUsable(
    tx,
    person,
    named.map((attachment) => attachment.sha256),
  );
  const attachments: Attachment[] = [];
  for (const { sha256, name } of named) {
    const content = usable.get(sha256);
    if (content === undefined) return null;
    attachments.push({ sha256, name, ...content });
  }
  return { ...command, payload: { ...command.payload, attachments } };
}

/** Customer messages given beside a held command: enough to look at. */
const MAX_NEWER = 50;

interface Decided {
  readonly id: CommandId;
  readonly command: Command | 'unsupported' | 'invalid';
  readonly outcome: Outcome;
}

/** Beside each outcome what the operator should see, as it is now and as far as it is in sight. */
async function findAnswers(
  db: Kysely<Tables>,
  sight: Sight,
  decided: readonly Decided[],
): Promise<readonly Answer[]> {
  const keys = await Promise.all(decided.map((one) => findAnswerKeys(db, one)));
  const changes = await findChanges(db, sight, keys.flat());
  return decided.map(({ id, outcome }, index) => ({
    id,
    outcome,
    changes: (keys[index] ?? []).flatMap((key) => changes.get(keyOf(key.type, key.id)) ?? []),
  }));
}

async function findAnswerKeys(
  db: Kysely<Tables>,
  { command, outcome }: Decided,
): Promise<readonly { readonly type: 'ticket' | 'message'; readonly id: string }[]> {
  if (typeof command === 'string' || outcome.kind === 'deferred') return [];
  const ticket = { type: 'ticket', id: command.ticketId } as const;
  switch (outcome.kind) {
    case 'applied':
      return [ticket, { type: 'message', id: messageIdOf(command) }];
    case 'held':
      return [
        ticket,
        ...(await findNewerMessages(db, command)).map((id) => ({ type: 'message', id }) as const),
      ];
    case 'refused':
      return [ticket];
    default:
      return assertNever(outcome);
  }
}

/** The customer's messages after the one the operator had seen, oldest first. */
async function findNewerMessages(db: Kysely<Tables>, command: Command): Promise<readonly MessageId[]> {
  const { rows } = await sql<{ id: MessageId }>`
    select id from message
    where ticket_id = ${command.ticketId}::uuid and kind = 'customer' and (at, id) > (
      select coalesce(max(seen.at), -1), coalesce(max(seen.id::text)::uuid, '00000000-0000-0000-0000-000000000000')
      from message seen where seen.id = ${command.seen.lastCustomerMessageId}::uuid and seen.ticket_id = message.ticket_id)
    order by at desc, id desc limit ${MAX_NEWER}`.execute(db);
  return rows.map((row) => row.id).reverse();
}
