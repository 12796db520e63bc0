import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Tables that say nothing about the helpdesk's work, only about what is going on at this moment. */
const PASSING: ReadonlySet<string> = new Set(['attempt', 'stray_file', 'upload_part']);
/** Kysely's own, about migrations. */
const MIGRATIONS = 'kysely_%';

/** Every table of ours, in an order in which rows can be written: each after those it refers to. */
export async function findTables(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name::text as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name not like ${MIGRATIONS}
    order by table_name`.execute(db);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select source.relname::text as "from", target.relname::text as "to" from pg_constraint
    join pg_class source on source.oid = conrelid
    join pg_class target on target.oid = confrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(db);
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name)) return;
    if (path.includes(name)) throw new Error(`Tables refer to each other in a circle: ${path.join(', ')}`);
    for (const { from, to } of references) if (from === name && to !== name) visit(to, [...path, name]);
    ordered.add(name);
  };
  for (const { name } of tables) visit(name, []);
  return [...ordered];
}

/** The tables whose rows a backup has. A new table is among them unless it is named above. */
export async function findTablesToKeep(db: Kysely<Tables>): Promise<readonly string[]> {
  return (await findTables(db)).filter((name) => !PASSING.has(name));
}

/** The columns of a table that rows are written to: all but those that the database computes. */
export async function findColumns(db: Kysely<Tables>, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name::text as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`.execute(db);
  return rows.map((row) => row.name);
}
