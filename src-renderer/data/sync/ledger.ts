import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import type { ChangesPage } from '#shared/contract/http/routes.ts';
import type { Entry as SyncEntry } from '#shared/sync/entry.ts';
import type { Line } from '#shared/sync/next-work.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import type { StoredCommand, StoredSync } from '../store/stored.ts';
import type { OutboxChange } from './outbox-changes.ts';
import type { readChanges } from './read-changes.ts';

/**
 * The only writer of confirmed rows: rows and cursor, answers and their effects, each in one transaction, and then told
 * to the windows. One task at a time.
 */
export interface Ledger {
  /** Reads what is on the disk. To be called once, first. */
  load(programVersion: string): Promise<void>;
  sync(): StoredSync;
  outbox(): readonly StoredCommand[];
  /** What is to be scheduled, in order; what this version cannot read fences its ticket (I3, I7). */
  entries(): readonly SyncEntry[];
  attempted(): readonly CommandId[];
  /** Counts requests for pages: what landed before one was sent is in it. */
  beginFetch(): number;
  commitPage(
    page: ChangesPage,
    read: ReturnType<typeof readChanges>,
    from: string | null,
    fetch: number,
  ): Promise<void>;
  /** The helpdesk cannot follow our cursor: the feed begins again. */
  forgetCursor(): Promise<void>;
  /** Commands recorded since, in order. */
  findRecorded(): Promise<readonly StoredCommand[]>;
  /** Takes in what a window has changed. */
  noteOutbox(changed: readonly OutboxChange[]): void;
  /**
   * Marks commands as sent and gives them, each once more from the disk.
   * @returns those to send, and those that are not in the outbox any more
   */
  beginPush(lines: readonly Line[]): Promise<{
    readonly client: string | null;
    readonly lines: readonly (Line & { readonly command: StoredCommand['command'] })[];
    readonly missing: readonly CommandId[];
  }>;
  /** A push has brought no answer: whether its commands have arrived is not known. */
  noteUnanswered(ids: readonly CommandId[]): void;
  commitAnswers(answers: readonly Answer[]): Promise<void>;
  /** A named file is on no disk of ours: commands that name it and were never sent become refused. */
  refuseWithoutFile(sha256: Sha256): Promise<readonly CommandId[]>;
  findFile(sha256: Sha256): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Resolves when nothing is being written. */
  settled(): Promise<void>;
  /** One step of housekeeping. @returns whether there is more to do */
  keepHouse(): Promise<boolean>;
}
