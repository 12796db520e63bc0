import type {
  CustomerId,
  MessageId,
  PersonId,
  QueueId,
  ReferenceId,
  Sha256,
  TicketId,
} from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { DraftVersion } from '#shared/domain/drafts/versions.ts';
import type { Message, SpokenMessage } from '#shared/domain/messages/message.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Presence } from '#shared/domain/presence/presence.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import type { Reference } from '#shared/domain/references/reference.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Delay } from '#shared/sync/delay.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { HeldReason, RefusalReason } from '#shared/sync/outcome.ts';
import type { Live } from '../live.ts';
import type { Arrivals } from './arrivals.ts';
import type { DeskSearch } from './search-results.ts';
import type { Inspector } from './sync-report.ts';
import type { ViewQuery } from './view-query.ts';

/** Everything a view can look at. Nothing here waits for the network; what is seen is projected (ring, rule 2). */
export interface DeskReader {
  readonly me: Live<Person>;
  readonly people: Live<ReadonlyMap<PersonId, Person>>;
  readonly queues: Live<ReadonlyMap<QueueId, Queue>>;
  /** The team's common knowledge. */
  readonly references: Live<ReadonlyMap<ReferenceId, Reference>>;
  /** Tickets of a view, due first, optionally of one queue only. Ask for the same view again and get the same object. */
  tickets(view: ViewId, queueId: QueueId | null): Live<TicketList>;
  /** The same for any filter and order. */
  list(query: ViewQuery): Live<TicketList>;
  /** Whether every ticket is here: until then lists other than the fixed counts say "at least". */
  readonly complete: Live<boolean>;
  /** A ticket as it is shown now, whatever list it is in; null when it is not here. */
  row(ticketId: TicketId): TicketRow | null;
  /** The customer's newest message of each ticket when it was last open on this machine. */
  readonly seen: Live<ReadonlyMap<TicketId, MessageId>>;
  /** Right at once, also while the first synchronisation is still running. */
  readonly counts: Live<ViewCounts>;
  conversation(ticketId: TicketId): Live<Conversation>;
  /** A ticket as it is shown now, if it is on this machine. */
  findTicket(ticketId: TicketId): Ticket | null;
  /** The tickets that have to do with a ticket, as far as they are on this machine. */
  related(ticketId: TicketId): Live<Related>;
  /** All tickets of a customer on this machine, newest first. */
  customerTickets(customerId: CustomerId): Live<readonly TicketRow[]>;
  /** The id of the ticket people call by this number, if it is on this machine. */
  findTicketByNumber(number: number): TicketId | null;
  draft(ticketId: TicketId, kind: Draft['kind']): Live<DraftState>;
  /** Ids of tickets that have words not yet sent. */
  readonly drafts: Live<ReadonlySet<TicketId>>;
  /** All drafts with words or files, the last written first, whatever has become of their tickets. */
  readonly draftList: Live<readonly DraftItem[]>;
  /** How a draft was, newest first. */
  draftVersions(ticketId: TicketId, kind: Draft['kind']): Promise<readonly DraftVersion[]>;
  /** Drafts that were written on two machines, since this window was opened: the words that gave way are a version. */
  readonly draftClashes: Live<readonly DraftClash[]>;
  readonly outbox: Live<readonly OutboxItem[]>;
  /** Commands that were to be taken back since this window was opened, and had taken effect already; oldest first. */
  readonly goneOut: Live<readonly Command[]>;
  /** Rows and commands that this version cannot read: kept, counted, told (I7). */
  readonly quarantine: Live<readonly QuarantinedItem[]>;
  readonly connection: Live<Connection>;
  readonly storage: Live<StorageHealth>;
  /** Who else is at which ticket; empty whenever that is not known. */
  readonly presence: Live<Presence>;
  /** What comes in. */
  readonly arrivals: Arrivals;
  /** The ring as it sees itself, for whoever looks for a fault. */
  readonly inspector: Inspector;
  /** The words of everything on this machine. */
  readonly search: DeskSearch;
  /** The bytes of an attachment: from this machine if they are here, else fetched and kept. */
  readFile(sha256: Sha256): Promise<Result<Blob, 'offline' | 'missing' | 'signed-out'>>;
}

/** Tickets that have to do with one. */
export interface Related {
  /** In which it goes on. */
  readonly into: Ticket | null;
  /** Those that go on in it. */
  readonly merged: readonly Ticket[];
  readonly splitFrom: Ticket | null;
  readonly split: readonly Ticket[];
  /** Whichever of the two says so. */
  readonly linked: readonly Ticket[];
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
  /** The number of the merged ticket it stands in, where that is another than the one that is shown. */
  readonly from?: number;
}

export interface DraftState {
  readonly draft: Draft | null;
  /** `saved`: survives a crash (I1). `failed` says so, and nothing pretends to be saved. */
  readonly saved: 'saved' | 'saving' | 'failed';
}

/** One line of the list of drafts. */
export interface DraftItem {
  readonly draft: Draft;
  /** When it was last written; null where nobody knows. */
  readonly at: number | null;
  /** Null: not on this machine, or out of sight. */
  readonly ticket: Ticket | null;
}

/** A draft that two machines have changed. */
export interface DraftClash {
  readonly ticketId: TicketId;
  readonly kind: Draft['kind'];
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
  /** Why it is held on this machine; null: it goes as soon as it can. */
  readonly delay: Delay | null;
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
        /** The operator may still undo it, or has chosen a time: see `OutboxItem.delay`. */
        | 'delayed'
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
