import { z } from 'zod';
import { helpdeskIdSchema, sha256Schema, type Sha256 } from '#shared/base/brand.ts';

/*
 * A backup is one gzipped tar archive (POSIX ustar), the same from every database and every byte store, so that what was
 * begun embedded goes on on a server:
 *
 *   backup.json                     what it is, see `headerSchema`
 *   rows/<table>/<number>.jsonl     rows as PostgreSQL's row_to_json, one a line; tables after those they refer to
 *   files/<sha256>                  the bytes of every attachment that a message names
 *   manifest.json                   what must have been there, see `manifestSchema`; without it the archive is cut
 */

/** The format's number: counts up when an older program could not read it. */
export const FORMAT_VERSION = 1;

export const HEADER_ENTRY = 'backup.json';
export const MANIFEST_ENTRY = 'manifest.json';
export const ROWS_ENTRY = /^rows\/([a-z_][a-z0-9_]{0,62})\/\d+\.jsonl$/;
export const FILE_ENTRY = /^files\/([0-9a-f]{64})$/;

/** Read before the rest, whose shape a newer program may have changed. */
export const formatSchema = z.object({ format: z.literal('vakhta-backup'), version: z.int().positive() });

export const headerSchema = formatSchema.extend({
  /** The last migration of the database. */
  schema: z.string().max(200),
  /** By the helpdesk's clock; ISO 8601. */
  at: z.iso.datetime(),
  helpdesk: z.object({ id: helpdeskIdSchema, name: z.string() }),
});
export type BackupHeader = z.output<typeof headerSchema>;

export const manifestSchema = z.object({
  /** Number of rows of each table, empty ones included. */
  rows: z.record(z.string(), z.int().nonnegative()),
  files: z.int().nonnegative(),
  /** Contents that messages name and whose bytes were lost before: all that are not among the files. */
  missing: z.array(sha256Schema),
  /** Those of the missing that had other bytes in the storage than were kept there. Older backups have none. */
  damaged: z.array(sha256Schema).default([]),
  /** SHA-256 over a line `<name> <SHA-256 of the bytes>\n` of every entry before, in their order. */
  checksum: sha256Schema,
});
export type BackupManifest = z.output<typeof manifestSchema>;

/** The attachments that a backup lacks, by what was wrong with them in the storage. */
export function lostIn({ missing, damaged }: BackupManifest): {
  readonly gone: readonly Sha256[];
  readonly damaged: readonly Sha256[];
} {
  const others = new Set(damaged);
  return { gone: missing.filter((sha256) => !others.has(sha256)), damaged };
}

/** How far the work is, for whoever waits. */
export interface BackupProgress {
  readonly step: 'rows' | 'files' | 'verify';
  readonly rows: number;
  readonly files: number;
}

/** The backup cannot be used; the message is a sentence for whoever runs the helpdesk. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
