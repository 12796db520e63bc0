/*
 * What the records of the local database look like.
 *
 * IndexedDB costs by the record, not by the byte, so rows are kept in bulk: a *segment* is what one commit brought. Its
 * list part (tickets, people, queues, where the rest lies) is what a start reads; its body (messages, customers) is what
 * opening a conversation reads. Of a large segment the two parts are two records (`lists`, `pages`), of a small one they
 * are one (`deltas`). Texts inside are JSON: one string is written and read many times faster than a graph of objects.
 */
import type { CommandId, CustomerId, MessageId, PersonId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { ChoicesByKind } from '#shared/domain/choices/choices.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { DraftVersion } from '#shared/domain/drafts/versions.ts';
import type { SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import type { HeldReason, RefusalReason } from '#shared/sync/outcome.ts';
import type { ViewCounts } from '../read/desk-reader.ts';

/** Keys of segments count up; odd ones are deltas, even ones have two records. */
export type SegmentKey = number;

export interface StoredList {
  readonly key: SegmentKey;
  /** The run of the feed it belongs to: counts up whenever the feed begins from the start. */
  readonly gen: number;
  /** JSON of a `SegmentList`. */
  readonly list: string;
  /** How many rows and messages both parts hold; 0.1 did not write it down. */
  readonly size?: number;
}

export interface StoredPage {
  readonly key: SegmentKey;
  readonly gen: number;
  readonly ticketIds: readonly TicketId[];
  /** For each of `ticketIds` the JSON of its `VersionedMessage`s here. */
  readonly messages: readonly string[];
  readonly customerIds: readonly CustomerId[];
  /** For each of `customerIds` the JSON of its row. */
  readonly customers: readonly string[];
}

/** A small segment, both parts in one record. */
export type StoredDelta = StoredList & StoredPage;

/** A command that is not settled. */
export interface StoredCommand {
  /** Its place in the order of the operator's acts (I3): its `n`, or that of the command it replaces. Primary key. */
  readonly order: number;
  readonly id: CommandId;
  readonly command: Command;
  readonly state: StoredCommandState;
  /** Its effect has come with the rows, though perhaps not yet its answer: it is not predicted any more. */
  readonly confirmed: boolean;
  /** It is held here for a while, see `Delay`; absent: it goes as soon as it can. */
  readonly delay?: Delay;
}

export type StoredCommandState =
  | { readonly kind: 'waiting' }
  /** A person takes back what may have arrived; `asked`: the helpdesk may know it by now, so there is no way back. */
  | { readonly kind: 'withdrawing'; readonly asked: boolean }
  /** The helpdesk has applied it, but the rows with its effect have not come: it is still predicted, not sent again. */
  | { readonly kind: 'landed' }
  | { readonly kind: 'held'; readonly reason: HeldReason; readonly newer: readonly SpokenMessage[] }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly holder: PersonId | null };

export interface StoredDraft {
  /** Ticket and kind, see `draftKey`. */
  readonly key: string;
  readonly draft: Draft;
  /** When it was last written, by this machine's clock; absent in what 0.1 has written. */
  readonly at?: number | undefined;
}

/** How a draft once was, newest first. Not in the journal. */
export interface StoredVersions {
  readonly key: string;
  /** When the newest was kept. */
  readonly at: number;
  readonly versions: readonly DraftVersion[];
}

/** What the helpdesk last had of one of the person's own records, as far as is known here. Can be fetched again. */
export interface StoredOwn {
  readonly key: string;
  readonly version: number;
  /** JSON; null: deleted, or there was none. */
  readonly text: string | null;
  /** In which history of the helpdesk. */
  readonly era?: string | undefined;
}

export interface StoredFile {
  readonly sha256: Sha256;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

export interface StoredQuarantined {
  readonly key: string;
  readonly what: 'row' | 'command' | 'draft';
  readonly detail: string;
  readonly raw: unknown;
  /** Of a row: the run of the feed that brought it. */
  readonly gen: number;
}

/** First lines of every view, for a start without waiting. */
export interface StoredHot {
  readonly key: 'hot';
  /** Segments up to this one are in it. */
  readonly through: SegmentKey;
  /** JSON of a `SegmentList`. */
  readonly list: string;
  readonly gen: number;
  /** For each ticket of the list the segments that hold its messages. */
  readonly places: readonly (readonly SegmentKey[])[];
  readonly counts: ViewCounts;
}

export interface MetaRecords {
  /** This store as the protocol's client. */
  client: {
    readonly key: 'client';
    readonly id: string;
    readonly nextN: number;
    /** Writings of unsent work so far, by which a database that has lost the last ones is known. */
    readonly acts?: number | undefined;
  };
  /** Who writes drafts, where that is not the client: its journal may have lost words that the client had written. */
  writer: { readonly key: 'writer'; readonly id: string };
  sync: StoredSync;
  /** Commands that were sent and whose fate is not known. */
  attempted: { readonly key: 'attempted'; readonly ids: readonly CommandId[] };
  /** The program that wrote last: a newer one tries again what could not be read. */
  program: { readonly key: 'program'; readonly version: string; readonly rowFormat: number };
  /** Segments up to this one have been looked through for files to fetch ahead. */
  ahead: { readonly key: 'ahead'; readonly through: SegmentKey };
  /** Fetched files by use, for the budget. */
  files: {
    readonly key: 'files';
    readonly uses: number;
    readonly entries: readonly (readonly [sha256: Sha256, size: number, lastUse: number])[];
  };
  /** The customer's newest message of each ticket when it was last open here, oldest mark first: at most `MOST_SEEN`. */
  seen: {
    readonly key: 'seen';
    readonly entries: readonly (readonly [TicketId, MessageId])[];
  };
  /** Views, keys and remembered senders, each with the time of its choice: the truth of which the settings are a copy. */
  choices: { readonly key: 'choices' } & ChoicesByKind;
}
/** Tickets of which is remembered what was read of them. */
export const MOST_SEEN = 5_000;
export type MetaKey = keyof MetaRecords;
export type StoredMeta = MetaRecords[MetaKey];

export interface StoredSync {
  readonly key: 'sync';
  readonly cursor: string | null;
  readonly gen: number;
  /** Key of the first segment of this run of the feed: what lies before it is of earlier runs. */
  readonly genStart: SegmentKey;
  /** Even, counts up. */
  readonly nextKey: SegmentKey;
  /** All rows have been here at least once. */
  readonly complete: boolean;
  /** A run of the feed is under way from its start: rows that do not come by its end are gone. */
  readonly sweeping: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** How many segments are on the disk: with fewer or more, some of what was written has been lost. */
  readonly segments?: number | undefined;
  /** Rows that came beside an answer, before the feed brought them. */
  readonly ahead?: readonly (TicketId | MessageId)[];
}

/** The state of a new database. */
export const NOTHING_SYNCED: StoredSync = {
  key: 'sync',
  cursor: null,
  gen: 0,
  genStart: 0,
  nextKey: 2,
  complete: false,
  sweeping: false,
  progress: null,
};
