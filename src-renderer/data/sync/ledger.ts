import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import type { ChangesPage } from '#shared/contract/http/routes.ts';
import type { Entry as SyncEntry } from '#shared/sync/entry.ts';
import type { Line } from '#shared/sync/next-work.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import type { StoredCommand, StoredSync } from '../store/stored.ts';
import type { OutboxChange } from './outbox-changes.ts';
import type { readChanges } from './read-changes.ts';

/** What goes with a push. */
export interface BegunPush {
  readonly client: string | null;
  /** A command that is taken back goes without itself. */
  readonly lines: readonly (Line & { readonly command: StoredCommand['command'] | null })[];
  readonly missing: readonly CommandId[];
}

/** A push that goes, and the run of the feed that it goes in. */
export interface NumberedPush extends BegunPush {
  readonly gen: number;
}

/**
 * The only writer of confirmed rows: rows and cursor, answers and their effects, each in one transaction, and then told
 * to the windows. One task at a time.
 */
export interface Ledger {
  /** Reads what is on the disk, but for the rows where it can. To be called once, first. */
  load(programVersion: string): Promise<void>;
  /**
   * Reads which rows are on the disk, once. Where some cannot be read or are missing, all are forgotten with the cursor: the
   * feed is to be begun anew.
   */
  loadRows(): Promise<void>;
  sync(): StoredSync;
  /** Segments on the disk. */
  segments(): number;
  outbox(): readonly StoredCommand[];
  /** What is to be scheduled, in order; what this version cannot read fences its ticket (I3, I7). */
  entries(): readonly SyncEntry[];
  attempted(): readonly CommandId[];
  /** Counts requests for pages: what landed before one was sent is in it. */
  beginFetch(): number;
  /** `outrun`: it begins the feed anew and is older than answers that are here. To be asked for again; nothing was changed. */
  commitPage(
    page: ChangesPage,
    read: ReturnType<typeof readChanges>,
    from: string | null,
    fetch: number,
  ): Promise<'done' | 'outrun'>;
  /** The helpdesk cannot follow our cursor: the feed begins again. */
  forgetCursor(): Promise<void>;
  /** What was recorded since, in order, as `entries`. */
  findRecorded(): Promise<readonly SyncEntry[]>;
  /** Takes in what a window has changed. */
  noteOutbox(changed: readonly OutboxChange[]): void;
  /**
   * Marks commands as sent and gives them, each once more from the disk: also whether it is to be sent or taken back.
   * @returns those to send, and those that are not in the outbox any more
   */
  beginPush(lines: readonly Line[]): Promise<NumberedPush>;
  /** A push has brought no answer: whether its commands have arrived is not known. */
  noteUnanswered(ids: readonly CommandId[]): void;
  /**
   * @param gen the run of the feed in which they were asked for. If another has begun since, they may be older than it: what
   *   they say of commands stands, their rows are left to the feed (I4, I8)
   * @returns whether something has taken effect whose rows are still to be pulled
   */
  commitAnswers(answers: readonly Answer[], gen: number): Promise<boolean>;
  findFile(sha256: Sha256): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
  /** One step of housekeeping. @returns whether there is more to do */
  keepHouse(): Promise<boolean>;
}
