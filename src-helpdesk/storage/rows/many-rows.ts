import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** PostgreSQL's types of the columns that rows are written to here. */
type ColumnType = 'uuid' | 'text' | 'int' | 'bigint' | 'jsonb';

/** The columns of a kind of row; their order is that of the names. */
export type Columns<R> = { readonly [C in keyof R & string]-?: ColumnType };

/**
 * SQL: many rows as a table to select from, one parameter a column however many rows there are. A JSON column is given
 * as text: drivers differ in what they make of arrays of JSON.
 */
export function manyRows<R>(columns: Columns<R>, rows: readonly R[]): RawBuilder<unknown> {
  const names = namesOf(columns);
  const arrays = names.map((name) => {
    const values = rows.map((row) => row[name] ?? null);
    return sql`${values}::${sql.raw(columns[name] === 'jsonb' ? 'text' : columns[name])}[]`;
  });
  const selected = names.map((name) =>
    columns[name] === 'jsonb' ? sql`${sql.ref(name)}::jsonb as ${sql.ref(name)}` : sql.ref(name),
  );
  return sql`select ${sql.join(selected)} from unnest(${sql.join(arrays)}) as given (${listed(names)})`;
}

/** A statement that writes rows, to be carried out alone or with others; null: there is nothing to write. */
export type Writing = RawBuilder<unknown> | null;

/** SQL: writes new rows. */
export function insertion<R>(table: keyof Tables, columns: Columns<R>, rows: readonly R[]): Writing {
  if (rows.length === 0) return null;
  return sql`insert into ${sql.table(table)} (${listed(namesOf(columns))}) ${manyRows(columns, rows)}`;
}

/**
 * Carries out several writings as one statement: each costs a journey to the database otherwise. They do not see each
 * other's rows; keys that name rows of another are checked when all is written.
 */
export async function writeAtOnce(tx: Transaction<Tables>, writings: readonly Writing[]): Promise<void> {
  const statements = writings.filter((writing) => writing !== null);
  if (statements.length === 0) return;
  const parts = statements.map((statement, index) => sql`${sql.ref(`written_${index}`)} as (${statement})`);
  await sql`with ${sql.join(parts)} select 1`.execute(tx);
}

/** The names of columns, in their order. */
export function namesOf<R>(columns: Columns<R>): readonly (keyof R & string)[] {
  return Object.keys(columns) as (keyof R & string)[];
}

function listed(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}
