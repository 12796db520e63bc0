import type { CustomerId, EpochMs, MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import { TICKET_DEFAULTS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { inOtherLayout } from '#shared/domain/search/keyboard-layout.ts';
import { answerRequest, type Answered } from '#renderer/data/search/answer-request.ts';
import type { SearchIndex } from '#renderer/data/search/search-index.ts';
import type { SearchRequest } from '#renderer/data/search/search-wire.ts';

const id = <T>(kind: number, n: number) =>
  `0000000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}` as T;

export const SEARCHER = id<PersonId>(1, 1);
export const COLLEAGUE = id<PersonId>(1, 2);
export const QUEUE = id<QueueId>(2, 1);

/** A ticket for tests of searching. */
export function searchTicket(n: number, given: Partial<Ticket> = {}): Ticket {
  return {
    ...TICKET_DEFAULTS,
    id: id<TicketId>(3, n),
    number: n,
    subject: 'Subject',
    queueId: QUEUE,
    customerId: id<CustomerId>(4, n),
    customerName: 'Kim Customer',
    status: 'open',
    priority: 'normal',
    assigneeId: null,
    tags: [],
    channel: 'form',
    language: 'en',
    environment: null,
    createdAt: (n * 1_000) as EpochMs,
    updatedAt: (n * 1_000) as EpochMs,
    waitingSince: null,
    lastCustomerMessageId: null,
    lastLine: null,
    ...given,
  };
}

/** A message of the ticket of that number. */
export function searchMessage(
  n: number,
  ticket: number,
  text: string,
  given: { readonly authorId?: PersonId; readonly file?: string } = {},
): Message {
  const common = {
    id: id<MessageId>(5, n),
    ticketId: id<TicketId>(3, ticket),
    at: n as EpochMs,
    authorName: 'Somebody',
    text,
    attachments:
      given.file === undefined
        ? []
        : [{ sha256: 'a'.repeat(64) as never, name: given.file, type: 'text/plain', size: 1 }],
  };
  return given.authorId === undefined
    ? { ...common, kind: 'customer', html: null, channel: 'form' }
    : { ...common, kind: 'reply', authorId: given.authorId };
}

/** The customer of the ticket of that number. */
export function searchCustomer(n: number, given: Partial<Customer> = {}): Customer {
  return {
    id: id<CustomerId>(4, n),
    name: 'Kim Customer',
    email: null,
    phone: null,
    company: null,
    language: 'en',
    level: 'regular',
    products: [],
    environment: null,
    createdAt: 0 as EpochMs,
    ...given,
  };
}

/** Asks an index whose texts are in `texts`, by message. */
export async function ask(
  index: SearchIndex,
  text: string,
  texts: ReadonlyMap<MessageId, string> = new Map(),
  more: Partial<SearchRequest> = {},
): Promise<Answered> {
  const other = inOtherLayout(text);
  const answered = await answerRequest(
    index,
    {
      id: 1,
      query: parseQuery(text),
      other: other === null ? null : { text: other, query: parseQuery(other) },
      limit: 1_000,
      me: SEARCHER,
      people: [
        [SEARCHER, 'Anna Lind'],
        [COLLEAGUE, 'Boris Krüger'],
      ],
      queues: [[QUEUE, 'Billing']],
      now: 0,
      shown: [],
      unsent: [],
      ...more,
    },
    async (piece) => texts.get(index.pieces.id(piece)) ?? null,
    () => true,
  );
  if (answered === null) throw new Error('nobody cancelled it');
  return answered;
}

/** Numbers of the tickets that were found, best first. */
export async function numbersFound(...given: Parameters<typeof ask>): Promise<readonly number[]> {
  const [index] = given;
  const { found } = await ask(...given);
  return found.map(({ ticketId }) => index.tickets[index.ticketNumber(ticketId) ?? -1]?.facts?.number ?? -1);
}
