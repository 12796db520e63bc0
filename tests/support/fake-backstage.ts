import type { CustomerId, EpochMs, MessageId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { awake } from '#shared/domain/tickets/snooze.ts';
import { TICKET_DEFAULTS, type Ticket } from '#shared/domain/tickets/ticket.ts';
import { endOfSnooze } from '#helpdesk/desk/wake-tickets.ts';
import { fakeId, FIRST_QUEUE } from './fake-people.ts';
import type { FakeRows } from './fake-rows.ts';
import type { FakeSessions } from './fake-sessions.ts';

/** What happens on the fake helpdesk besides the contract: customers write, colleagues and administrators act. */
export function createFakeBackstage(helpdesk: {
  readonly rows: FakeRows;
  readonly sessions: FakeSessions;
  readonly now: () => EpochMs;
}) {
  const { rows, sessions, now } = helpdesk;
  let made = 0;

  function ticketOf(ticketId: TicketId): Ticket {
    const ticket = rows.find<Ticket>(ticketId);
    if (ticket === undefined) throw new Error('No such ticket');
    return ticket.row;
  }

  function publishMessage(
    message: Pick<Message, 'ticketId' | 'id' | 'at'> & {
      readonly authorName: string;
      readonly text: string;
      readonly attachments?: readonly Attachment[];
    },
  ): void {
    rows.publish('message', {
      kind: 'customer',
      html: null,
      channel: 'form',
      ...message,
      attachments: [...(message.attachments ?? [])],
    });
  }

  return {
    openTicket(
      given: {
        queueId?: QueueId;
        text?: string;
        priority?: Ticket['priority'];
        assigneeId?: PersonId | null;
        /** A new customer unless given. */
        customerId?: CustomerId;
        customerName?: string;
        attachments?: readonly Attachment[];
      } = {},
    ) {
      made += 1;
      const at = now();
      const text = given.text ?? `The scanner does not start, case ${made}`;
      const customerId = given.customerId ?? fakeId<CustomerId>(4, made);
      const customerName = given.customerName ?? `Customer ${made}`;
      const ticketId = fakeId<TicketId>(3, made);
      const messageId = fakeId<MessageId>(5, made * 1_000);
      rows.publish('customer', {
        id: customerId,
        name: customerName,
        email: `customer${made}@example.org`,
        phone: null,
        company: null,
        language: 'en',
        level: 'regular',
        products: [],
        environment: null,
        createdAt: at,
      });
      rows.publish('ticket', {
        ...TICKET_DEFAULTS,
        id: ticketId,
        number: made,
        subject: text.slice(0, 100),
        queueId: given.queueId ?? FIRST_QUEUE,
        customerId,
        customerName,
        status: 'open',
        priority: given.priority ?? 'normal',
        assigneeId: given.assigneeId ?? null,
        tags: [],
        channel: 'form',
        language: 'en',
        environment: null,
        createdAt: at,
        updatedAt: at,
        waitingSince: at,
        lastCustomerMessageId: messageId,
        lastLine: { from: 'customer', text: previewOf(text) },
      });
      const attachments = given.attachments ?? [];
      publishMessage({ id: messageId, ticketId, at, authorName: customerName, text, attachments });
      sessions.announce();
      return { ticketId, messageId, customerId };
    },
    writeAsCustomer(ticketId: TicketId, text: string): MessageId {
      const ticket = ticketOf(ticketId);
      made += 1;
      const at = now();
      const messageId = fakeId<MessageId>(5, made * 1_000 + 500_000_000);
      publishMessage({ id: messageId, ticketId, at, authorName: ticket.customerName, text });
      rows.publish('ticket', {
        ...ticket,
        status: 'open',
        waitingSince: ticket.waitingSince ?? at,
        snooze: null,
        lastCustomerMessageId: messageId,
        lastLine: { from: 'customer', text: previewOf(text) },
        updatedAt: at,
      });
      sessions.announce();
      return messageId;
    },
    /** Ends the snoozes whose time has come. */
    wake(): void {
      const at = now();
      for (const { row } of rows.all<Ticket>('ticket')) {
        if (row.snooze?.until == null || row.snooze.until > at) continue;
        made += 1;
        const id = fakeId<MessageId>(6, made);
        rows.publish('ticket', { ...awake(row, row.snooze.until), updatedAt: at });
        const event = endOfSnooze(row, at);
        rows.publish('message', { kind: 'event', id, ticketId: row.id, at, authorId: null, event });
        sessions.announce();
      }
    },
    /** Changes a ticket as somebody else would. */
    changeTicket(ticketId: TicketId, change: Partial<Ticket>): void {
      const ticket = ticketOf(ticketId);
      rows.publish('ticket', { ...ticket, ...change, updatedAt: now() });
      // A ticket that enters another queue takes its messages and its customer along.
      if (change.queueId !== undefined) {
        for (const message of rows.messagesOf(ticketId)) rows.publish('message', message);
        const customer = rows.find<Customer>(ticket.customerId);
        if (customer !== undefined) rows.publish('customer', customer.row);
      }
      sessions.announce();
    },
    setPerson(person: Person): void {
      rows.publish('person', person);
      if (!person.active) sessions.endAll(person.id);
      sessions.announce();
    },
    /** A row that no client of today can read. */
    publishForeign(raw: unknown): void {
      rows.publishForeign(raw);
      sessions.announce();
    },
    /** Ends the sessions of a person. */
    revoke: sessions.endAll,
    /** The person has signed in again on each of his machines. */
    signIn: sessions.renewAll,
    announce: sessions.announce,
  };
}
