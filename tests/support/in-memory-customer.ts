import type { CustomerId, EpochMs, MessageId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import { applyToCustomer, isAboutCustomer, projectCustomer } from '#shared/sync/apply-to-customer.ts';
import type { Command } from '#shared/sync/command.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { previewOf } from '#shared/domain/messages/preview.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

type CustomerMessage = Extract<Message, { kind: 'customer' }>;

/** What the customer of a ticket writes just now. */
export function customerMessage(ticket: Ticket, id: MessageId, text: string): CustomerMessage {
  return {
    kind: 'customer',
    id,
    ticketId: ticket.id,
    at: Date.now() as EpochMs,
    authorName: ticket.customerName,
    text,
    html: null,
    channel: 'form',
    attachments: [],
  };
}

/** A ticket after its customer has written. */
export function answeredBy(ticket: Ticket, message: CustomerMessage): Ticket {
  return {
    ...ticket,
    status: 'open',
    waitingSince: ticket.waitingSince ?? message.at,
    lastCustomerMessageId: message.id,
    lastLine: { from: 'customer', text: previewOf(message.text) },
    updatedAt: message.at,
  };
}

/** The customers of a desk in memory. */
export function createInMemoryCustomers(given: readonly Customer[]) {
  const customers = new Map(given.map((customer) => [customer.id, customer]));
  return {
    /** A customer with what waits on his tickets. */
    now(id: CustomerId, outbox: readonly OutboxItem[], actor: CommandActor): Customer | null {
      const customer = customers.get(id);
      const waiting = outbox.flatMap(({ command, state, ticket }) =>
        state.kind === 'waiting' && ticket?.customerId === id ? [command] : [],
      );
      return customer === undefined ? null : projectCustomer(customer, waiting, actor);
    },
    /** Takes in what a command has done to him. */
    settle(id: CustomerId, command: Command, actor: CommandActor): void {
      const customer = customers.get(id);
      if (customer === undefined || !isAboutCustomer(command)) return;
      const after = applyToCustomer(customer, command, actor, command.recordedAt as EpochMs);
      if (after.ok) customers.set(id, after.value);
    },
  };
}
