import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientId, MessageId, QueueId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Command } from '#shared/sync/command.ts';
import type { ContractPeople } from '#tests/support/contract-host.ts';

/** Where the databases of released helpdesks are kept: `<version>.sql` as it was dumped, `<version>.json` about it. */
export const RELEASES = path.resolve(import.meta.dirname, '../../fixtures/helpdesk');

/** What a test knows of a database that a released helpdesk has written. */
export interface Release {
  readonly version: string;
  readonly people: ContractPeople;
  readonly queues: Readonly<Record<'first' | 'second', QueueId>>;
  /** A client of then: where it stood in the feed, and its rows as `type id version`. */
  readonly client: { readonly login: 'anna'; readonly cursor: string; readonly rows: readonly string[] };
  /** Commands with the outcome that they were given. */
  readonly pushed: readonly {
    readonly login: keyof ContractPeople;
    readonly clientId: ClientId;
    readonly command: Command;
    readonly outcome: string;
  }[];
  readonly tickets: Readonly<Record<'first' | 'second' | 'third', TicketId>>;
  /** Written after the client had stopped. */
  readonly lateMessageId: MessageId;
  /** The bytes in the attachment store. */
  readonly files: readonly { readonly sha256: Sha256; readonly base64: string }[];
}

/** Every released version, oldest first. */
export function listReleases(): readonly string[] {
  return readdirSync(RELEASES)
    .flatMap((name) => /^(.*)\.sql$/.exec(name)?.[1] ?? [])
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** What is known of a release's database, and the SQL that makes it. */
export function readRelease(version: string): { readonly release: Release; readonly sql: string } {
  const read = (ending: string): string => readFileSync(path.join(RELEASES, `${version}.${ending}`), 'utf8');
  // Written by `write-release.ts`: trusted.
  return { release: JSON.parse(read('json')) as Release, sql: read('sql') };
}
