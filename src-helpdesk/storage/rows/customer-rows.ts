import { sql, type Insertable, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { FeedRow } from '../feed.ts';
import type { CustomerTable, Tables } from '../tables.ts';

const BATCH = 2_000;

/** Writes new customers, or overwrites those of the same id. */
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
        })),
      )
      .execute();
  }
  return customers.map((row) => ({ type: 'customer', row }));
}

/** The oldest customer with this address, whatever its letters' case; or null. */
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
  };
}

function fromTable(row: Selectable<CustomerTable>): Customer {
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
  };
}
