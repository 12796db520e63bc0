import type { PersonId, QueueId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { HeldReason, RefusalReason } from '#shared/sync/outcome.ts';
import type { Live } from '../live.ts';
import type { Inspector } from './sync-report.ts';

/** Everything a view can look at. Nothing here waits for the network; what is seen is projected (ring, rule 2). */
export interface DeskReader {
  readonly me: Live<Person>;
  readonly people: Live<ReadonlyMap<PersonId, Person>>;
  readonly queues: Live<ReadonlyMap<QueueId, Queue>>;
  /** Tickets of a view, due first, optionally of one queue only. Ask for the same view again and get the same object. */
  tickets(view: ViewId, queueId: QueueId | null): Live<TicketList>;
  /** Right at once, also while the first synchronisation is still running. */
  readonly counts: Live<ViewCounts>;
  conversation(ticketId: TicketId): Live<Conversation>;
  /** The id of the ticket people call by this number, if it is on this machine. */
  findTicketByNumber(number: number): TicketId | null;
  draft(ticketId: TicketId, kind: Draft['kind']): Live<DraftState>;
  /** Ids of tickets that have words not yet sent. */
  readonly drafts: Live<ReadonlySet<TicketId>>;
  readonly outbox: Live<readonly OutboxItem[]>;
  /** Commands that were to be taken back since this window was opened, and had taken effect already; oldest first. */
  readonly goneOut: Live<readonly Command[]>;
  /** Rows and commands that this version cannot read: kept, counted, told (I7). */
  readonly quarantine: Live<readonly QuarantinedItem[]>;
  readonly connection: Live<Connection>;
  readonly storage: Live<StorageHealth>;
  /** The ring as it sees itself, for whoever looks for a fault. */
  readonly inspector: Inspector;
  /** The bytes of an attachment: from this machine if they are here, else fetched and kept. */
  readFile(sha256: Sha256): Promise<Result<Blob, 'offline' | 'missing' | 'signed-out'>>;
}

export interface ViewCounts {
  readonly views: Readonly<Record<ViewId, number>>;
  /** Tickets that wait for us, by queue. */
  readonly queues: ReadonlyMap<QueueId, number>;
}

export interface TicketList {
  readonly rows: readonly TicketRow[];
  /** False only before the very first rows have come: show skeletons then, and only then. */
  readonly ready: boolean;
}

/** One line of the list. The same reference as long as nothing in it has changed. */
export interface TicketRow {
  readonly ticket: Ticket;
  /** Some of what is shown has not been confirmed by the helpdesk. */
  readonly pending: boolean;
  /** A command on it is held or refused. */
  readonly undecided: boolean;
}

export type Conversation =
  /** Not on this machine (yet). */
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly ticket: Ticket }
  | {
      readonly kind: 'open';
      readonly ticket: Ticket;
      readonly customer: Customer | null;
      /** Oldest first; entries that are only predicted come last. */
      readonly timeline: readonly TimelineEntry[];
    }
  /** It has left the person's sight; commands on it, if any, are in the outbox (I8). */
  | { readonly kind: 'gone' };

export interface TimelineEntry {
  readonly message: Message;
  readonly delivery: 'confirmed' | 'waiting';
}

export interface DraftState {
  readonly draft: Draft | null;
  /** `saved`: survives a crash (I1). `failed` says so, and nothing pretends to be saved. */
  readonly saved: 'saved' | 'saving' | 'failed';
}

/** A command that is not settled, oldest first. */
export interface OutboxItem {
  readonly command: Command;
  /** What it is about, as far as it is still here. */
  readonly ticket: Ticket | null;
  readonly state: OutboxState;
  /** False while its fate is unknown: it may have reached the helpdesk. */
  readonly canDiscard: boolean;
  /** It may have reached the helpdesk, but its effect has not been seen: `discard` then asks the helpdesk to take it back. */
  readonly canTakeBack: boolean;
  /** It is being taken back, and the helpdesk does not know of that yet. */
  readonly canKeepSending: boolean;
  /** How often the ticket has changed on the helpdesk since the operator saw it; 0 where that is not known. */
  readonly changes: number;
}

export type OutboxState =
  | {
      readonly kind: 'waiting';
      readonly because:
        | 'offline'
        | 'signed-out'
        | 'behind-another'
        | 'uploading'
        | 'sending'
        | 'trying-again'
        /** The helpdesk is to take it back. Its effect is not shown any more; if it had gone out, the rows bring it. */
        | 'taking-back';
    }
  /** It cannot go: the bytes of these files it names are not on this machine any more (I7). */
  | { readonly kind: 'stopped'; readonly reason: 'file-missing'; readonly files: readonly Attachment[] }
  /** The customer has written since; both sides are shown and a person decides (I6). */
  | { readonly kind: 'held'; readonly reason: HeldReason; readonly newer: readonly SpokenMessage[] }
  /** `holder` is who has the ticket now, where that is the reason. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly holder: PersonId | null };

export interface QuarantinedItem {
  readonly key: string;
  readonly what: 'row' | 'command' | 'draft';
  /** For example the unknown kind or type. */
  readonly detail: string;
  /** The whole content, for export. */
  readonly raw: unknown;
}

export type Connection =
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'online';
      /** Of the first synchronisation, in tickets. */
      readonly progress: { readonly done: number; readonly total: number } | null;
      /** Files that are being brought here so that they can be read offline. */
      readonly filesAhead: number;
    }
  | { readonly kind: 'offline'; readonly why: Failure; readonly nextTryAt: number | null }
  /** The session is over: work goes on, signing in sends it. */
  | { readonly kind: 'signed-out' };

export type StorageHealth =
  | { readonly kind: 'fine' }
  /** Nothing more can be kept: what is typed now is not safe. */
  | { readonly kind: 'full' }
  | { readonly kind: 'failing' }
  /** The local database was damaged and made anew; so much unsent work came back from the journal. */
  | { readonly kind: 'recovered'; readonly commands: number; readonly drafts: number };
