import { sql, type Insertable, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { CustomerId, TicketId } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { FeedRow } from '../feed.ts';
import type { CustomerTable, Tables } from '../tables.ts';
import { lockTickets } from './ticket-rows.ts';

const BATCH = 2_000;

/** Somebody has merged or separated between looking and locking: the same again finds what is so now. */
export class CustomersChangedError extends Error {
  override readonly name = 'CustomersChangedError';
  /** PostgreSQL's code for what is worth to be tried again: see `inTransaction`. */
  readonly code = '40001';
}

/** Writes new customers, or overwrites those of the same id: lock these first, with all that is known of them. */
export async function saveCustomers(
  tx: Transaction<Tables>,
  customers: readonly Customer[],
): Promise<readonly FeedRow[]> {
  for (let from = 0; from < customers.length; from += BATCH) {
    await tx
      .insertInto('customer')
      .values(customers.slice(from, from + BATCH).map(toTable))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          email: eb.ref('excluded.email'),
          phone: eb.ref('excluded.phone'),
          company: eb.ref('excluded.company'),
          language: eb.ref('excluded.language'),
          level: eb.ref('excluded.level'),
          products: eb.ref('excluded.products'),
          environment: eb.ref('excluded.environment'),
          notes: eb.ref('excluded.notes'),
          merged: eb.ref('excluded.merged'),
          merged_into: eb.ref('excluded.merged_into'),
          trail: eb.ref('excluded.trail'),
        })),
      )
      .execute();
  }
  return customers.map((row) => ({ type: 'customer', row }));
}

/** The oldest customer with this address, whatever its letters' case; or null. Perhaps he goes on in another one. */
export async function findCustomerByEmail(db: Kysely<Tables>, email: string): Promise<Customer | null> {
  const row = await db
    .selectFrom('customer')
    .selectAll()
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromTable(row);
}

/**
 * Those of the customers that there are, locked until the transaction ends, in the order of their ids. Whoever locks
 * tickets too has done so before. Their keys stay free, so that tickets can be written for them meanwhile.
 */
export async function lockCustomers(
  tx: Transaction<Tables>,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, Customer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Selectable<CustomerTable>>`
    select * from customer where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, fromTable(row)]));
}

/** Which of a customer's tickets are meant: all, or those that were another's before the two were merged. */
type Whose = { readonly of: CustomerId } | { readonly of: CustomerId; readonly before: CustomerId };

/**
 * Locks tickets of a customer, then the customers, until the transaction ends.
 * @param whose with `before` also those that were split off from one of them
 * @throws CustomersChangedError when a ticket has come between
 */
export async function lockTicketsAndCustomers(
  tx: Transaction<Tables>,
  whose: Whose,
  ids: readonly CustomerId[],
): Promise<{
  readonly tickets: readonly Ticket[];
  readonly customers: ReadonlyMap<CustomerId, Customer>;
}> {
  const find = async (): Promise<readonly TicketId[]> => {
    const before = 'before' in whose ? whose.before : null;
    const { rows } = await sql<{ id: TicketId }>`
      select id from ticket where customer_id = ${whose.of}::uuid and (${before}::uuid is null
        or customer_before = ${before}::uuid
        or split_from in (select id from ticket where customer_before = ${before}::uuid))`.execute(tx);
    return rows.map(({ id }) => id);
  };
  const tickets = await lockTickets(tx, await find());
  const customers = await lockCustomers(tx, ids);
  const now = await find();
  if (now.length !== tickets.size || now.some((id) => !tickets.has(id))) throw new CustomersChangedError();
  return { tickets: [...tickets.values()], customers };
}

/**
 * Gives tickets to another customer, under his name: whatever shows or finds a ticket by its customer's name is right so.
 * @param before whose they were, to be remembered; null: nobody is remembered
 * @returns the tickets as they are now, to be published
 */
export async function moveTickets(
  tx: Transaction<Tables>,
  tickets: readonly Ticket[],
  to: Pick<Customer, 'id' | 'name'>,
  before: CustomerId | null,
): Promise<readonly FeedRow[]> {
  await sql`
    update ticket set customer_id = ${to.id}::uuid, customer_name = ${to.name}, customer_before = ${before}::uuid
    where id = any(${tickets.map(({ id }) => id)}::uuid[])`.execute(tx);
  return tickets.map((ticket) => ({
    type: 'ticket',
    row: { ...ticket, customerId: to.id, customerName: to.name },
  }));
}

function toTable(customer: Customer): Insertable<CustomerTable> {
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    company: customer.company,
    language: customer.language,
    level: customer.level,
    products: JSON.stringify(customer.products),
    environment: customer.environment === null ? null : JSON.stringify(customer.environment),
    created_at: customer.createdAt,
    notes: JSON.stringify(customer.notes ?? []),
    merged: JSON.stringify(customer.merged ?? []),
    merged_into: customer.mergedInto ?? null,
    trail: JSON.stringify(customer.trail ?? []),
  };
}

/** A row as it is published: what there is nothing of is not mentioned. */
export function fromTable(row: Selectable<CustomerTable>): Customer {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    company: row.company,
    language: row.language,
    level: row.level,
    products: row.products,
    environment: row.environment,
    createdAt: row.created_at,
    ...(row.notes.length > 0 && { notes: row.notes }),
    ...(row.merged.length > 0 && { merged: row.merged }),
    ...(row.merged_into !== null && { mergedInto: row.merged_into }),
    ...(row.trail.length > 0 && { trail: row.trail }),
  };
}
