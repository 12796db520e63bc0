import type {
  ClientId,
  CommandId,
  CustomerId,
  CustomerNoteId,
  EpochMs,
  MessageId,
  PersonId,
  QueueId,
  ReferenceId,
  Sha256,
  TicketId,
} from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { TICKET_DEFAULTS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import type { Command, CommandKind } from '#shared/sync/command.ts';
import type { Entry } from '#shared/sync/step.ts';

/** Identifiers of the model world: canonical UUIDs whose last part counts. */
function id(group: number, count: number): string {
  return `00000000-0000-7000-8${group.toString(16).padStart(3, '0')}-${count.toString(16).padStart(12, '0')}`;
}

export const ticketId = (count: number) => id(1, count) as TicketId;
export const personId = (count: number) => id(2, count) as PersonId;
export const queueId = (count: number) => id(3, count) as QueueId;
export const customerId = (count: number) => id(4, count) as CustomerId;
export const clientId = (count: number) => id(5, count) as ClientId;
export const commandId = (count: number) => id(6, count) as CommandId;
export const messageId = (count: number) => id(7, count) as MessageId;
export const customerNoteId = (count: number) => id(8, count) as CustomerNoteId;
export const sha256 = (count: number) => count.toString(16).padStart(64, '0') as Sha256;
export const referenceId = (count: number) => id(8, count) as ReferenceId;
export const epochMs = (at: number) => at as EpochMs;

/** An open ticket nobody has, with one message of the customer. */
export function makeTicket(count: number, change: Partial<Ticket> = {}): Ticket {
  return {
    ...TICKET_DEFAULTS,
    id: ticketId(count),
    number: count + 1,
    subject: `Question ${count}`,
    queueId: queueId(0),
    customerId: customerId(count),
    customerName: 'Anna Berg',
    status: 'open',
    priority: 'normal',
    assigneeId: null,
    tags: [],
    channel: 'form',
    language: 'en',
    environment: null,
    createdAt: epochMs(1_000),
    updatedAt: epochMs(1_000),
    waitingSince: epochMs(1_000),
    lastCustomerMessageId: null,
    lastLine: null,
    ...change,
  };
}

export function makeActor(count: number, change: Partial<CommandActor> = {}): CommandActor {
  return {
    id: personId(count),
    name: `Operator ${count}`,
    role: 'operator',
    queueIds: [queueId(0)],
    ...change,
  };
}

export function makeAttachment(count: number): Attachment {
  return { sha256: sha256(count), name: `file-${count}.png`, type: 'image/png', size: 10 + count };
}

type PayloadOf<K extends CommandKind> = Extract<Command, { kind: K }>['payload'];

/** A waiting command as `step` knows it, without files; `change` says what is different. */
export function makeEntry(n: number, ticket: number, change: Partial<Entry> = {}): Entry {
  return {
    id: commandId(n),
    ticketId: ticketId(ticket),
    uploads: [],
    state: 'waiting',
    failures: 0,
    notBefore: 0,
    ...change,
  };
}

/** A command of one kind on ticket 0, by client 0, having seen no message; `change` says what is different. */
export function makeCommand<K extends CommandKind>(
  kind: K,
  payload: PayloadOf<K>,
  change: Partial<Omit<Command, 'kind' | 'payload'>> = {},
): Extract<Command, { kind: K }> {
  const command = {
    id: commandId(change.n ?? 1),
    client: clientId(0),
    n: 1,
    ticketId: ticketId(0),
    seen: { ticketVersion: 1, lastCustomerMessageId: null },
    recordedAt: 2_000,
    ...change,
    kind,
    payload,
  };
  return command as unknown as Extract<Command, { kind: K }>;
}

export function makeCustomerMessage(
  count: number,
  ticket: TicketId,
  at: number,
): Extract<Message, { kind: 'customer' }> {
  return {
    kind: 'customer',
    id: messageId(count),
    ticketId: ticket,
    at: epochMs(at),
    authorName: 'Anna Berg',
    text: `Message ${count}`,
    attachments: [],
    html: null,
    channel: 'chat',
  };
}
