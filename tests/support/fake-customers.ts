import type { CustomerId, EpochMs, TicketId } from '#shared/base/brand.ts';
import type { AlikePage, AlikeRequest, CustomerPair } from '#shared/contract/http/customers.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { isKnownBy, likenessOf } from '#shared/domain/customers/likeness.ts';
import { mergeCustomers, separateCustomers } from '#shared/domain/customers/merge-customers.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { FakeRows } from './fake-rows.ts';

/** The customers of the fake helpdesk of whom there are two rows. */
export function createFakeCustomers(rows: FakeRows, now: () => EpochMs) {
  /** Whose a ticket was before its customer was merged. */
  const homes = new Map<TicketId, CustomerId>();
  const ticketsOf = (id: CustomerId) =>
    rows.all<Ticket>('ticket').flatMap(({ row }) => (row.customerId === id ? [row] : []));
  const seen = (who: Person, id: CustomerId) => {
    const found = rows.find<Customer>(id);
    return found !== undefined && rows.sees(who, found) ? found.row : null;
  };
  const give = (tickets: readonly Ticket[], { id: customerId, name: customerName }: Customer) => {
    for (const ticket of tickets) rows.publish('ticket', { ...ticket, customerId, customerName });
  };
  const counted = (who: Person, customer: Customer) => ({
    customer,
    tickets: rows
      .all<Ticket>('ticket')
      .filter((each) => each.row.customerId === customer.id && rows.sees(who, each)).length,
  });

  return {
    alike(who: Person, { customerId, words }: AlikeRequest): AlikePage | null {
      const own = seen(who, customerId);
      if (own === null) return null;
      const found = rows
        .all<Customer>('customer')
        .flatMap((each) => (each.row.id !== own.id && rows.sees(who, each) ? [each.row] : []))
        .filter((each) => words.trim() === '' || isKnownBy(each, words))
        .map((each) => ({ ...counted(who, each), because: likenessOf(own, each) }))
        .filter(({ because }) => words.trim() !== '' || because !== null);
      return { own: counted(who, own), found };
    },
    merge(who: Person, pair: CustomerPair): 'done' | 'not-found' | 'changed' {
      const target = seen(who, pair.target);
      if (target === null) return 'not-found';
      const source = rows.find<Customer>(pair.source)?.row;
      if (source?.mergedInto === pair.target) return 'done';
      if (source === undefined || seen(who, pair.source) === null)
        return source?.mergedInto === undefined ? 'not-found' : 'changed';
      const merged = mergeCustomers(target, source, who.id, now());
      if (!merged.ok) return 'changed';
      const tickets = ticketsOf(source.id);
      for (const ticket of tickets) homes.set(ticket.id, source.id);
      give(tickets, target);
      rows.publish('customer', merged.value.source);
      rows.publish('customer', merged.value.target);
      return 'done';
    },
    separate(who: Person, pair: CustomerPair): 'done' | 'not-found' | 'changed' {
      const target = seen(who, pair.target);
      const source = rows.find<Customer>(pair.source)?.row;
      if (target === null || source === undefined) return 'not-found';
      if (source.mergedInto === undefined) return 'done';
      if (source.mergedInto !== target.id) return 'changed';
      const apart = separateCustomers(target, source, who.id, now());
      const tickets = ticketsOf(target.id).filter(({ id }) => homes.get(id) === source.id);
      for (const { id } of tickets) homes.delete(id);
      give(tickets, source);
      rows.publish('customer', apart.source);
      rows.publish('customer', apart.target);
      return 'done';
    },
  };
}
