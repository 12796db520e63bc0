import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Sha256 } from '#shared/base/brand.ts';
import { findSchema } from '../migrate.ts';
import type { Tables } from '../tables.ts';
import type { BackupHeader } from './format.ts';
import { findTablesToKeep } from './tables-to-keep.ts';

/** Rows fetched at a time, and in one entry of the archive. */
const BATCH = 500;

/** Rows of one table, as they lie in the dump. */
export interface RowsEntry {
  readonly name: string;
  readonly start: number;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256;
}

/** A database as it was at one moment, its rows in a file. */
export interface Dump {
  readonly schema: string;
  readonly helpdesk: BackupHeader['helpdesk'];
  readonly entries: readonly RowsEntry[];
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** The contents that messages name. */
  readonly files: readonly { readonly sha256: Sha256; readonly size: number; readonly place: string }[];
}

/** What nobody names may be removed while the backup is being written, and is brought again when it is needed. */
const NAMED = sql`exists (select 1 from message_attachment named where named.sha256 = t.sha256)`;
const ONLY: Readonly<Record<string, RawBuilder<unknown>>> = { attachment: NAMED, attachment_upload: NAMED };

/**
 * Writes every row into a file, all as they were at one moment (one transaction, repeatable read), while others go on
 * writing. Into a file and not straight into the archive: the embedded database does nothing else meanwhile, and must not
 * wait for whoever reads the archive.
 */
export async function dumpRows(
  db: Kysely<Tables>,
  file: string,
  onRows: (count: number) => void,
): Promise<Dump> {
  const handle = await fs.open(file, 'wx', 0o600);
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const entries: RowsEntry[] = [];
        const rows: Record<string, number> = {};
        let at = 0;
        let total = 0;
        for (const table of await findTablesToKeep(tx)) {
          rows[table] = 0;
          for await (const lines of readTable(tx, table)) {
            const bytes = Buffer.from(`${lines.join('\n')}\n`);
            for (let from = 0; from < bytes.length;) {
              from += (await handle.write(bytes, from, bytes.length - from, at + from)).bytesWritten;
            }
            const number = String(Math.floor((rows[table] ?? 0) / BATCH) + 1).padStart(8, '0');
            const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
            entries.push({ name: `rows/${table}/${number}.jsonl`, start: at, size: bytes.length, sha256 });
            at += bytes.length;
            rows[table] = (rows[table] ?? 0) + lines.length;
            total += lines.length;
            onRows(total);
          }
        }
        const files = await sql<Dump['files'][number]>`
          select sha256, size, place from attachment t where ${NAMED} order by sha256`.execute(tx);
        const helpdesk = await tx.selectFrom('helpdesk').select(['id', 'name']).executeTakeFirstOrThrow();
        return { schema: await findSchema(tx), helpdesk, entries, rows, files: files.rows };
      });
  } finally {
    await handle.close();
  }
}

async function* readTable(tx: Transaction<Tables>, table: string): AsyncGenerator<readonly string[]> {
  const only = ONLY[table];
  await sql`
    declare backup_rows no scroll cursor for
    select row_to_json(t)::text as line from ${sql.table(table)} t
    ${only === undefined ? sql`` : sql`where ${only}`}`.execute(tx);
  try {
    for (;;) {
      const { rows } = await sql<{ line: string }>`
        fetch forward ${sql.raw(String(BATCH))} from backup_rows`.execute(tx);
      if (rows.length === 0) return;
      yield rows.map((row) => row.line);
    }
  } finally {
    await sql`close backup_rows`.execute(tx);
  }
}
